"""Word by word: the marked texts are exactly the two texts, with as few marks as make sense."""

from hypothesis import given
from hypothesis import strategies as st

from criteria.comparison.words import (
    ADDED,
    LEFT_OUT,
    MOST_PAIRS,
    MOST_PAIRS_IN_ALL,
    REMOVED,
    SAME,
    Effort,
    Segment,
    excerpt,
    word_differences,
)
from tests.set_strategies import texts
from tests.strategies import steady

any_text = st.text(max_size=60) | texts


def marks(before: str, after: str) -> list[tuple[str, str]]:
    return [(s.mark, s.text) for s in word_differences(before, after)]


@steady
@given(any_text, any_text)
def test_segments_make_up_both_texts(before, after):
    segments = word_differences(before, after)

    assert "".join(s.text for s in segments if s.mark != ADDED) == before
    assert "".join(s.text for s in segments if s.mark != REMOVED) == after
    assert all(s.text for s in segments)


@steady
@given(any_text)
def test_equal_texts_have_no_marks(text):
    assert all(segment.mark == SAME for segment in word_differences(text, text))


def test_one_word_of_a_sentence():
    assert marks("Họp giao ban hằng quý.", "Họp giao ban hằng tháng.") == [
        (SAME, "Họp giao ban hằng "), (REMOVED, "quý"), (ADDED, "tháng"), (SAME, "."),
    ]  # fmt: skip


def test_neighbouring_words_are_one_mark():
    assert marks("Nộp báo cáo hai mươi ngày sau", "Nộp báo cáo ba tư ngày sau") == [
        (SAME, "Nộp báo cáo "), (REMOVED, "hai mươi"), (ADDED, "ba tư"), (SAME, " ngày sau"),
    ]  # fmt: skip


def test_a_figure_changes_as_a_whole():
    assert marks("mỗi cuộc 1,50 điểm", "mỗi cuộc 1,25 điểm")[1:3] == [
        (REMOVED, "1,50"), (ADDED, "1,25"),
    ]  # fmt: skip


def test_texts_with_little_in_common_are_replaced_as_a_whole():
    assert marks("Có kế hoạch năm", "Số cuộc đối thoại") == [
        (REMOVED, "Có kế hoạch năm"), (ADDED, "Số cuộc đối thoại"),
    ]  # fmt: skip


def test_texts_that_would_take_long_to_compare_are_replaced_between_their_common_ends():
    end = " ".join(f"chữ{number}" for number in range(300))
    old, new = "a b " * 200, "b a " * 200

    assert word_differences(f"{end} {old}{end}", f"{end} {new}{end}") == (
        Segment(SAME, f"{end} "),
        Segment(REMOVED, old.rstrip()),
        Segment(ADDED, new.rstrip()),
        Segment(SAME, f" {end}"),
    )


@steady
@given(any_text, any_text, st.integers(0, 12))
def test_an_excerpt_keeps_every_change_and_shortens_the_rest(before, after, around):
    whole = word_differences(before, after)

    shown = excerpt(whole, around)

    assert [s.mark for s in shown] == [s.mark for s in whole]
    for short, full in zip(shown, whole, strict=True):
        if short != full:
            assert short.mark == SAME
            head, _, tail = short.text.partition(LEFT_OUT)
            assert full.text.startswith(head)
            assert full.text.endswith(tail)


def test_an_excerpt_shows_whole_words_beside_the_change():
    words = " ".join(f"chữ{number}" for number in range(40))

    shown = excerpt(word_differences(f"{words} cũ {words}", f"{words} mới {words}"), around=14)

    assert [s.text for s in shown] == [
        " […] chữ38 chữ39 ", "cũ", "mới", " chữ0 chữ1 […] ",
    ]  # fmt: skip


def test_many_changed_texts_share_what_marking_may_cost():
    one, many = Effort(texts=1), Effort(texts=2000)

    assert one.most_pairs == Effort().most_pairs == MOST_PAIRS
    assert many.most_pairs * many.texts <= MOST_PAIRS_IN_ALL


def test_beyond_its_share_a_text_is_marked_as_a_whole():
    before, after = "một hai ba bốn năm", "một ba hai bốn năm"

    whole = word_differences(before, after, most_pairs=0)

    assert [(s.mark, s.text) for s in whole if s.mark != SAME] == [
        (REMOVED, "hai ba"), (ADDED, "ba hai"),
    ]  # fmt: skip
    assert len(whole) < len(word_differences(before, after))
