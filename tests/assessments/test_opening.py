"""The guided way from last year to an open year: pages, check list, assignment, deadlines."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import extensions, rounds
from assessments.calendars import proposed_calendar
from assessments.models import Assessment, Extension, OfficerAssignment, Round
from assessments.presenters.opening import checks
from assessments.workflow import RoundState, Step
from assessments.year_plans import Followers
from core.calendar import format_date
from core.models import MovedDay
from criteria.actions import copying, lifecycle
from organisation.models import RoleAssignment, Unit
from organisation.roles import Role
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_indicator,
    make_letterhead,
    make_officer,
    make_open_round,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
REASON = "Mưa lũ chia cắt địa bàn ba ngày"


@pytest.fixture
def district() -> Unit:
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


@pytest.fixture
def unit(district) -> Unit:
    return make_unit(district)


@pytest.fixture
def planned(district, unit) -> Round:
    year = timezone.localdate().year
    return make_round(district, make_published_set(district), **proposed_calendar(year))


def address(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def page_of(client, person, name: str, *args) -> str:
    client.force_login(person)
    return client.get(address(name, *args)).content.decode()


# The check list


def found(round_, head) -> dict[str, bool]:
    return {check.label: check.is_well for check in checks(round_, head)}


def words(round_, head, label: str) -> str:
    return next(check.words for check in checks(round_, head) if check.label == label)


def make_everything_ready(round_, head) -> None:
    organiser = round_.organiser
    for unit in organiser.children.all():
        make_head(unit)
        rounds.assign_officers(round_, {unit: Followers(make_officer(organiser), head)}, by=head)
    make_indicator(organiser)
    make_letterhead(organiser)
    MovedDay.objects.create(day=date(round_.year, 8, 31), is_off=True, reference="01/TB-BNV")


def test_a_year_that_is_ready_has_every_tick(planned, head):
    make_everything_ready(planned, head)

    assert set(found(planned, head).values()) == {True}


def test_what_is_missing_is_named_but_blocks_nothing(planned, head, unit):
    state = checks(planned, head)

    missing = {check.label for check in state if not check.is_well}
    assert missing - {"Ngày nghỉ, ngày làm bù"} == {  # by what is known of the year
        "Chuyên viên theo dõi", "Lãnh đạo phụ trách", "Chỉ tiêu báo cáo quý", "Thể thức văn bản",
        "Tài khoản của đơn vị",
    }  # fmt: skip
    assert not any(check.blocks for check in state)
    assert unit.name in words(planned, head, "Tài khoản của đơn vị")


def test_a_year_without_sets_or_units_is_blocked(district, head):
    empty = make_round(district)

    blocking = {check.label for check in checks(empty, head) if check.blocks}

    assert blocking == {"Bộ tiêu chí", "Đơn vị tham gia"}


def test_deadlines_on_days_off_are_named(planned, head):
    Round.objects.update(report_2_due=date(planned.year, 5, 1))
    planned.refresh_from_db()

    assert f"01/05/{planned.year}" in words(planned, head, "Hạn vào ngày làm việc")


def test_dates_that_got_out_of_order_are_told(planned, head):
    Round.objects.update(report_2_due=date(planned.year, 1, 5))
    planned.refresh_from_db()

    assert not found(planned, head)["Lịch đúng thứ tự"]


def test_kinds_without_a_set_are_named(planned, head, district):
    other = make_unit(district, "agency")

    assert other.name in words(planned, head, "Bộ tiêu chí")
    assert not found(planned, head)["Bộ tiêu chí"]


def test_a_newer_version_of_the_set_is_told(planned, head):
    used = planned.criteria_sets.get().criteria_set
    draft = copying.start_version(used, reason="Sửa điểm in nhầm.", by=head)
    lifecycle.publish(draft, by=head)

    assert not found(planned, head)["Phiên bản bộ tiêu chí"]


def test_people_who_lost_the_role_count_as_missing(planned, head):
    make_everything_ready(planned, head)
    officers = [row.officer for row in OfficerAssignment.objects.select_related("officer")]
    ended = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user__in=officers).update(valid_to=ended)

    state = found(planned, head)

    assert (state["Chuyên viên theo dõi"], state["Lãnh đạo phụ trách"]) == (False, True)


def test_indicators_for_another_kind_do_not_count(planned, head, district, unit):
    agency = make_unit(district, "agency")
    make_indicator(district, unit_kind=agency.kind)

    assert not found(planned, head)["Chỉ tiêu báo cáo quý"]
    make_indicator(district, "b", unit_kind=unit.kind)
    assert found(planned, head)["Chỉ tiêu báo cáo quý"]


def test_long_lists_of_units_are_cut(planned, head, district):
    for _ in range(8):
        make_unit(district)

    assert "và 4 đơn vị khác" in words(planned, head, "Chuyên viên theo dõi")


def test_links_lead_only_where_the_person_may_go(planned, head, district):
    both = make_person(Role.BOARD_HEAD, district)
    RoleAssignment.objects.create(
        user=both, unit=district, role=Role.ADMINISTRATOR, valid_from=date(2020, 1, 1)
    )
    admin_pages = {"Đơn vị tham gia", "Thể thức văn bản", "Tài khoản của đơn vị"}

    assert not any(c.url for c in checks(planned, head) if c.label in admin_pages)
    assert all(check.url for check in checks(planned, both))


@pytest.mark.parametrize("count", [1, 3])
def test_the_check_list_takes_the_same_queries_for_any_number(
    planned, head, district, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_unit(district)
    make_everything_ready(planned, head)

    with django_assert_max_num_queries(24):
        checks(planned, head)


# Pages


def test_the_way_leads_from_the_plan_to_the_open_year(client, district, head, unit):
    make_published_set(district)
    client.force_login(head)
    form = client.get(address("round-plan")).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {field.name: field.initial.pk for field in form if field.name.startswith("set_")}

    planned = client.post(address("round-plan"), fields | chosen)
    round_ = Round.objects.get()
    assert planned.url == address("round-assign", round_.pk)

    assigned = client.post(planned.url, {})
    assert assigned.url == address("round-open", round_.pk)

    opened = client.post(assigned.url)
    assert opened.url == round_.get_absolute_url()
    assert Assessment.objects.get().unit == unit


def test_last_year_is_named_and_its_dates_are_filled_in(client, planned, head):
    Round.objects.update(title=f"Thi đua {planned.year}")

    page = page_of(client, head, "round-plan")

    assert f"Thi đua {planned.year}" in page
    assert f'value="Thi đua {planned.year + 1}"' in page


def test_a_plan_is_changed_on_its_page(client, planned, head):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {f.name: f.initial.pk for f in form if f.name.startswith("set_")}

    client.post(where, fields | chosen | {"title": "Tên đã sửa", "feedback_days": "5"})

    planned.refresh_from_db()
    assert (planned.title, planned.feedback_days) == ("Tên đã sửa", 5)


@pytest.mark.parametrize(
    ("column", "day", "words"),
    [("report_2_due", "02/01", "phải từ"), ("appraisal_due", "01/05", "trong khoảng")],
)
def test_wrong_dates_of_a_plan_are_named(client, planned, head, column, day, words):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    year = planned.year + (column == "appraisal_due")

    page = client.post(where, fields | {column: f"{day}/{year}"}).content.decode()

    assert words in page


def test_a_stale_plan_shows_both_and_counts_when_sent_again(client, planned, head):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {f.name: f.initial.pk for f in form if f.name.startswith("set_")}
    Round.objects.update(title="Tên của người khác", version=7)

    answer = client.post(where, fields | chosen | {"title": "Tên của tôi"})
    assert "Người khác vừa lưu: Tên của người khác" in answer.content.decode()
    assert Round.objects.get().title == "Tên của người khác"

    again = {"title": "Tên của tôi", "version": answer.context["form"]["version"].value()}
    client.post(where, fields | chosen | again)
    assert Round.objects.get().title == "Tên của tôi"


@pytest.mark.parametrize(
    ("name", "state"),
    [("round-change", "open"), ("round-extend", "planned"), ("round-deadlines", "closed")],
)
def test_pages_of_another_time_refuse_with_the_reason(client, planned, head, name, state):
    Round.objects.update(state=state)
    client.force_login(head)

    assert client.get(address(name, planned.pk)).status_code == 403


def test_a_blocked_year_says_so_and_offers_no_button(client, district, head):
    page = page_of(client, head, "round-open", make_round(district).pk)

    assert "Chưa mở được" in page
    assert 'type="submit" disabled' in page


# Assignment


def assign(client, round_, head, **fields):
    client.force_login(head)
    return client.post(address("round-assign", round_.pk), fields)


@pytest.fixture
def followed(district, head, unit) -> Followers:
    """Who followed the unit in a year long before."""
    officer = make_officer(district)
    earlier = make_round(district, year=2020)
    people = Followers(officer, head)
    rounds.assign_officers(earlier, {unit: people}, by=head)
    return people


def test_last_years_people_are_filled_in_but_not_saved(client, followed, planned, head):
    client.force_login(head)

    answer = client.get(address("round-assign", planned.pk))

    line = answer.context["sheet"].lines[0]
    assert (line.officer_key, line.leader_key) == (followed.officer.pk, followed.leader.pk)
    assert "Đề xuất theo năm trước, chưa lưu" in answer.content.decode()
    assert not planned.officer_assignments.exists()


def test_people_who_left_are_named_and_their_place_is_blank(client, followed, planned, head, unit):
    ended = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user=followed.officer).update(valid_to=ended)
    client.force_login(head)

    answer = client.get(address("round-assign", planned.pk))

    line = answer.context["sheet"].lines[0]
    assert (line.officer_key, line.leader_key) == (None, None)
    assert f"{unit}: {followed.officer}" in answer.content.decode()


def test_what_was_saved_goes_before_the_proposal(client, followed, planned, head, unit, district):
    other = make_officer(district)
    rounds.assign_officer(planned, unit, other, by=head)
    client.force_login(head)

    sheet = client.get(address("round-assign", planned.pk)).context["sheet"]

    assert (sheet.lines[0].officer_key, sheet.is_proposed) == (other.pk, False)


@pytest.fixture
def three(planned, district) -> list[Unit]:
    """Three more units, the last of another kind that is assessed too."""
    return [make_unit(district) for _ in range(3)]


@pytest.mark.parametrize(
    ("scope", "count"), [("chon", 2), ("chua-co", 3), ("tat-ca", 4), ("loai", 4), ("khac", 0)]
)
def test_several_units_are_given_to_one_officer_at_once(
    client, planned, head, district, unit, three, scope, count
):
    officer, other = make_officer(district), make_officer(district)
    scope = f"loai-{unit.kind_id}" if scope == "loai" else scope
    fields = {"don-vi": [three[0].pk, three[1].pk], "pham-vi": scope, "chuyen-vien": officer.pk,
              "lanh-dao": head.pk, f"officer_{unit.pk}": other.pk, "apply": "1"}  # fmt: skip

    answer = assign(client, planned, head, **fields)

    lines = answer.context["sheet"].lines
    assert sum(line.officer_key == officer.pk for line in lines) == count
    assert sum(line.leader_key == head.pk for line in lines) == count
    assert "Chưa lưu" in answer.content.decode()
    assert not OfficerAssignment.objects.exists()


def test_a_bulk_change_keeps_or_empties_a_column(client, planned, head, district, unit):
    officer = make_officer(district)
    typed = {f"officer_{unit.pk}": officer.pk, f"leader_{unit.pk}": head.pk}
    wanted = {"pham-vi": "tat-ca", "chuyen-vien": "giu", "lanh-dao": "bo-trong", "apply": "1"}

    line = assign(client, planned, head, **typed, **wanted).context["sheet"].lines[0]

    assert (line.officer_key, line.leader_key) == (officer.pk, None)


def test_officer_and_leader_are_saved_together(client, planned, head, district, unit):
    officer = make_officer(district)

    assign(
        client, planned, head, **{f"officer_{unit.pk}": officer.pk, f"leader_{unit.pk}": head.pk}
    )

    row = OfficerAssignment.objects.get()
    assert (row.officer, row.leader) == (officer, head)


def test_somebody_without_the_role_is_refused_and_nothing_is_lost(
    client, planned, head, district, unit, three
):
    officer, stranger = make_officer(district), make_editor(unit)
    fields = {f"officer_{unit.pk}": stranger.pk, f"officer_{three[0].pk}": officer.pk}

    answer = assign(client, planned, head, **fields)

    assert "không còn giữ vai trò" in answer.content.decode()
    keys = {line.unit: line.officer_key for line in answer.context["sheet"].lines}
    assert keys[three[0]] == officer.pk
    assert not OfficerAssignment.objects.exists()


def test_a_leader_alone_is_refused_on_the_page(client, planned, head, unit):
    answer = assign(client, planned, head, **{f"leader_{unit.pk}": head.pk})

    assert "Chọn chuyên viên trước" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_assignment_takes_the_same_queries_for_any_number(
    client, followed, planned, head, district, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_unit(district)
    client.force_login(head)

    with django_assert_max_num_queries(19):
        client.get(address("round-assign", planned.pk))


# Deadlines on their pages, and what every unit reads


@pytest.fixture
def running(district) -> Round:
    round_ = make_open_round(district)
    add_file(round_)
    return round_


def test_a_step_is_extended_on_its_page_and_every_unit_reads_why(client, running, head):
    unit = running.assessments.get().unit
    day = running.self_assessment_due + timedelta(days=3)
    client.force_login(head)
    fields = {"unit": unit.pk, "step": "self_assessment", "due_on": format_date(day),
              "reason": REASON}  # fmt: skip

    client.post(address("round-extend", running.pk), fields)

    other = add_file(running)
    page = page_of(client, make_editor(other.unit), "round", running.pk)
    for words in (unit.name, "Nộp bản tự chấm", format_date(day), REASON, str(head)):
        assert words in page


def test_the_address_may_name_unit_and_step(client, running, head):
    unit = running.assessments.get().unit
    client.force_login(head)

    where = f"{address('round-extend', running.pk)}?don-vi={unit.pk}&buoc=report_2"
    form = client.get(where).context["form"]

    assert (form["unit"].value(), form["step"].value()) == (str(unit.pk), "report_2")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "Chọn đơn vị"),
        ({"unit": "999999"}, "Đơn vị không trong đợt"),
        ({"step": "appraisal"}, "không phải"),
        ({"reason": "Mưa"}, "ít nhất 10 ký tự"),
        ({"due_on": "hôm qua"}, "Nhập ngày"),
        ({"due_on": "01/01/2020"}, "Hạn mới phải sau"),
    ],
)
def test_an_extension_that_will_not_do_says_why(client, running, head, changes, words):
    unit = running.assessments.get().unit
    day = format_date(running.self_assessment_due + timedelta(days=3))
    fields = {"unit": unit.pk, "step": "self_assessment", "due_on": day, "reason": REASON}
    client.force_login(head)

    page = client.post(address("round-extend", running.pk), fields | changes).content.decode()

    assert words in page
    assert not Extension.objects.exists()


def test_what_was_handed_in_is_told_beside_the_step(client, running, head):
    file = add_file(running, "submitted")
    day = format_date(running.self_assessment_due + timedelta(days=3))
    fields = {"unit": file.unit_id, "step": "self_assessment", "due_on": day, "reason": REASON}
    client.force_login(head)

    page = client.post(address("round-extend", running.pk), fields).content.decode()

    assert "không cần gia hạn" in page


def typed_deadlines(client, round_, **changes) -> dict:
    form = client.get(address("round-deadlines", round_.pk)).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    return fields | {"reason": REASON} | changes


def test_deadlines_of_all_are_moved_on_their_page_and_everybody_reads_why(client, running, head):
    day = running.self_assessment_due + timedelta(days=4)
    client.force_login(head)
    fields = typed_deadlines(client, running, self_assessment_due=format_date(day))

    client.post(address("round-deadlines", running.pk), fields)

    running.refresh_from_db()
    assert running.self_assessment_due == day
    page = page_of(client, make_editor(add_file(running).unit), "round", running.pk)
    assert f"Nộp bản tự chấm: {format_date(day - timedelta(days=4))} → {format_date(day)}" in page
    assert REASON in page


def test_earlier_deadlines_are_refused_by_field(client, running, head):
    client.force_login(head)
    day = format_date(running.self_assessment_due - timedelta(days=1))

    answer = client.post(
        address("round-deadlines", running.pk),
        typed_deadlines(client, running, self_assessment_due=day),
    )

    assert "self_assessment_due" in answer.context["form"].errors


def test_deadlines_moved_by_another_meanwhile_are_shown(client, running, head):
    client.force_login(head)
    fields = typed_deadlines(
        client, running, self_assessment_due=format_date(running.appraisal_due)
    )
    day = running.self_assessment_due + timedelta(days=2)
    extensions.move_deadlines(running, {Step.SELF_ASSESSMENT: day}, reason=REASON, by=head)

    page = client.post(address("round-deadlines", running.pk), fields).content.decode()

    assert f"Người khác vừa lưu: {format_date(day)}" in page


def test_the_history_of_a_round_spells_its_changes_out(client, running, head):
    unit = running.assessments.get().unit
    day = running.self_assessment_due + timedelta(days=2)
    extensions.extend_step(running, unit, Step.SELF_ASSESSMENT, due_on=day, reason=REASON, by=head)
    extensions.move_deadlines(running, {Step.SELF_ASSESSMENT: day}, reason=REASON, by=head)

    page = page_of(client, head, "round", running.pk)

    assert f"{unit.name}, Nộp bản tự chấm: hạn {format_date(day)}" in page
    assert f"Nộp bản tự chấm: {format_date(day)}" in page


def test_the_history_names_the_parts_of_a_plan_that_were_changed(client, planned, head):
    dates = proposed_calendar(planned.year) | {"report_1_due": date(planned.year, 3, 27)}
    sets = [link.criteria_set for link in planned.criteria_sets.select_related("criteria_set")]
    rounds.change_plan(planned, title="Khác", calendar=dates, criteria_sets=sets, by=head)

    assert "tên đợt, lịch" in page_of(client, head, "round", planned.pk)


def test_the_overview_marks_only_extensions_of_the_sheet(client, running, head):
    file = running.assessments.get()
    Extension.objects.create(
        round=running, unit=file.unit, step=Step.REPORT_1, due_on=running.appraisal_due,
        reason=REASON, granted_by=head,
    )  # fmt: skip

    assert "Được gia hạn</small>" not in page_of(client, head, "round", running.pk)


def test_a_planned_year_leads_to_its_check_list(client, planned, head):
    page = page_of(client, head, "round", planned.pk)

    assert address("round-open", planned.pk) in page
    assert address("round-change", planned.pk) in page
    assert address("round-deadlines", planned.pk) not in page
    assert planned.state == RoundState.PLANNED
