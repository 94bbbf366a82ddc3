"""Comparing, copying and listing sets on screen and in Excel."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from criteria.actions import contents, copying, lifecycle
from criteria.comparison import compare
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.set_documents import definition_from
from criteria.version_exports import difference_rows
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_kind,
    make_published_set,
    make_unit,
    small_document,
)

pytestmark = pytest.mark.django_db
REASON = "Điểm tối đa tiêu chí I.2 in nhầm."


@pytest.fixture
def corrected(published, head):
    """A second version in which a title and the points of one criterion are others."""
    draft = copying.start_version(published, reason=REASON, by=head)
    whole = definition_of(draft)
    first, second = whole.groups
    one, two = first.criteria
    two = replace(two, title="Tiêu chí hai", max_points=Decimal(25))
    changed = replace(whole, groups=(replace(first, criteria=(one, two)), second))
    return contents.replace(draft, changed, by=head)


def page_of(client, person, address, **query) -> str:
    client.force_login(person)
    return client.get(address, query).content.decode()


def compare_url(criteria_set) -> str:
    return reverse("criteria:compare", args=[criteria_set.pk])


def test_a_set_is_compared_with_its_origin_by_default(client, corrected, published, head):
    page = page_of(client, head, compare_url(corrected))

    assert "<strong>1</strong> mục có thay đổi; <strong>3</strong> tiêu chí giữ nguyên" in page
    assert "<del>I.2</del>" in page
    assert "<ins>hai</ins>" in page
    assert "<del>20,00</del>" in page
    assert f'value="{published.pk}" selected' in page


def test_the_older_set_is_the_earlier_side_whoever_asks(client, corrected, published, head):
    forwards = page_of(client, head, compare_url(corrected), voi=published.pk)
    backwards = page_of(client, head, compare_url(published), voi=corrected.pk)

    for page in (forwards, backwards):
        assert "<ins>25,00</ins>" in page


def test_two_equal_sets_are_said_to_be_equal(client, published, head):
    draft = copying.start_version(published, reason=REASON, by=head)

    page = page_of(client, head, compare_url(draft))

    assert "Hai bản giống nhau." in page
    assert "Xuất Excel" not in page


def test_a_set_without_origin_asks_what_to_compare_with(client, district, head):
    first, second = make_published_set(district), make_published_set(district)

    page = page_of(client, head, compare_url(second))

    assert "Chọn bộ tiêu chí" in page
    assert f'value="{first.pk}"' in page
    assert "mục có thay đổi" not in page


def test_the_only_set_says_what_to_do_first(client, published, head):
    assert "Chưa có bộ tiêu chí nào khác" in page_of(client, head, compare_url(published))


def test_choices_stand_under_headings(client, district, head):
    origin = make_published_set(district)
    middle = copying.start_version(origin, reason=REASON, by=head)
    last = copying.copy_to_year(middle, year=middle.year + 1, title="Bộ sau", by=head)
    same, other = make_published_set(district), make_published_set(district, "agency")

    client.force_login(head)
    choices = client.get(compare_url(middle)).context["choices"]

    assert [(heading, [pk for pk, _ in offered]) for heading, offered in choices] == [
        ("Bộ gốc", [origin.pk]), ("Lập từ bộ này", [last.pk]),
        ("Cùng loại đơn vị", [same.pk]), ("Bộ khác", [other.pk]),
    ]  # fmt: skip


def test_a_unit_compares_published_sets_and_sees_no_draft(client, district, published, corrected):
    editor = make_editor(make_unit(district))
    other = make_published_set(district)

    page = page_of(client, editor, compare_url(published), voi=other.pk)

    assert "mục có thay đổi" in page
    assert f'value="{corrected.pk}"' not in page
    for voi in (corrected.pk, "x", "0"):
        assert client.get(compare_url(published), {"voi": voi}).status_code == 404
    assert client.get(compare_url(corrected)).status_code == 404


def test_a_stranger_compares_nothing(client, district, published):
    stranger = make_board_head(make_district("Huyện uỷ khác"))
    own = make_published_set(stranger.role_assignments.get().unit)
    client.force_login(stranger)

    assert client.get(compare_url(own), {"voi": published.pk}).status_code == 404
    excel = reverse("criteria:compare-excel", args=[own.pk])
    assert client.get(excel, {"voi": published.pk}).status_code == 404


def test_the_workbook_holds_the_same_differences(client, corrected, published, head):
    client.force_login(head)

    answer = client.get(reverse("criteria:compare-excel", args=[corrected.pk]))

    book = load_workbook(BytesIO(answer.content))
    counts = dict(book["Tóm tắt"].iter_rows(min_row=5, values_only=True))
    rows = list(book["Thay đổi"].iter_rows(min_row=4, values_only=True))
    comparison = compare(definition_of(published), definition_of(corrected))
    assert counts == {"Sửa lời văn": 1, "Đổi điểm": 1, "Tiêu chí giữ nguyên": 3}
    assert [tuple(cell or "" for cell in row) for row in rows] == list(difference_rows(comparison))
    assert rows[1][3:] == ("Đổi điểm", "Điểm tối đa", "20,00", "25,00")


def test_the_workbook_names_moves_parts_and_what_came_and_went():
    whole = definition_from(small_document())
    first, second = whole.groups
    part = first.criteria[0].parts[0]
    fewer = replace(
        whole,
        title="Bộ khác",
        groups=(
            replace(
                first, criteria=(replace(first.criteria[0], parts=(part, replace(part, key="p2"))),)
            ),
            replace(second, criteria=(*second.criteria[::-1],)),
        ),
    )

    rows = list(difference_rows(compare(whole, fewer)))

    assert rows[0] == ("Thông tin chung", "", "", "Sửa lời văn", "Tên bộ tiêu chí",
                       whole.title, "Bộ khác")  # fmt: skip
    told = {(row[1], row[2], row[3], row[4]) for row in rows}
    assert ("I.1. Tiêu chí I.1", "Nội dung", "Thêm mới", "Vị trí") in told
    assert ("I.2. Tiêu chí I.2", "", "Bỏ", "Vị trí") in told
    assert ("II.2. Tiêu chí II.2", "", "Đổi chỗ", "Vị trí") in told


def test_the_workbook_of_a_set_without_origin_first_asks(client, published, head):
    client.force_login(head)

    answer = client.get(reverse("criteria:compare-excel", args=[published.pk]))

    assert answer.url == compare_url(published)


def test_two_drafts_are_compared(client, district, head):
    first, second = (make_draft_set(district) for _ in range(2))

    page = page_of(client, head, compare_url(first), voi=second.pk)

    assert "<strong>1</strong> mục có thay đổi" in page


@pytest.mark.parametrize("copies", [1, 3])
def test_comparing_takes_the_same_queries_for_any_number_of_versions(
    client, published, head, django_assert_max_num_queries, copies
):
    for _ in range(copies):
        draft = copying.start_version(published, reason=REASON, by=head)
    client.force_login(head)
    client.get(compare_url(draft))

    with django_assert_max_num_queries(12):
        client.get(compare_url(draft))


# Copying.


def copy_url(criteria_set) -> str:
    return reverse("criteria:copy", args=[criteria_set.pk])


def test_the_copy_page_explains_three_purposes(client, published, head):
    page = page_of(client, head, copy_url(published))

    for words in ("Sang năm sau", "Cho loại đơn vị khác", "Sửa sau khi ban hành"):
        assert words in page
    assert f'value="{published.year + 1}"' in page


def test_a_copy_for_next_year_through_the_page(client, published, head):
    client.force_login(head)
    body = {"muc_dich": "nam-sau", "title": "Bộ năm sau", "year": published.year + 1}

    answer = client.post(copy_url(published), body)

    draft = CriteriaSet.objects.get(origin=published)
    assert answer.url == reverse("criteria:edit", args=[draft.pk])
    assert (draft.title, draft.year) == ("Bộ năm sau", published.year + 1)


def test_a_copy_for_other_units_gets_a_title_of_its_own(client, published, head):
    agency = make_kind("agency")
    client.force_login(head)

    client.post(copy_url(published), {"muc_dich": "loai-khac", "kind": agency.pk, "title": ""})

    draft = CriteriaSet.objects.get(origin=published)
    assert (draft.unit_kind, draft.title) == (agency, f"{published.title} – Cơ quan")


def test_a_new_version_needs_a_reason(client, published, head):
    client.force_login(head)

    refused = client.post(copy_url(published), {"muc_dich": "phien-ban", "reason": "ngắn"})
    accepted = client.post(copy_url(published), {"muc_dich": "phien-ban", "reason": REASON})

    assert refused.status_code == 422
    assert "ít nhất 10 ký tự" in refused.content.decode()
    draft = CriteriaSet.objects.get(origin=published)
    assert accepted.url == reverse("criteria:edit", args=[draft.pk])
    assert (draft.version, draft.change_reason) == (2, REASON)


def test_wrong_entries_are_said_beside_their_fields(client, published, head):
    client.force_login(head)

    year = client.post(copy_url(published), {"muc_dich": "nam-sau", "title": "x", "year": "2020"})
    kind = client.post(copy_url(published), {"muc_dich": "loai-khac", "title": "x" * 301})

    assert year.context["form"].errors["year"] == [f"Năm áp dụng phải sau năm {published.year}."]
    assert set(kind.context["form"].errors) == {"kind", "title"}
    assert not CriteriaSet.objects.filter(origin=published).exists()


def test_a_draft_offers_no_correction(client, district, head):
    draft = make_draft_set(district)

    page = page_of(client, head, copy_url(draft), muc_dich="phien-ban")
    answer = client.post(copy_url(draft), {"muc_dich": "phien-ban", "reason": REASON})

    assert "không cần lập phiên bản mới" in page
    assert answer.status_code == 403


def test_an_unknown_purpose_does_not_exist(client, published, head):
    client.force_login(head)

    assert client.get(copy_url(published), {"muc_dich": "khac"}).status_code == 404


def test_a_unit_and_a_stranger_copy_nothing(client, district, published):
    client.force_login(make_editor(make_unit(district)))
    assert client.get(copy_url(published)).status_code == 403
    assert client.post(copy_url(published), {"muc_dich": "nam-sau"}).status_code == 403

    client.force_login(make_board_head(make_district("Huyện uỷ khác")))
    assert client.get(copy_url(published)).status_code == 404
    assert CriteriaSet.objects.count() == 1


# The detail page and the list.


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
