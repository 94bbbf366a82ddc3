"""What is proposed for a new year: last year's round, sets and people."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.actions import rounds
from assessments.calendars import (
    calendar_problems,
    days_off,
    first_working_day,
    proposed_calendar,
    shifted_calendar,
)
from assessments.models import Round
from assessments.year_plans import DATES, Followers, followers_proposal, year_proposal
from core.calendar import is_working_day
from core.moved_days import moved_days
from criteria.actions import copying, lifecycle
from criteria.models import CriteriaSet
from organisation.models import RoleAssignment, Unit, UnitKind
from tests.factories import make_kind, make_officer, make_published_set, make_round, make_unit

pytestmark = pytest.mark.django_db
LAST = 2026


@pytest.fixture
def criteria_set(district) -> CriteriaSet:
    return make_published_set(district)


@pytest.fixture
def last(district, criteria_set) -> Round:
    """Last year's round, laid out like the movement's usual year."""
    return make_round(district, criteria_set, year=LAST, **proposed_calendar(LAST))


def proposed(district, year: int = LAST + 1):
    return year_proposal(district, year, UnitKind.objects.filter(is_assessed=True))


# Dates


@pytest.mark.parametrize("year", range(2024, 2032))
def test_last_years_calendar_a_year_later_has_no_problem(year):
    usual = proposed_calendar(year)

    shifted = shifted_calendar({name: usual[name] for name in DATES}, 1)

    assert calendar_problems(year + 1, shifted) == {}
    assert days_off(shifted) == []
    assert is_working_day(shifted["self_assessment_opens"])


def test_the_29_february_becomes_the_28th():
    days = {"registration_due": date(2028, 2, 29), "self_assessment_opens": date(2028, 11, 1)}

    assert shifted_calendar(days, 4)["registration_due"] == date(2032, 2, 27)  # 29/2 is a Sunday
    assert shifted_calendar(days, 1)["registration_due"] == date(2029, 2, 28)


def test_a_year_that_ends_in_the_next_stays_so():
    days = {"appraisal_due": date(2027, 1, 15), "self_assessment_opens": date(2026, 11, 2)}

    assert shifted_calendar(days, 1)["appraisal_due"] == date(2028, 1, 14)  # 15/1 is a Saturday


def test_the_opening_moves_forward_to_a_working_day():
    assert first_working_day(date(2026, 11, 21)) == date(2026, 11, 23)
    assert first_working_day(date(2026, 11, 23)) == date(2026, 11, 23)


def test_moved_days_count_in_the_proposal():
    usual = {"registration_due": date(2026, 3, 31), "self_assessment_opens": date(2026, 11, 2)}
    moved_days.remember({date(2027, 3, 31): True, date(2027, 3, 30): True})

    assert shifted_calendar(usual, 1)["registration_due"] == date(2027, 3, 29)


def test_deadlines_on_days_off_are_named_but_not_the_opening():
    calendar = {"registration_due": date(2026, 11, 21), "self_assessment_opens": date(2026, 11, 22)}

    assert days_off(calendar) == [date(2026, 11, 21)]


# The round


def test_the_first_year_gets_the_usual_calendar(district, criteria_set):
    proposal = proposed(district)

    assert proposal.previous is None
    assert proposal.calendar == proposed_calendar(LAST + 1)
    assert str(LAST + 1) in proposal.title


def test_last_years_title_dates_and_days_are_copied(district, last):
    Round.objects.update(title=f"Thi đua {LAST}", supplement_days=5, feedback_days=4)

    proposal = proposed(district)

    assert proposal.previous == last
    assert proposal.title == f"Thi đua {LAST + 1}"
    assert (proposal.calendar["supplement_days"], proposal.calendar["feedback_days"]) == (5, 4)
    assert proposal.calendar["report_2_due"] == date(2027, 6, 30)


def test_a_title_without_its_year_is_not_copied(district, last):
    Round.objects.update(title="Đợt chấm điểm")

    assert proposed(district).title.endswith(f"năm {LAST + 1}")


def test_the_latest_year_before_is_copied_even_after_a_gap(district, last):
    assert proposed(district, LAST + 3).calendar["report_4_due"] == date(2029, 12, 18)
    assert proposed(district, LAST).previous is None


def test_dates_that_would_not_fit_the_new_year_give_way_to_the_usual_ones(district, last):
    Round.objects.update(registration_due=date(LAST - 1, 3, 31))

    usual = proposed_calendar(LAST + 1)

    assert proposed(district).calendar["registration_due"] == usual["registration_due"]


# Sets


def test_a_later_version_of_last_years_set_is_proposed(district, last, criteria_set, head):
    draft = copying.start_version(criteria_set, reason="Sửa điểm in nhầm.", by=head)
    kind = criteria_set.unit_kind_id
    assert proposed(district).sets[kind] == criteria_set

    later = lifecycle.publish(draft, by=head)

    assert proposed(district).sets[kind] == later


def test_a_set_of_another_lineage_does_not_push_aside_last_years(district, last, criteria_set):
    make_published_set(district)

    assert proposed(district).sets[criteria_set.unit_kind_id] == criteria_set


def test_a_set_meant_for_a_later_year_is_not_proposed(district, last, criteria_set, head):
    draft = copying.start_version(criteria_set, reason="Sửa điểm in nhầm.", by=head)
    later = lifecycle.publish(draft, by=head)

    assert proposed(district, LAST + 1).sets[criteria_set.unit_kind_id] == later
    assert year_proposal(district, later.year - 1, [criteria_set.unit_kind]).sets == {
        criteria_set.unit_kind_id: None
    }


def test_a_lineage_that_was_retired_gives_way_to_what_there_is(district, last, criteria_set, head):
    other = make_published_set(district)
    lifecycle.retire(criteria_set, by=head)

    assert proposed(district).sets[criteria_set.unit_kind_id] == other


def test_a_kind_without_any_set_gets_none(district, last):
    agency = make_kind("agency")

    assert proposed(district).sets[agency.pk] is None


# People


@pytest.fixture
def unit(district) -> Unit:
    return make_unit(district)


@pytest.fixture
def followed(district, last, unit, head):
    """Last year's officer and leader of the unit."""
    officer = make_officer(district)
    rounds.assign_officers(last, {unit: Followers(officer, head)}, by=head)
    return Followers(officer, head)


