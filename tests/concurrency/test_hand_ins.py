"""Sixteen clicks on "hand in" are one hand-in."""

from functools import partial
from uuid import UUID, uuid4

import pytest

from assessments.actions import appraisals, submissions
from assessments.models import Submission
from core.models import AuditEvent
from danvan import invariants
from tests.assessments.appraisal_builders import make_submitted, officer_of
from tests.concurrency.racing import accepted, at_once
from tests.factories import make_assessment, make_head

CLICKS = 16
SAME_KEY = [UUID(int=7)] * CLICKS


@pytest.mark.parametrize("keys", [SAME_KEY, [uuid4() for _ in range(CLICKS)]], ids=["one", "many"])
def test_parallel_hand_ins_give_one_receipt(keys):
    assessment = make_assessment()
    head = make_head(assessment.unit)

    receipts = at_once([
        partial(submissions.submit, assessment, key=key, version=assessment.version, by=head)
        for key in keys
    ])  # fmt: skip

    assert accepted(receipts) == receipts
    assert {receipt.pk for receipt in receipts} == {Submission.objects.get().pk}
    assert AuditEvent.objects.filter(kind="assessment.submitted").count() == 1
    assert invariants.broken() == {}


@pytest.mark.parametrize("attempt", range(6))
def test_recall_and_opening_exclude_each_other(attempt):
    assessment = make_submitted()
    officer, head = officer_of(assessment), make_head(assessment.unit)

    answers = at_once([
        partial(submissions.recall, assessment, by=head),
        partial(appraisals.open_file, assessment, by=officer),
    ])  # fmt: skip

    assessment.refresh_from_db()
    assert len(accepted(answers)) == 1
    assert (assessment.state, assessment.opened_at is None) in {
        ("draft", True), ("submitted", False),
    }  # fmt: skip


def test_trail_has_no_gap_after_many_hand_ins_at_once():
    files = [make_assessment() for _ in range(8)]

    receipts = at_once([
        partial(submissions.submit, file, key=uuid4(), version=None, by=make_head(file.unit))
        for file in files
    ])  # fmt: skip

    assert accepted(receipts) == receipts
    assert invariants.broken() == {}
