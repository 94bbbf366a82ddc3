"""A year is planned, opened, moved on and closed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Assessment, Round, Score
from assessments.workflow import ROUND_WORKFLOW, AssessmentState, RoundState
from assessments.year_plans import DATES, DAYS
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from criteria.models import CriteriaSet
from organisation.models import Unit
from tests.assessments.rounds.cases import kinds, plan
from tests.factories import (
    calendar,
    make_head,
    make_officer,
    make_published_set,
    make_settled_assessment,
    make_unit,
)

pytestmark = pytest.mark.django_db


def moved(round_, move, head) -> Round:
    if move == "open":
        return rounds.open_round(round_, by=head)
    return rounds.move_round(round_, move, by=head)


def test_planning_writes_the_year_down(district, head):
    round_ = plan(district, head)

    assert round_.state == RoundState.PLANNED
    assert round_.criteria_sets.count() == 1
    assert kinds()[-1] == "round.planned"


def test_planning_is_refused_to_others(district):
    with pytest.raises(PermissionDenied):
        plan(district, make_officer(district))

    assert not Round.objects.exists()


def test_a_second_round_of_the_same_year_is_refused(district, head):
    plan(district, head)

    with pytest.raises(ValidationError, match="đã có đợt chấm điểm"):
        plan(district, head)


def test_dates_out_of_order_are_refused_by_field(district, head):
    dates = calendar()
    dates["self_assessment_due"] = dates["self_assessment_opens"] - timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        plan(district, head, calendar=dates)

    assert list(refusal.value.message_dict) == ["self_assessment_due"]


def test_a_retired_set_cannot_be_used(district, head):
    retired = make_published_set(district)
    CriteriaSet.objects.filter(pk=retired.pk).update(state="retired")
    retired.refresh_from_db()

    with pytest.raises(ValidationError, match="chưa được ban hành"):
        plan(district, head, criteria_sets=[retired])


def test_opening_gives_every_unit_an_empty_sheet(district, head):
    unit = make_unit(district)
    person = make_head(unit)
    round_ = plan(district, head)

    rounds.open_round(round_, by=head)

    sheet = Assessment.objects.get(unit=unit)
    assert (sheet.state, sheet.due_on) == (AssessmentState.DRAFT, round_.self_assessment_due)
    assert list(Score.objects.values_list("points", flat=True)) == [None] * 4
    assert Notification.objects.get().recipient == person
    assert kinds()[-1] == "round.opened"


def test_opening_leaves_out_units_without_a_set_and_names_them(district, head):
    covered, other = make_unit(district), make_unit(district, "agency")
    round_ = plan(district, head)

    rounds.open_round(round_, by=head)

    assert [sheet.unit for sheet in Assessment.objects.all()] == [covered]
    assert list(rounds.units_without_set(round_)) == [other]


def test_bodies_that_are_never_assessed_need_no_set(district, head):
    make_unit(district, kind="body", name="Ban Dân vận")

    round_ = plan(district, head)

    assert not rounds.units_without_set(round_).exists()


def test_opening_leaves_out_units_that_have_ended(district, head):
    ended = make_unit(district)
    Unit.objects.filter(pk=ended.pk).update(valid_to=timezone.localdate() - timedelta(days=60))
    round_ = plan(district, head)

    rounds.open_round(round_, by=head)

    assert not Assessment.objects.exists()


def test_opening_without_any_set_is_refused(district, head):
    round_ = plan(district, head, criteria_sets=[])

    with pytest.raises(ValidationError, match="chưa có bộ tiêu chí"):
        rounds.open_round(round_, by=head)


@pytest.mark.parametrize("move", sorted(ROUND_WORKFLOW.transitions))
@pytest.mark.parametrize("state", RoundState.values)
def test_a_round_moves_only_along_its_workflow(district, head, move, state):
    round_ = plan(district, head)
    Round.objects.filter(pk=round_.pk).update(state=state)

    if ROUND_WORKFLOW.allows(move, state):
        assert moved(round_, move, head).state == ROUND_WORKFLOW.target(move, state)
    else:
        with pytest.raises(PermissionDenied, match="đang ở bước"):
            moved(round_, move, head)
        round_.refresh_from_db()
        assert round_.state == state


@pytest.mark.parametrize("move", ["open", "start_appraising"])
def test_a_move_that_leaves_no_trace_does_not_happen(district, head, move, monkeypatch):
    round_ = plan(district, head)
    state = RoundState.PLANNED if move == "open" else RoundState.OPEN
    Round.objects.filter(pk=round_.pk).update(state=state)
    monkeypatch.setattr(rounds.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        moved(round_, move, head)

    round_.refresh_from_db()
    assert round_.state == state
    assert not Assessment.objects.exists()


def test_a_round_with_files_under_way_is_not_closed(district, head):
    file = make_settled_assessment(district)
    Round.objects.update(state=RoundState.APPRAISING)

    with pytest.raises(PermissionDenied, match="Còn 1 hồ sơ"):
        rounds.move_round(file.round, "close", by=head)


def test_many_sheets_take_as_many_queries_as_few(district, head, django_assert_max_num_queries):
    for _ in range(30):
        make_unit(district)
    round_ = plan(district, head)

    with django_assert_max_num_queries(30):
        rounds.open_round(round_, by=head)

    assert Score.objects.count() == 30 * 4


def change(round_, head, **changes) -> Round:
    links = round_.criteria_sets.select_related("criteria_set")
    values = {"title": round_.title, "criteria_sets": [link.criteria_set for link in links],
              "calendar": {name: getattr(round_, name) for name in (*DATES, *DAYS)}}  # fmt: skip
    return rounds.change_plan(round_, by=head, **values | changes)


def test_a_plan_can_be_changed_until_the_year_is_opened(district, head):
    round_ = plan(district, head)
    other = make_published_set(district)
    dates = calendar() | {"report_2_due": calendar()["report_2_due"] + timedelta(days=2)}

    changed = change(
        round_, head, title="Tên khác", calendar=dates | {"feedback_days": 5},
        criteria_sets=[other],
    )  # fmt: skip

    event = AuditEvent.objects.last()
    assert (changed.title, changed.feedback_days, changed.version) == ("Tên khác", 5, 2)
    assert changed.report_2_due == dates["report_2_due"]
    assert changed.criteria_sets.get().criteria_set == other
    assert event.kind == "round.plan_changed"
    assert set(event.after) == {"title", "report_2_due", "feedback_days", "sets"}
    assert (event.before["title"], event.after["title"]) == ("Đợt chấm điểm", "Tên khác")


@pytest.mark.parametrize("state", ["open", "appraising", "closed"])
def test_the_plan_of_a_year_that_was_opened_stays(district, head, state):
    round_ = plan(district, head)
    Round.objects.update(state=state)

    with pytest.raises(PermissionDenied, match="Đợt đã mở"):
        change(round_, head, title="Tên khác")

    assert Round.objects.get().title == "Đợt chấm điểm"


def test_an_officer_does_not_change_the_plan(district, head):
    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        change(plan(district, head), make_officer(district), title="Tên khác")


@pytest.mark.parametrize(
    ("column", "day"),
    [("report_2_due", (0, 1, 2)), ("registration_due", (-1, 12, 31)), ("appraisal_due", (1, 4, 1))],
)
def test_dates_out_of_order_or_out_of_the_year_stay_out_of_the_plan(district, head, column, day):
    round_ = plan(district, head)
    later, month, of_month = day
    dates = calendar() | {column: date(round_.year + later, month, of_month)}

    with pytest.raises(ValidationError) as refusal:
        change(round_, head, calendar=dates)

    assert list(refusal.value.message_dict) == [column]


def test_a_plan_without_any_set_is_refused(district, head):
    with pytest.raises(ValidationError, match="chưa có bộ tiêu chí"):
        change(plan(district, head), head, criteria_sets=[])


def test_whoever_changes_the_plan_second_is_told(district, head):
    round_ = plan(district, head)
    change(round_, head, title="Tên một", version=round_.version)

    with pytest.raises(StaleVersion):
        change(round_, head, title="Tên hai", version=round_.version)

    assert Round.objects.get().title == "Tên một"


def test_a_change_of_the_plan_without_trace_does_not_happen(district, head, monkeypatch):
    round_ = plan(district, head)
    monkeypatch.setattr(rounds.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        change(round_, head, title="Tên khác", criteria_sets=list(CriteriaSet.objects.all()))

    assert Round.objects.get().title == "Đợt chấm điểm"
    assert round_.criteria_sets.count() == 1
