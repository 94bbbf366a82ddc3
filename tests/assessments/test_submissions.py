"""Handing in and taking back."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assessments.actions import appraisals, rounds, submissions
from assessments.contents import content_hash
from assessments.models import Assessment, Submission
from assessments.workflow import UNIT_EDITABLE, AssessmentState
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from tests.assessments.acting import fill, hand_in, put_into, score_of
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_officer,
    make_unit,
)

pytestmark = pytest.mark.django_db


def test_submit_freezes_content_totals_and_state():
    assessment = make_assessment()
    fill(assessment, "I.1", numerator=10, denominator=10)

    receipt = hand_in(assessment)

    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.SUBMITTED
    assert (receipt.total, receipt.class_name) == (Decimal("40.00"), "Chưa đạt")
    assert (assessment.self_total, assessment.self_class) == (Decimal(40), "Chưa đạt")
    assert receipt.receipt_number == f"TCD-{assessment.round.year}-{assessment.pk:04d}-1"
    assert receipt.content["scores"][0]["facts_shown"][0] == ["Hồ sơ đúng hạn", "10"]


def test_receipt_hash_is_that_of_the_stored_content():
    receipt = hand_in(make_assessment())

    stored = Submission.objects.get(pk=receipt.pk)

    assert content_hash(stored.content) == receipt.content_hash


def test_submit_leaves_an_event_and_tells_the_officer():
    assessment = make_assessment()
    officer = make_officer(assessment.round.organiser)
    board_head = make_board_head(assessment.round.organiser)
    rounds.assign_officer(assessment.round, assessment.unit, officer, by=board_head)

    receipt = hand_in(assessment)

    event = AuditEvent.objects.get(kind="assessment.submitted")
    assert event.after["receipt"] == receipt.receipt_number
    told = Notification.objects.get(kind="assessment_submitted")
    assert told.recipient == officer
    assert receipt.receipt_number in told.text


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - UNIT_EDITABLE - {"submitted"}))
def test_submit_is_refused_from_every_other_state(state):
    assessment = put_into(make_assessment(), state)

    with pytest.raises(PermissionDenied, match="đã được nộp"):
        hand_in(assessment)

    assert not Submission.objects.exists()


def test_submit_is_undone_when_the_audit_event_cannot_be_written(monkeypatch):
    assessment = make_assessment()
    monkeypatch.setattr(submissions.audit, "record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        hand_in(assessment)

    assert not Submission.objects.exists()
    assert Assessment.objects.get(pk=assessment.pk).state == AssessmentState.DRAFT


def test_editor_may_not_hand_in():
    assessment = make_assessment()

    with pytest.raises(PermissionDenied, match="Bí thư"):
        hand_in(assessment, by=make_editor(assessment.unit))


def test_same_key_gives_the_same_receipt():
    assessment = make_assessment()
    head, key = make_head(assessment.unit), uuid4()
    first = submissions.submit(assessment, key=key, version=1, by=head)

    second = submissions.submit(assessment, key=key, version=1, by=head)

    assert second == first
    assert AuditEvent.objects.filter(kind="assessment.submitted").count() == 1


def test_second_tab_gives_the_same_receipt():
    assessment = make_assessment()
    head = make_head(assessment.unit)

    first, second = (hand_in(assessment, by=head) for _ in range(2))

    assert second == first


def test_a_late_repeat_gives_its_old_receipt_after_the_file_came_back():
    assessment, key = make_assessment(), uuid4()
    head = make_head(assessment.unit)
    first = submissions.submit(assessment, key=key, version=assessment.version, by=head)
    send_back(assessment)
    version = Assessment.objects.get(pk=assessment.pk).version

    again = submissions.submit(assessment, key=key, version=version, by=head)

    assert again == first
    assert Assessment.objects.get(pk=assessment.pk).state == AssessmentState.RETURNED


def test_submit_of_a_changed_sheet_is_stale():
    assessment = make_assessment()
    fill(assessment, "I.2", answer=True)

    with pytest.raises(StaleVersion):
        submissions.submit(assessment, key=uuid4(), version=1, by=make_head(assessment.unit))


def test_submit_after_the_deadline_is_refused():
    assessment = make_assessment()
    Assessment.objects.filter(pk=assessment.pk).update(due_on=timezone.localdate() - timedelta(1))

    with pytest.raises(PermissionDenied, match="hết hạn"):
        hand_in(assessment)


def test_recall_gives_the_draft_back_and_keeps_the_receipt():
    assessment = make_assessment()
    head = make_head(assessment.unit)
    receipt = hand_in(assessment, by=head)

    submissions.recall(assessment, by=head)

    assessment.refresh_from_db()
    receipt.refresh_from_db()
    assert (assessment.state, assessment.self_total) == (AssessmentState.DRAFT, None)
    assert receipt.recalled_at is not None
    assert AuditEvent.objects.get(kind="assessment.recalled").note == receipt.receipt_number
    assert Notification.objects.filter(kind="assessment_recalled").exists()


def test_recalled_file_is_handed_in_again_under_a_new_number():
    assessment = make_assessment()
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    submissions.recall(assessment, by=head)

    assert hand_in(assessment, by=head).number == 2


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - {"submitted"}))
def test_recall_is_refused_from_every_other_state(state):
    assessment = put_into(make_assessment(), state)

    with pytest.raises(PermissionDenied, match="đang chờ thẩm định"):
        submissions.recall(assessment, by=make_head(assessment.unit))

    assert Assessment.objects.get(pk=assessment.pk).state == state


def test_recall_is_undone_when_the_audit_event_cannot_be_written(monkeypatch):
    assessment = make_assessment()
    head = make_head(assessment.unit)
    receipt = hand_in(assessment, by=head)
    monkeypatch.setattr(submissions.audit, "record", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        submissions.recall(assessment, by=head)

    receipt.refresh_from_db()
    assert receipt.recalled_at is None


def test_recall_is_refused_once_an_officer_has_opened_the_file():
    assessment = make_assessment()
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    appraisals.open_file(assessment, by=make_board_head(assessment.round.organiser))

    with pytest.raises(PermissionDenied, match="đã mở hồ sơ"):
        submissions.recall(assessment, by=head)


def test_recall_after_the_deadline_is_refused_because_it_could_not_come_back():
    assessment = make_assessment()
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    Assessment.objects.filter(pk=assessment.pk).update(due_on=timezone.localdate() - timedelta(1))

    with pytest.raises(PermissionDenied, match="hết hạn"):
        submissions.recall(assessment, by=head)


def send_back(assessment, **fields):
    by = make_board_head(assessment.round.organiser)
    return appraisals.send_back(assessment, reason="Thiếu biên bản hội nghị", by=by, **fields)


def test_supplement_is_answered_by_the_next_hand_in():
    assessment = make_assessment()
    hand_in(assessment)
    request = send_back(assessment, criteria=[score_of(assessment, "I.2").criterion_id])
    fill(assessment, "I.2", answer=True)

    receipt = hand_in(assessment)

    request.refresh_from_db()
    assert request.answered_at == receipt.submitted_at
    assert receipt.number == 2


def test_other_criteria_stay_locked_during_a_supplement():
    assessment = make_assessment()
    hand_in(assessment)
    send_back(assessment, criteria=[score_of(assessment, "I.2").criterion_id])

    with pytest.raises(PermissionDenied, match="khoá"):
        fill(assessment, "I.1", numerator=1, denominator=1)


def test_recalled_supplement_is_open_again():
    assessment = make_assessment()
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    request = send_back(assessment)
    hand_in(assessment, by=head)

    submissions.recall(assessment, by=head)

    assessment.refresh_from_db()
    request.refresh_from_db()
    assert (assessment.state, request.answered_at) == (AssessmentState.RETURNED, None)


def test_confirmation_lists_what_is_missing(client):
    assessment = make_assessment()
    fill(assessment, "II.2", not_applicable=True)
    client.force_login(make_head(assessment.unit))

    html = client.get(reverse("assessments:submit", args=[assessment.pk])).content.decode()

    assert "Chưa chấm (3)" in html
    assert "“Không phát sinh” chưa có thuyết minh (1)" in html
    assert "Nhóm I mới đạt 0,00 %, cần ít nhất 50 %" in html


def test_handing_in_through_the_page_leads_to_the_receipt(client):
    assessment = make_assessment()
    client.force_login(make_head(assessment.unit))
    address = reverse("assessments:submit", args=[assessment.pk])

    answer = client.post(address, {"key": str(uuid4()), "version": 1}, follow=True)

    receipt = Submission.objects.get()
    assert answer.redirect_chain[-1][0] == receipt.get_absolute_url()
    assert receipt.content_hash in answer.content.decode()


def test_stale_page_says_who_changed_what(client):
    assessment = make_assessment()
    editor = make_editor(assessment.unit)
    fill(assessment, "I.2", by=editor, answer=True)
    client.force_login(make_head(assessment.unit))
    address = reverse("assessments:submit", args=[assessment.pk])

    answer = client.post(address, {"key": str(uuid4()), "version": 1})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert f"{editor}: Đơn vị chấm điểm (I.2. Tiêu chí I.2)" in html
    assert not Submission.objects.exists()


def test_earlier_submission_stays_as_it_was(client):
    assessment = make_assessment()
    fill(assessment, "I.2", answer=True)
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    submissions.recall(assessment, by=head)
    fill(assessment, "I.2", answer=False)
    client.force_login(head)

    page = client.get(reverse("assessments:submission", args=[assessment.pk, 1]))

    assert "Có → 20,00" in page.content.decode()


def test_submission_shows_what_a_supplement_changed(client):
    assessment = make_assessment()
    head = make_head(assessment.unit)
    hand_in(assessment, by=head)
    send_back(assessment)
    fill(assessment, "I.2", answer=True)
    hand_in(assessment, by=head)
    client.force_login(head)

    html = client.get(reverse("assessments:submission", args=[assessment.pk, 2])).content.decode()

    assert "– → <strong>20,00</strong> điểm" in html


@pytest.mark.parametrize("name", ["receipt", "submission"])
def test_other_unit_does_not_see_a_submission(client, name):
    assessment = make_assessment()
    hand_in(assessment)
    client.force_login(make_head(make_unit(assessment.round.organiser)))

    address = reverse(f"assessments:{name}", args=[assessment.pk, 1])

    assert client.get(address).status_code == 404
