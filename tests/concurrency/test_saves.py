"""Two people, one row: the second is told, nobody's figures vanish silently."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions import appraised_scores, rounds, scores, submissions
from assessments.actions.appraised_scores import Judgement
from assessments.actions.scores import Entry
from assessments.contents import content_hash
from assessments.models import AppraisedScore, Score
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.assessments.acting import score_of
from tests.assessments.appraisal_builders import REASON, make_opened
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_assessment, make_board_head, make_editor, make_head

RACES = 30


def typing(assessment, code, meetings, *, version, by):
    """A step that saves a number of meetings over the version that the person saw."""
    entry = Entry({"p1": {"meetings": meetings}})
    pk = score_of(assessment, code).criterion_id
    return partial(scores.save, assessment.pk, pk, lambda criterion: entry, version=version, by=by)


def test_two_editors_never_overwrite_each_other_silently():
    assessment = make_assessment()
    people = make_editor(assessment.unit), make_editor(assessment.unit)

    for race in range(RACES):
        seen = score_of(assessment, "II.1").version
        steps = [
            typing(assessment, "II.1", 10 * race + place, version=seen, by=person)
            for place, person in enumerate(people)
        ]
        answers = at_once(steps)

        assert len(refused(answers, StaleVersion)) == 1
        winner = next(p for p, answer in enumerate(answers) if not isinstance(answer, Exception))
        assert score_of(assessment, "II.1").facts == {"p1": {"meetings": 10 * race + winner}}
    assert score_of(assessment, "II.1").version == 1 + RACES
    assert AuditEvent.objects.filter(kind="score.saved").count() == RACES


def test_two_appraisers_never_overwrite_each_other_silently():
    assessment, officer = make_opened()
    people = officer, make_board_head(assessment.round.organiser)
    row = assessment.appraisal.scores.get(criterion__code="II.1")

    for race in range(RACES):
        row.refresh_from_db()
        given = [Judgement({"p1": {"meetings": 10 * race + n}}, reason=REASON) for n in (2, 3)]
        answers = at_once([
            partial(appraised_scores.decide_score, assessment.pk, row.criterion_id, judgement,
                    version=row.version, by=person)
            for judgement, person in zip(given, people, strict=True)
        ])  # fmt: skip

        assert len(refused(answers, StaleVersion)) == 1
        winner = given[answers.index(accepted(answers)[0])]
        assert AppraisedScore.objects.get(pk=row.pk).facts == winner.facts
    assert AuditEvent.objects.filter(kind="appraised_score.decided").count() == RACES


def test_editors_of_different_rows_do_not_stop_each_other():
    assessment = make_assessment()
    steps = [
        typing(assessment, "II.1", number, version=None, by=make_editor(assessment.unit))
        for number in range(8)
    ]

    answers = at_once(steps)

    assert accepted(answers) == answers
    assessment.refresh_from_db()
    assert assessment.version == 1 + 8


@pytest.mark.parametrize("round_", range(12))
def test_what_was_handed_in_is_what_stays(round_):
    assessment = make_assessment()
    head = make_head(assessment.unit)
    save = typing(assessment, "II.1", 2, version=1, by=make_editor(assessment.unit))
    key = f"00000000-0000-4000-8000-{round_:012d}"
    submit = partial(submissions.submit, assessment, key=key, version=None, by=head)

    saved, receipt = at_once([save, submit])

    assert not isinstance(receipt, Exception)
    receipt.refresh_from_db()
    frozen = {row["code"]: row["points"] for row in receipt.content["scores"]}
    stored = Score.objects.get(assessment=assessment, criterion__code="II.1").points
    was_refused = isinstance(saved, PermissionDenied)
    assert (frozen["II.1"], stored) == ((None, None) if was_refused else ("20.00", 20))
    assert receipt.content_hash == content_hash(receipt.content)


def test_officer_is_assigned_once_by_two_heads_at_once():
    assessment, officer = make_opened()
    heads = [make_board_head(assessment.round.organiser) for _ in range(2)]

    answers = at_once([
        partial(rounds.assign_officer, assessment.round, assessment.unit, officer, by=head)
        for head in heads
    ])  # fmt: skip

    assert refused(answers, Exception) == []
