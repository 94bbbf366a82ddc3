"""Words in any order, and never more conditions than a database takes."""

from django.db.models import Q

from core.search import MOST_WORDS, each_word


def test_each_word_is_asked_for_by_itself():
    assert each_word("name", "dong hoa") == Q(name__contains="dong") & Q(name__contains="hoa")


def test_nothing_typed_asks_nothing():
    assert each_word("name", "  ") == Q()


def test_a_pasted_page_asks_for_its_first_words_only():
    assert len(each_word("name", "a b " * 2000).children) == MOST_WORDS
