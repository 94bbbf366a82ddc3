"""A file moves to another version while somebody types, adds evidence or hands it in."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import evidence, extensions, scores, submissions, versions
from assessments.actions.scores import Entry
from assessments.carrying import Choice
from assessments.models import Assessment, Score
from assessments.workflow import Step
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria.actions import lifecycle
from danvan import invariants
from tests.assessments.acting import score_of
from tests.assessments.version_cases import later_than, make_files, with_judgement_worth
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_board_head, make_editor, make_head

RACES = range(8)
REASON = "Sửa điểm tối đa in sai ở tiêu chí II.1."


@pytest.fixture
def file() -> Assessment:
    return make_files()[0]


def deciding(file, new_set):
    """A step that moves the file."""
    by = make_board_head(file.round.organiser)
    return partial(
        versions.move_to_version, file.round, new_set, [file], Choice.KEEP, reason=REASON, by=by
    )


def fresh(file):
    return Assessment.objects.with_context().get(pk=file.pk)


def test_two_decisions_at_once_are_one(file):
    new_set = later_than(file.round, with_judgement_worth("10"))

    answers = at_once([deciding(file, new_set) for _ in range(4)])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, ValidationError)) == 3
    assert AuditEvent.objects.filter(kind="assessment.moved_to_version").count() == 1
    assert fresh(file).version == file.version + 1
    assert invariants.broken() == {}


@pytest.mark.parametrize("race", RACES)
def test_what_is_typed_meanwhile_moves_too_or_is_refused(file, race):
    new_set = later_than(file.round, with_judgement_worth("10"))
    row, by = score_of(file, "II.1"), make_editor(file.unit)
    entry = Entry({"p1": {"points": "15"}}, "Theo biên bản")
    save = partial(scores.save, file.pk, row.criterion_id, lambda _: entry, version=1, by=by)

    saved, moved = at_once([save, deciding(file, new_set)])

    assert not isinstance(moved, Exception)
    now = score_of(fresh(file), "II.1")
    assert now.criterion.group.criteria_set == new_set
    if isinstance(saved, Exception):
        assert isinstance(saved, Score.DoesNotExist)
        assert (now.points, now.explanation) == (None, "")
    else:
        assert (now.points, now.explanation) == (10, "Theo biên bản")
    assert invariants.broken() == {}


@pytest.mark.parametrize("race", RACES)
def test_a_file_is_handed_in_or_moved_first(file, race):
    new_set = later_than(file.round, with_judgement_worth("10"))
    head = make_head(file.unit)
    submit = partial(submissions.submit, file, key=uuid4(), version=file.version, by=head)

    receipt, moved = at_once([submit, deciding(file, new_set)])

    if isinstance(moved, Exception):
        assert isinstance(moved, ValidationError)
        assert fresh(file).criteria_set == file.criteria_set
        assert receipt.content["criteria_set"]["version"] == 1
    else:
        assert isinstance(receipt, StaleVersion)
        assert (fresh(file).criteria_set, fresh(file).state) == (new_set, "draft")
    assert invariants.broken() == {}


@pytest.mark.parametrize("race", RACES)
def test_evidence_added_meanwhile_finds_its_criterion_or_is_refused(file, race):
    new_set = later_than(file.round, with_judgement_worth("10"))
    row, by = score_of(file, "II.1"), make_editor(file.unit)
    add = partial(
        evidence.add_link, file, "https://example.org/a", "A", criterion_pk=row.criterion_id, by=by
    )

    added, moved = at_once([add, deciding(file, new_set)])

    assert not isinstance(moved, Exception)
    if isinstance(added, Exception):
        assert isinstance(added, Score.DoesNotExist)
        assert file.evidence.count() == 0
    else:
        uses = file.evidence.get().uses.values_list("criterion__group__criteria_set", flat=True)
        assert list(uses) == [new_set.pk]
    assert invariants.broken() == {}


@pytest.mark.parametrize("race", RACES)
def test_a_later_deadline_is_given_whoever_comes_first(file, race):
    new_set = later_than(file.round, with_judgement_worth("10"))
    by = make_board_head(file.round.organiser)
    extend = partial(
        extensions.grant, file.round, file.unit, Step.SELF_ASSESSMENT,
        due_on=file.round.appraisal_due, reason=REASON, by=by,
    )  # fmt: skip

    answers = at_once([extend, deciding(file, new_set)])

    assert refused(answers, Exception) == []
    assert fresh(file).version == file.version + 2


def test_a_retired_version_is_not_moved_to(file):
    new_set = later_than(file.round)
    by = make_board_head(file.round.organiser)

    retired, moved = at_once([partial(lifecycle.retire, new_set, by=by), deciding(file, new_set)])

    assert not isinstance(retired, PermissionDenied)
    assert isinstance(moved, ValidationError) == (fresh(file).criteria_set != new_set)
