"""Moves made for the recognition app: only the table of moves decides."""

import pytest

from assessments.actions import lifecycle
from assessments.models import Assessment
from assessments.workflow import ASSESSMENT_WORKFLOW, AssessmentState
from core.models import AuditEvent
from core.workflow import TransitionNotAllowed
from tests.assessments.appraisal_builders import fresh, make_submitted
from tests.factories import make_board_head

pytestmark = pytest.mark.django_db

MOVES = {
    "propose": (lifecycle.mark_proposed, {}, "assessment.proposed"),
    "withdraw": (lifecycle.mark_withdrawn, {"note": "Rút để bổ sung."}, "assessment.withdrawn"),
    "close": (lifecycle.close, {"outcome": "recognised"}, "assessment.closed"),
}
REFUSED = [
    (move, state)
    for move in MOVES
    for state in sorted(AssessmentState)
    if not ASSESSMENT_WORKFLOW.allows(move, state)
]


def in_state(state):
    assessment = make_submitted()
    Assessment.objects.filter(pk=assessment.pk).update(state=state)
    return assessment, make_board_head(assessment.round.organiser)


def fail(*args, **kwargs):
    raise RuntimeError("the last step fails")


@pytest.mark.parametrize("move", MOVES)
def test_move_writes_state_version_and_event(move):
    action, values, kind = MOVES[move]
    (source,) = ASSESSMENT_WORKFLOW.transitions[move].sources
    assessment, by = in_state(source)

    action(assessment, by=by, **values)

    after = fresh(assessment)
    assert after.state == ASSESSMENT_WORKFLOW.transitions[move].target
    assert after.outcome == values.get("outcome", "")
    assert after.version == assessment.version + 1
    assert AuditEvent.objects.latest("sequence").kind == kind


@pytest.mark.parametrize(("move", "state"), REFUSED)
def test_move_is_refused_from_every_other_state(move, state):
    action, values, _kind = MOVES[move]
    assessment, by = in_state(state)

    with pytest.raises(TransitionNotAllowed):
        action(assessment, by=by, **values)

    assert fresh(assessment).state == state


@pytest.mark.parametrize("move", MOVES)
def test_move_is_atomic(monkeypatch, move):
    action, values, _kind = MOVES[move]
    (source,) = ASSESSMENT_WORKFLOW.transitions[move].sources
    assessment, by = in_state(source)
    monkeypatch.setattr("core.audit.record", fail)

    with pytest.raises(RuntimeError):
        action(assessment, by=by, **values)

    assert fresh(assessment).state == source


def test_unknown_outcome_is_refused():
    assessment, by = in_state("proposed")

    with pytest.raises(ValueError, match="maybe"):
        lifecycle.close(assessment, outcome="maybe", by=by)
