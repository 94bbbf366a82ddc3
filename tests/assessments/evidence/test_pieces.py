"""Evidence is added, used, changed, removed and brought back."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import appraisals, evidence
from assessments.actions.evidence import Details
from assessments.models import Assessment, Evidence, Score
from assessments.score_rows import score_rows
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from core import uploads
from core.file_inspection import inspect
from core.models import AuditEvent, StoredDocument
from tests import corpus
from tests.assessments.acting import hand_in, put_into, score_of
from tests.assessments.evidence.cases import add
from tests.factories import make_assessment, make_board_head, make_editor, make_head

pytestmark = pytest.mark.django_db


def test_file_becomes_evidence_of_the_criterion():
    assessment = make_assessment()

    added = add(assessment, code="I.1").evidence

    assert (added.code, added.title) == ("MC01", "Kế hoạch")
    assert [use.criterion.code for use in added.uses.select_related("criterion")] == ["I.1"]
    with uploads.open_stored(added.document.sha256) as kept:
        assert kept.read() == corpus.pdf()


def test_adding_leaves_an_event_and_counts_as_a_write():
    assessment = make_assessment()

    added = add(assessment, code="I.1").evidence

    event = AuditEvent.objects.get(kind="evidence.added")
    assert event.after == {
        "code": "MC01", "criterion": "I.1", "url": "", "sha256": added.document.sha256,
    }  # fmt: skip
    assert Assessment.objects.get(pk=assessment.pk).version == 2


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - UNIT_EDITABLE))
def test_adding_is_refused_once_the_file_has_left_the_unit(state):
    assessment = put_into(make_assessment(), state)

    with pytest.raises(PermissionDenied, match="đã nộp"):
        add(assessment)

    assert not Evidence.objects.exists()


@pytest.mark.parametrize("act", [evidence.remove, evidence.restore])
def test_evidence_is_neither_removed_nor_restored_after_the_hand_in(act):
    assessment = make_assessment()
    added = add(assessment).evidence
    hand_in(assessment)

    with pytest.raises(PermissionDenied):
        act(added, by=make_head(assessment.unit))


def test_adding_is_undone_when_the_audit_event_cannot_be_written(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(evidence.audit, "record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add(assessment)

    assert not Evidence.objects.exists()
    assert not StoredDocument.objects.exists()


def test_same_file_is_used_again_instead_of_kept_twice():
    assessment = make_assessment()
    first = add(assessment, code="I.1")

    second = add(assessment, name="Bản khác.pdf", code="I.2")

    assert (second.evidence, second.is_reused) == (first.evidence, True)
    assert second.evidence.uses.count() == 2


def test_codes_are_never_used_again():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    evidence.remove(add(assessment).evidence, by=editor)

    assert add(assessment, corpus.picture("PNG"), name="a.png").evidence.code == "MC02"


def test_files_together_may_not_pass_the_limit_of_the_assessment(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(evidence, "MOST_TOTAL_BYTES", len(corpus.pdf()) + 10)
    add(assessment)

    with pytest.raises(ValidationError, match="200 MB"):
        add(assessment, corpus.picture("PNG"), name="a.png")


def test_foreign_criterion_is_refused():
    assessment, other = make_assessment(), make_assessment()
    file = io.BytesIO(corpus.pdf())
    foreign = other.scores.first().criterion_id

    with pytest.raises(Score.DoesNotExist):
        evidence.add_file(
            assessment, file, inspect(file, "a.pdf"), criterion_pk=foreign,
            by=make_editor(assessment.unit),
        )  # fmt: skip


def test_link_is_evidence_too_and_the_same_one_is_used_again():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    url = "https://example.org/bai-viet"

    first = evidence.add_link(assessment, url, "Bài viết", by=editor)
    again = evidence.add_link(assessment, url, "", by=editor)

    assert (first.evidence.title, first.evidence.url) == ("Bài viết", url)
    assert again.is_reused


def test_use_and_release_leave_events_and_keep_the_piece():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    added = add(assessment).evidence
    pk = score_of(assessment, "I.2").criterion_id

    evidence.use(added, pk, by=editor)
    evidence.release(added, pk, by=editor)

    events = AuditEvent.objects.filter(kind="evidence.used").order_by("sequence")
    assert [(event.before, event.after) for event in events] == [(None, "I.2"), ("I.2", None)]
    assert Evidence.objects.get().removed_at is None


def test_change_records_only_what_differs():
    assessment = make_assessment()
    added = add(assessment).evidence
    details = Details(added.title, reference_number="12-KH/ĐU", dated_on=date(2026, 3, 15))

    evidence.change(added, details, by=make_editor(assessment.unit))

    event = AuditEvent.objects.get(kind="evidence.changed")
    assert event.before == {"reference_number": "", "dated_on": None}
    assert event.after == {"reference_number": "12-KH/ĐU", "dated_on": "2026-03-15"}


def test_removed_piece_can_be_brought_back_with_its_criteria():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    added = add(assessment, code="I.1").evidence

    evidence.remove(added, by=editor)
    hidden = score_has_evidence(assessment)
    evidence.restore(added, by=editor)

    assert (hidden, score_has_evidence(assessment)) == (False, True)
    kinds = list(AuditEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["evidence.removed", "evidence.restored"]


def score_has_evidence(assessment) -> bool:
    rows = score_rows(assessment)
    return rows[score_of(assessment, "I.1").criterion_id].has_evidence


def test_evidence_of_a_locked_criterion_cannot_be_removed():
    assessment = make_assessment()
    added = add(assessment, code="I.1").evidence
    hand_in(assessment)
    asked = score_of(assessment, "I.2").criterion_id
    by = make_board_head(assessment.round.organiser)
    appraisals.send_back(assessment, reason="Thiếu biên bản", criteria=[asked], by=by)

    with pytest.raises(PermissionDenied, match="khoá"):
        evidence.remove(added, by=make_editor(assessment.unit))
