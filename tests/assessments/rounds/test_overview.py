"""Who sees which years, and the overview of one."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.actions import extensions
from assessments.workflow import Step
from organisation.roles import Role
from tests.assessments.round_cases import add_appraised, add_file, assign
from tests.factories import (
    make_board_head,
    make_committee_member,
    make_district,
    make_editor,
    make_officer,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


def page_of(client, user, round_, **query) -> str:
    client.force_login(user)
    return client.get(round_.get_absolute_url(), query).content.decode()


def sheet_rows(client, user, round_, **query) -> list[tuple]:
    client.force_login(user)
    answer = client.get(reverse("assessments:round-export", args=[round_.pk]), query)
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    return rows[3:]


# Lists and visibility


def test_a_round_is_listed_for_its_units_and_its_board(client, round_, head):
    file = add_file(round_)
    for person in (head, make_editor(file.unit)):
        client.force_login(person)
        page = client.get(reverse("assessments:rounds")).content.decode()
        assert round_.get_absolute_url() in page


def test_strangers_find_no_round(client, round_):
    client.force_login(make_board_head(make_district("Huyện uỷ khác")))

    assert (
        round_.get_absolute_url() not in client.get(reverse("assessments:rounds")).content.decode()
    )
    assert client.get(round_.get_absolute_url()).status_code == 404


def test_a_planned_round_is_hidden_from_units(client, district):
    planned = make_round(district, make_published_set(district))
    client.force_login(make_editor(make_unit(district)))

    assert client.get(planned.get_absolute_url()).status_code == 404


def test_a_unit_sees_the_calendar_its_file_and_every_extension_only(client, round_, head):
    own, other = add_file(round_), add_file(round_, "submitted", "Đảng bộ xã Hồng Kỳ")
    late = add_file(round_, name="Đảng bộ xã An Thượng")
    due_on = late.due_on + timedelta(days=2)
    extensions.grant(
        round_, late.unit, Step.SELF_ASSESSMENT, due_on=due_on, reason="Mưa lũ chia cắt", by=head
    )

    page = page_of(client, make_editor(own.unit), round_)

    assert own.unit_name in page
    assert "Mưa lũ chia cắt" in page
    assert other.unit_name not in page
    assert "Tiến độ các đơn vị" not in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CONTRIBUTOR, Role.AUDITOR, Role.CLERK])
def test_people_of_the_organiser_see_every_unit(client, round_, district, role):
    file = add_file(round_, "submitted")

    assert file.unit_name in page_of(client, make_person(role, district), round_)


# The overview


def test_points_of_a_draft_stay_with_the_unit(client, round_, head):
    add_file(round_, self_total="77.77", self_class="Khá")

    assert "77,77" not in page_of(client, head, round_)


def test_the_committee_sees_states_but_points_only_of_what_is_before_it(client, round_, district):
    add_file(round_, "submitted")
    proposed = add_file(round_, "proposed", self_total="91.25")
    page = page_of(client, make_committee_member(district), round_)

    assert "Đã nộp, chờ thẩm định" in page
    assert "91,25" in page
    assert "90,00" not in page
    assert proposed.get_absolute_url() in page


def test_gap_deadline_and_officer_are_shown(client, round_, head, district):
    file = add_appraised(round_, "80.50")
    officer = make_officer(district)
    assign(file, officer, head)

    page = page_of(client, head, round_)

    for text in ("90,00", "80,50", "−9,50", officer.full_name, "Đã có kết quả dự kiến"):
        assert text in page


def test_rows_are_sorted_by_gap(client, round_, head):
    small, large = add_appraised(round_, "89.00"), add_appraised(round_, "70.00")
    add_file(round_)

    names = [row[0] for row in sheet_rows(client, head, round_, order="gap")]

    assert names[:2] == [large.unit_name, small.unit_name]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "dong huu"}, ["Đảng bộ xã Đồng Hưu"]),
        ({"state": "submitted"}, ["Đảng bộ xã Tam Hiệp"]),
        ({"officer": "none"}, ["Đảng bộ xã Đồng Hưu"]),
        ({"q": "khong co"}, []),
        ({"state": "nonsense", "kind": "x", "officer": "²"}, ["Đảng bộ xã Đồng Hưu",
                                                             "Đảng bộ xã Tam Hiệp"]),
    ],
)  # fmt: skip
def test_search_and_filters(client, round_, head, district, query, found):
    add_file(round_, name="Đảng bộ xã Đồng Hưu")
    assign(add_file(round_, "submitted", "Đảng bộ xã Tam Hiệp"), make_officer(district), head)

    assert [row[0] for row in sheet_rows(client, head, round_, **query)] == found
    page = page_of(client, head, round_, **query)
    assert all(name in page for name in found)
    assert page.count("Đảng bộ xã") >= len(found)


def test_units_of_one_officer(client, round_, head, district):
    mine, _other = add_file(round_), add_file(round_)
    officer = make_officer(district)
    assign(mine, officer, head)

    rows = sheet_rows(client, head, round_, officer=officer.pk)

    assert [row[0] for row in rows] == [mine.unit_name]


def test_excel_says_what_the_screen_says(client, round_, head):
    add_file(round_, self_total="77.77")
    shown = add_appraised(round_, "80.50", name="Đảng bộ xã Bố Hạ")

    rows = {row[0]: row for row in sheet_rows(client, head, round_)}

    assert len(rows) == 2
    assert all(row[6] != 77.77 for row in rows.values())
    line = rows[shown.unit_name]
    assert line[2] == "Đã có kết quả dự kiến"
    assert [float(value) for value in (line[6], line[8], line[10])] == [90.0, 80.5, -9.5]
    assert line[11:] == ("Đơn vị", 1, 1)


def test_excel_is_refused_to_units(client, round_):
    client.force_login(make_editor(add_file(round_).unit))

    answer = client.get(reverse("assessments:round-export", args=[round_.pk]))

    assert answer.status_code == 403


def test_fifty_units_a_page(client, round_, head):
    for _ in range(51):
        add_file(round_)

    assert "Trang 1 / 2" in page_of(client, head, round_)
    assert page_of(client, head, round_, page=2).count("Đơn vị đang chấm</span>") == 1


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_overview_takes_the_same_queries_for_any_number(
    client, round_, head, django_assert_max_num_queries, count
):
    for _ in range(count):
        add_appraised(round_)
    client.force_login(head)

    with django_assert_max_num_queries(24):  # two for moved deadlines and the board's reports
        client.get(round_.get_absolute_url())
