"""The page that compares two sets, and its workbook."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from criteria.actions import copying
from criteria.comparison import compare
from criteria.definitions import definition_of
from criteria.set_documents import definition_from
from criteria.version_exports import difference_rows
from tests.criteria.version_pages import REASON, compare_url, page_of
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_published_set,
    make_unit,
    small_document,
)

pytestmark = pytest.mark.django_db


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
