"""Versions of a set in the list and on the page of a set."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from criteria.actions import copying, lifecycle
from criteria.models import CriteriaSet
from tests.criteria.version_pages import REASON, compare_url, page_of
from tests.factories import (
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_published_set,
    make_unit,
    small_document,
)

pytestmark = pytest.mark.django_db


def test_the_detail_page_shows_where_a_set_comes_from_and_what_came_of_it(
    client, published, corrected, head
):
    last = copying.copy_to_year(corrected, year=corrected.year + 1, title="Bộ sau", by=head)

    page = page_of(client, head, corrected.get_absolute_url())

    assert REASON in page
    for other in (published, last):
        assert f"{compare_url(corrected)}?voi={other.pk}" in page


def test_a_unit_sees_no_draft_among_the_versions(client, district, published, corrected):
    page = page_of(client, make_editor(make_unit(district)), published.get_absolute_url())

    assert f"voi={corrected.pk}" not in page
    assert "bản sao" not in page


@pytest.mark.parametrize("steps", [1, 3])
def test_the_detail_page_takes_the_same_queries_for_any_lineage(
    client, published, head, django_assert_max_num_queries, steps
):
    last = published
    for _ in range(steps):
        last = copying.copy_to_year(last, year=last.year + 1, title=last.title, by=head)
    client.force_login(head)
    client.get(published.get_absolute_url())

    with django_assert_max_num_queries(9):
        client.get(published.get_absolute_url())


def listed(client, person, **query) -> list[CriteriaSet]:
    client.force_login(person)
    page = client.get(reverse("criteria:list"), query).context["page"]
    return [line.criteria_set for line in page]


def test_versions_of_a_title_stand_together_the_last_one_first(client, published, corrected, head):
    client.force_login(head)

    answer = client.get(reverse("criteria:list"))

    lines = [(line.criteria_set.version, line.is_earlier) for line in answer.context["page"]]
    assert lines == [(2, False), (1, True)]
    assert f"Lập từ: năm {published.year}, phiên bản 1" in answer.content.decode()


def test_the_list_is_searched_without_diacritics_and_filtered(client, district, head):
    commune, agency = make_published_set(district), make_published_set(district, "agency")
    draft = make_draft_set(
        district, small_document() | {"title": "Bản nháp Khối Đảng", "year": 2031}
    )

    assert listed(client, head, q="nhap  khoi dang") == [draft]
    assert listed(client, head, q="2031") == [draft]
    assert listed(client, head, q="zzz") == []
    assert listed(client, head, kind=agency.unit_kind_id) == [agency]
    assert listed(client, head, year=2031) == [draft]
    assert set(listed(client, head, state="published")) == {commune, agency}


def test_only_what_occurs_is_offered_for_filtering(client, district, head):
    make_kind("agency")
    published = make_published_set(district)
    client.force_login(head)

    form = client.get(reverse("criteria:list")).context["filter_form"]

    assert list(form.fields["kind"].queryset) == [published.unit_kind]
    assert [year for year, _ in form.fields["year"].choices if year] == [published.year]


def test_the_organiser_is_named_only_where_there_are_several(client, district, published):
    editor = make_editor(make_unit(district))
    assert f'<p class="line-note">{district.short_name}</p>' not in page_of(
        client, editor, reverse("criteria:list")
    )

    other = make_district("Huyện uỷ khác")
    make_published_set(other)
    unit = make_unit(other)
    editor.role_assignments.create(role="unit_editor", unit=unit, valid_from=unit.valid_from)

    page = page_of(client, editor, reverse("criteria:list"))
    assert f'<p class="line-note">{district.short_name}</p>' in page


def test_the_list_as_a_workbook_follows_the_filter(client, published, corrected, head):
    client.force_login(head)

    answer = client.get(reverse("criteria:list-export"), {"state": "draft"})

    (row,) = load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True)
    assert row[0] == corrected.title
    assert row[3:5] == (2, "Bản thảo")
    assert (row[7], row[8]) == (str(published), REASON)


def test_units_do_not_learn_of_the_draft_that_a_set_was_copied_from(client, district, head):
    """Neither in the list, nor on the set's page, nor in Excel; the board sees it."""
    secret = make_draft_set(district, small_document() | {"title": "Bản thảo kín"}, by=head)
    copy = copying.copy_to_year(secret, year=secret.year + 1, title="Bộ công khai", by=head)
    published = lifecycle.publish(copy, by=head)
    pages = [
        reverse("criteria:list"),
        published.get_absolute_url(),
        compare_url(published),
        reverse("criteria:preview", args=[published.pk]),
    ]

    editor = make_editor(make_unit(district))
    seen = [page_of(client, editor, page) for page in pages]
    book = load_workbook(BytesIO(client.get(reverse("criteria:list-export")).content))

    assert not [page for page, text in zip(pages, seen, strict=True) if "Bản thảo kín" in text]
    assert "Bản thảo kín" not in str([list(sheet.values) for sheet in book])
    assert "Bản thảo kín" in page_of(client, head, published.get_absolute_url())