@pytest.fixture
def coming(district, criteria_set, followed) -> Round:
    return make_round(district, criteria_set, year=LAST + 1)


def stop(person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user=person).update(valid_to=yesterday)


def test_last_years_people_are_proposed(coming, unit, followed):
    proposal = followers_proposal(coming, [unit])

    assert proposal.by_unit == {unit.pk: followed}
    assert proposal.gone == {}


def test_whoever_no_longer_holds_the_role_is_named_and_left_blank(coming, unit, followed):
    stop(followed.officer)

    proposal = followers_proposal(coming, [unit])

    assert proposal.by_unit[unit.pk] == Followers(None, followed.leader)
    assert proposal.gone == {unit.pk: [followed.officer]}


def test_a_leader_who_left_is_named_too(coming, unit, followed):
    followed.leader.is_active = False
    followed.leader.save(update_fields=["is_active"])

    proposal = followers_proposal(coming, [unit])

    assert proposal.by_unit[unit.pk] == Followers(followed.officer, None)
    assert proposal.gone == {unit.pk: [followed.leader]}


def test_a_person_who_was_both_is_named_once(coming, unit, head, last):
    rounds.assign_officers(last, {unit: Followers(head, head)}, by=head)
    stop(head)

    assert followers_proposal(coming, [unit]).gone == {unit.pk: [head]}


def test_a_successor_gets_the_people_of_a_unit_that_merged_into_it(
    coming, district, unit, followed
):
    successor = make_unit(district)
    Unit.objects.filter(pk=unit.pk).update(merged_into=successor, valid_to=date(2026, 12, 31))

    assert followers_proposal(coming, [successor]).by_unit == {successor.pk: followed}


def test_new_units_and_first_years_have_no_proposal(coming, district, last):
    fresh = make_unit(district)

    assert followers_proposal(coming, [fresh]).by_unit == {}
    assert followers_proposal(last, [fresh]).by_unit == {}


@pytest.mark.parametrize("count", [1, 3])
def test_people_of_many_units_take_the_same_queries(
    district, last, criteria_set, head, count, django_assert_num_queries
):
    officer = make_officer(district)
    units = [make_unit(district) for _ in range(count)]
    rounds.assign_officers(last, {u: Followers(officer, head) for u in units}, by=head)
    coming = make_round(district, criteria_set, year=LAST + 1)

    with django_assert_num_queries(5):
        proposal = followers_proposal(coming, units)

    assert len(proposal.by_unit) == count


@pytest.mark.parametrize(
    ("officer", "leader", "words"),
    [
        (None, None, "(chưa phân công)"),
        ("An", None, "An"),
        ("An", "Bình", "An, lãnh đạo phụ trách Bình"),
    ],
)
def test_followers_in_words(officer, leader, words):
    assert str(Followers(officer, leader)) == words
