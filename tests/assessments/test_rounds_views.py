"""Pages of rounds: who sees what, what the overview shows, Excel equal to the screen."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.actions import extensions
from assessments.models import Assessment, Extension, OfficerAssignment, Round
from organisation.roles import Role
from tests.assessments.round_cases import add_appraised, add_file, assign
from tests.factories import (
    make_board_head,
    make_committee_member,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def round_(district) -> Round:
    return make_open_round(district)


@pytest.fixture
def head(district):
    return make_board_head(district)


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
    extensions.grant_extension(
        late, due_on=late.due_on + timedelta(days=2), reason="Mưa lũ chia cắt", by=head
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

    with django_assert_max_num_queries(24):
        client.get(round_.get_absolute_url())


# Planning and opening in the browser


def plan_fields(client, head) -> dict[str, str]:
    client.force_login(head)
    form = client.get(reverse("assessments:round-plan")).context["form"]
    return {field.name: field.value() or "" for field in form}


def test_the_proposed_calendar_can_be_used_as_it_is(client, district, head):
    make_unit(district)
    criteria_set = make_published_set(district)
    fields = plan_fields(client, head)
    chosen = next(name for name in fields if name.startswith("set_"))

    client.post(reverse("assessments:round-plan"), fields | {chosen: criteria_set.pk})

    assert Round.objects.get().criteria_sets.get().criteria_set == criteria_set


def test_wrong_dates_are_named_and_what_was_typed_stays(client, district, head):
    make_unit(district)
    fields = plan_fields(client, head) | {"report_2_due": "01/02/2026", "title": "Đợt thử"}

    page = client.post(reverse("assessments:round-plan"), fields).content.decode()

    assert "Ngày này phải từ" in page
    assert 'value="Đợt thử"' in page
    assert not Round.objects.exists()


def test_a_year_without_any_set_is_refused(client, district, head):
    make_unit(district)

    page = client.post(reverse("assessments:round-plan"), plan_fields(client, head))

    assert "Chọn bộ tiêu chí cho ít nhất một loại đơn vị" in page.content.decode()


def test_planning_is_for_board_heads(client, district):
    client.force_login(make_officer(district))

    assert client.get(reverse("assessments:round-plan")).status_code == 403


def test_opening_shows_units_with_and_without_a_set_first(client, district, head):
    covered, other = make_unit(district), make_unit(district, "agency", "Chi bộ Toà án")
    planned = make_round(district, make_published_set(district))
    client.force_login(head)
    address = reverse("assessments:round-open", args=[planned.pk])

    page = client.get(address).content.decode()

    assert covered.name in page
    assert "1 đơn vị chưa có bộ tiêu chí" in page
    assert other.name in page
    assert not Assessment.objects.exists()
    assert client.post(address).url == planned.get_absolute_url()
    assert Assessment.objects.get().unit == covered


def test_a_round_without_sets_says_so_instead_of_opening(client, district, head):
    planned = make_round(district)
    client.force_login(head)

    page = client.post(reverse("assessments:round-open", args=[planned.pk]), follow=True)

    assert "chưa có bộ tiêu chí nào" in page.content.decode()
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_moving_on(client, round_, head):
    client.force_login(head)

    client.post(reverse("assessments:round-move", args=[round_.pk, "start_appraising"]))

    round_.refresh_from_db()
    assert round_.state == "appraising"


@pytest.mark.parametrize(("move", "status"), [("open", 404), ("nonsense", 404), ("close", 403)])
def test_moves_that_are_not_offered(client, round_, head, move, status):
    client.force_login(head)

    answer = client.post(reverse("assessments:round-move", args=[round_.pk, move]))

    assert answer.status_code == status


# Assignment and extension in the browser


def test_all_units_are_assigned_together(client, round_, head, district):
    first, second = add_file(round_), add_file(round_)
    officer = make_officer(district)
    client.force_login(head)
    fields = {f"officer_{first.unit_id}": officer.pk, f"officer_{second.unit_id}": ""}

    client.post(reverse("assessments:round-assign", args=[round_.pk]), fields)

    assert OfficerAssignment.objects.get().unit == first.unit


def test_sharing_out_fills_the_boxes_without_saving(client, round_, head, district):
    for _ in range(4):
        add_file(round_)
    make_officer(district)
    client.force_login(head)

    answer = client.post(reverse("assessments:round-assign", args=[round_.pk]), {"spread": "1"})

    loads = [count for _person, count in answer.context["sheet"].loads()]
    assert sum(loads) == 4
    assert max(loads) - min(loads) <= 1
    assert not OfficerAssignment.objects.exists()


def test_assignment_is_for_board_heads(client, round_, district):
    client.force_login(make_officer(district))

    address = reverse("assessments:round-assign", args=[round_.pk])

    assert client.get(address).status_code == 403


def test_extending_in_the_browser(client, round_, head):
    file = add_file(round_)
    due_on = file.due_on + timedelta(days=3)
    client.force_login(head)

    client.post(
        reverse("assessments:extend", args=[file.pk]),
        {"due_on": f"{due_on:%d/%m/%Y}", "reason": "Mưa lũ chia cắt địa bàn"},
    )

    assert Extension.objects.get().due_on == due_on


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [(-1, "Mưa lũ chia cắt địa bàn", "Hạn mới phải sau"), (3, "Mưa", "ít nhất 10 ký tự")],
)
def test_an_extension_that_will_not_do_says_why(client, round_, head, days, reason, words):
    file = add_file(round_)
    client.force_login(head)
    fields = {"due_on": f"{file.due_on + timedelta(days=days):%d/%m/%Y}", "reason": reason}

    page = client.post(reverse("assessments:extend", args=[file.pk]), fields).content.decode()

    assert words in page
    assert reason in page
    assert not Extension.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("unit", 403), ("stranger", 404), ("officer", 403)])
def test_extending_is_for_board_heads(client, round_, district, who, status):
    file = add_file(round_)
    people = {
        "unit": make_head(file.unit),
        "stranger": make_board_head(make_district("Huyện uỷ khác")),
        "officer": make_officer(district),
    }
    client.force_login(people[who])

    assert client.get(reverse("assessments:extend", args=[file.pk])).status_code == status


def test_the_default_year_is_the_next_without_a_round(client, round_, head):
    client.force_login(head)

    form = client.get(reverse("assessments:round-plan")).context["form"]

    assert form["year"].value() == timezone.localdate().year + 1
