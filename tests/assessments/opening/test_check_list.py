"""What the check list says before a year is opened."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import OfficerAssignment, Round
from assessments.presenters.opening import checks
from assessments.year_plans import Followers
from core.models import MovedDay
from criteria.actions import copying, lifecycle
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.factories import (
    make_head,
    make_indicator,
    make_letterhead,
    make_officer,
    make_person,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


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
