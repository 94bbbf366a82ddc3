"""The guide is one text for the help page and for reading in the repository."""

import pytest
from django.urls import reverse

from danvan.guide import chapters, read_chapters
from organisation.roles import Role
from tests.factories import make_clerk, make_district


def test_every_role_has_a_chapter():
    assert frozenset().union(*(chapter.roles for chapter in chapters())) == frozenset(Role.values)


def test_chapters_headings_lists_and_paragraphs_are_read():
    text = "# Tên\nbỏ qua\n## Một\n<!-- clerk auditor -->\n### Mục\n1. a\n2. b\n- c\nd\n## Hai\n"

    first, second = read_chapters(text)

    assert (first.title, first.roles) == ("Một", frozenset({"clerk", "auditor"}))
    assert [(block.kind, block.items) for block in first.blocks] == [
        ("heading", ["Mục"]), ("numbered", ["a", "b"]), ("bulleted", ["c"]), ("paragraph", ["d"]),
    ]  # fmt: skip
    assert second.blocks == []


@pytest.mark.django_db
def test_the_chapter_of_ones_own_role_is_open(client):
    client.force_login(make_clerk(make_district()))

    answer = client.get(reverse("help"))

    shown = {chapter["title"]: chapter["is_open"] for chapter in answer.context["chapters"]}
    assert shown["Văn phòng cấp uỷ"]
    assert not shown["Quản trị"]
    assert "Mở dự thảo, xem trước bản PDF" in answer.content.decode()


@pytest.mark.django_db
def test_help_needs_no_login(client):
    assert client.get(reverse("help")).status_code == 200
