"""Saving one criterion: through the view as people do, and the action's guarantees."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.actions import scores
from assessments.actions.scores import Entry
from assessments.models import Assessment, Score
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from core.models import AuditEvent
from core.versions import StaleVersion
from tests.assessments.acting import put_into, save_row, score_of, without_transactions
from tests.factories import make_assessment, make_editor, make_head, make_officer, make_unit
from tests.statements import within

pytestmark = pytest.mark.django_db


def entry(facts: dict, **fields):
    return lambda criterion: Entry({"p1": facts}, **fields)


def save(assessment, code, read, by, version=None):
    row = score_of(assessment, code)
    return scores.save(assessment.pk, row.criterion_id, read, version=version, by=by)


def test_save_stores_facts_points_and_arithmetic():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)

    save(assessment, "I.1", entry({"numerator": 1234, "denominator": 1250}), editor)

    row = score_of(assessment, "I.1")
    assert row.points == Decimal("40")
    assert row.working == ["1.234/1.250 = 98,72 % → 40,00"]
    assert (row.version, row.updated_by) == (2, editor)


def test_save_leaves_an_event_with_facts_and_points_before_and_after():
    assessment = make_assessment()

    save(assessment, "I.2", entry({"answer": True}), make_editor(assessment.unit))

    event = AuditEvent.objects.get(kind="score.saved")
    assert event.before == {"facts": {}, "points": None}
    assert event.after == {"facts": {"p1": {"answer": True}}, "points": "20.00"}
    assert event.unit_id == assessment.unit_id


def test_save_counts_as_a_write_of_the_assessment():
    assessment = make_assessment()

    save(assessment, "I.2", entry({"answer": True}), make_editor(assessment.unit))

    assert Assessment.objects.get(pk=assessment.pk).version == assessment.version + 1


def test_partial_facts_are_kept_without_points():
    assessment = make_assessment()

    save(assessment, "I.1", entry({"numerator": 5}), make_editor(assessment.unit))

    row = score_of(assessment, "I.1")
    assert (row.points, row.facts) == (None, {"p1": {"numerator": 5}})
    assert row.working == ["Chưa chấm, còn thiếu: Tổng số hồ sơ."]


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - UNIT_EDITABLE))
def test_save_is_refused_once_the_file_has_left_the_unit(state):
    assessment = put_into(make_assessment(), state)

    with pytest.raises(PermissionDenied, match="đã nộp"):
        save(assessment, "I.2", entry({"answer": True}), make_editor(assessment.unit))

    assert score_of(assessment, "I.2").points is None
    assert not AuditEvent.objects.filter(kind="score.saved").exists()


def test_save_is_undone_when_the_audit_event_cannot_be_written(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(scores.audit, "record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        save(assessment, "I.2", entry({"answer": True}), make_editor(assessment.unit))

    assert score_of(assessment, "I.2").points is None
    assert Assessment.objects.get(pk=assessment.pk).version == assessment.version


def test_save_after_the_deadline_is_refused_with_the_date():
    assessment = make_assessment()
    due = timezone.localdate() - timedelta(days=1)
    Assessment.objects.filter(pk=assessment.pk).update(due_on=due)

    with pytest.raises(PermissionDenied, match=f"{due:%d/%m/%Y}"):
        save(assessment, "I.2", entry({"answer": True}), make_editor(assessment.unit))


def test_stale_version_is_refused_and_the_first_text_stays():
    assessment = make_assessment()
    first, second = make_editor(assessment.unit), make_head(assessment.unit)
    save(assessment, "I.2", entry({"answer": True}), first, version=1)

    with pytest.raises(StaleVersion):
        save(assessment, "I.2", entry({"answer": False}), second, version=1)

    assert score_of(assessment, "I.2").facts == {"p1": {"answer": True}}


def test_stale_form_with_the_stored_values_is_accepted_silently():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    save(assessment, "I.2", entry({"answer": True}), editor, version=1)

    save(assessment, "I.2", entry({"answer": True}), editor, version=1)

    assert score_of(assessment, "I.2").version == 2
    assert AuditEvent.objects.filter(kind="score.saved").count() == 1


def test_criterion_of_another_set_is_not_found():
    assessment, other = make_assessment(), make_assessment()
    foreign = other.scores.first().criterion_id

    with pytest.raises(Score.DoesNotExist):
        scores.save(assessment.pk, foreign, entry({}), version=1, by=make_editor(assessment.unit))


def test_not_applicable_is_kept_only_where_the_set_allows_it():
    assessment = make_assessment()
    editor = make_editor(assessment.unit)

    save(assessment, "II.2", entry({}, not_applicable=True, explanation="Không có"), editor)
    save(assessment, "I.2", entry({}, not_applicable=True), editor)

    assert score_of(assessment, "II.2").not_applicable
    assert not score_of(assessment, "I.2").not_applicable


def test_view_answers_with_version_points_and_totals(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = save_row(
        client, assessment, "I.1", {"p1.numerator": "1.234", "p1.denominator": "1 250"}
    )

    html = answer.content.decode()
    assert (answer.status_code, answer["X-Record-Version"]) == (200, "2")
    assert "1.234/1.250 = 98,72 % → 40,00" in html
    assert 'id="sheet-total-figures"' in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"p1.numerator": "abc"}, "chỉ nhận số"),
        ({"p1.numerator": "١٢٣"}, "chữ số thường"),
        ({"p1.numerator": "-1"}, "số âm"),
        ({"p1.numerator": "1,5"}, "số nguyên"),
        ({"p1.numerator": "9999999999"}, "không lớn hơn"),
        ({"p1.numerator": "12", "p1.denominator": "10"}, "không thể lớn hơn"),
        ({"explanation": "x" * 5001}, "5.001"),
        ({"not_applicable": "1"}, "không được ghi"),
    ],
)
def test_view_refuses_wrong_input_and_changes_nothing(client, typed, words):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    save_row(client, assessment, "I.1", {"p1.numerator": "9", "p1.denominator": "10"})

    answer = save_row(client, assessment, "I.1", typed, version=2)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert score_of(assessment, "I.1").facts == {"p1": {"numerator": 9, "denominator": 10}}


def test_view_keeps_what_was_typed_when_scripts_do_not_run(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.1", {"p1.numerator": "nhiều"}, htmx=False)

    assert answer.status_code == 422
    assert 'value="nhiều"' in answer.content.decode()


def test_view_goes_back_to_the_row_when_scripts_do_not_run(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "yes"}, htmx=False)

    row = score_of(assessment, "I.2")
    assert answer["Location"].endswith(f"#tc-{row.criterion_id}")
    assert row.points == Decimal(20)


def test_view_shows_both_texts_when_somebody_was_faster(client):
    assessment = make_assessment()
    head = make_head(assessment.unit)
    save(assessment, "I.2", entry({"answer": True}), head)
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "no"}, version=1)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert f"Bản của {head}" in html
    assert 'data-version="2"' in html
    assert "<td>Không</td><td>Có</td>" in html


def test_view_without_scripts_keeps_the_slower_text_for_a_second_try(client):
    assessment = make_assessment()
    save(assessment, "I.2", entry({"answer": True}), make_head(assessment.unit))
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "no"}, version=1, htmx=False)

    assert answer.status_code == 409
    assert '<option value="no" selected>' in answer.content.decode()


def test_view_says_why_a_late_change_is_refused(client):
    assessment = make_assessment()
    Assessment.objects.filter(pk=assessment.pk).update(due_on=timezone.localdate() - timedelta(1))
    client.force_login(make_editor(assessment.unit))

    answer = save_row(client, assessment, "I.2", {"p1.answer": "yes"})

    assert answer.status_code == 403
    assert "Đã hết hạn" in answer.content.decode()


@pytest.mark.parametrize("outsider", ["other unit", "officer"])
def test_view_hides_a_draft_from_everyone_else(client, outsider):
    assessment = make_assessment()
    organiser = assessment.round.organiser
    person = make_officer(organiser) if outsider == "officer" else make_editor(make_unit(organiser))
    client.force_login(person)

    assert save_row(client, assessment, "I.2", {"p1.answer": "yes"}).status_code == 404


def test_view_stores_decomposed_text_composed_and_without_controls(client):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    save_row(client, assessment, "I.2", {"explanation": "Ho\u0301a\u200b\x07 \u202eđêm"})

    assert score_of(assessment, "I.2").explanation == "Hóa đêm"


@pytest.mark.parametrize("complete", [False, True])
def test_view_saves_within_ten_statements(client, complete):
    assessment = make_assessment(complete=complete)
    client.force_login(make_editor(assessment.unit))
    client.get(reverse("assessments:detail", args=[assessment.pk]))

    pk = score_of(assessment, "I.1").criterion_id
    address = reverse("assessments:score-save", args=[assessment.pk, pk])
    typed = {"version": 1, "explanation": "Đã làm"}

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, typed, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert len(without_transactions(queries)) <= within(10)
