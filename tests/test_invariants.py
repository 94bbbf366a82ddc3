"""Every invariant's query runs on both databases, holds on good rows, and finds bad ones."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import (
    Appraisal,
    Assessment,
    Evidence,
    EvidenceUse,
    RoundCriteriaSet,
    Score,
)
from core import audit
from core.models import AuditEvent
from danvan.invariants import INVARIANTS, broken
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.factories import LONG_AGO, make_assessment, make_head, make_person, make_published_set

pytestmark = pytest.mark.django_db


def test_names_are_unique():
    assert len({invariant.name for invariant in INVARIANTS}) == len(INVARIANTS)


def test_good_rows_break_nothing():
    make_assessment()

    assert broken() == {}
    call_command("check_invariants")


def test_a_score_of_another_set_is_found():
    assessment = make_assessment()
    other = make_published_set(assessment.round.organiser, kind="agency")
    criterion = other.groups.first().criteria.first()
    Score.objects.create(assessment=assessment, criterion=criterion, max_points=1)

    assert set(broken()) == {"score_of_the_right_set", "sheet_is_complete"}


def test_another_version_without_a_decision_is_found():
    assessment = make_assessment()
    other = make_published_set(assessment.round.organiser)
    RoundCriteriaSet.objects.update(criteria_set=other)

    assert set(broken()) == {"another_version_by_decision"}


def test_a_handed_over_file_without_submission_is_found():
    assessment = make_assessment()
    Assessment.objects.update(
        state="submitted", submitted_at=timezone.now(), submitted_by=make_head(assessment.unit)
    )

    assert "handed_over_has_submission" in broken()


def test_an_appraised_file_with_an_open_criterion_is_found():
    assessment = make_assessment()
    by = make_person()
    Assessment.objects.update(state="appraised", submitted_at=timezone.now(), submitted_by=by)
    appraisal = Appraisal.objects.create(
        assessment=assessment, started_at=timezone.now() + timedelta(1), started_by=by
    )
    appraisal.scores.create(criterion=assessment.scores.first().criterion, max_points=40)

    assert "appraised_means_decided" in broken()


def test_evidence_for_another_set_is_found():
    assessment = make_assessment()
    other = make_published_set(assessment.round.organiser, kind="agency")
    evidence = Evidence.objects.create(
        assessment=assessment,
        code="MC01",
        title="x",
        url="https://example.org",
        added_by=make_person(),
    )
    EvidenceUse.objects.create(evidence=evidence, criterion=other.groups.first().criteria.first())

    assert set(broken()) == {"evidence_of_the_right_set"}


def test_an_auditor_with_a_second_role_is_found():
    assessment = make_assessment()
    auditor = make_person(Role.AUDITOR, assessment.unit)
    RoleAssignment.objects.create(
        user=auditor, unit=assessment.unit, role=Role.CLERK, valid_from=LONG_AGO
    )

    assert set(broken()) == {"administrators_touch_no_content"}


def test_the_command_fails_and_names_the_rule():
    assessment = make_assessment()
    assessment.scores.first().delete()

    with pytest.raises(CommandError, match="sheet_is_complete"):
        call_command("check_invariants")


def test_verify_audit_prints_the_head_and_accepts_it_later(capsys):
    unit = make_assessment().unit
    event = AuditEvent.objects.order_by("-sequence").first()

    call_command("verify_audit")
    audit.record("x", unit, by=None)
    call_command("verify_audit", head=f"{event.sequence}:{event.hash}")

    assert f"{event.sequence}:{event.hash}" in capsys.readouterr().out


@pytest.mark.parametrize("head", ["1:" + "0" * 64, "999999:" + "0" * 64, "nonsense"])
def test_verify_audit_refuses_a_head_that_does_not_fit(head):
    make_assessment()

    with pytest.raises(CommandError):
        call_command("verify_audit", head=head)
