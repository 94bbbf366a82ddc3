"""Issuing: numbers, dates, formats, the frozen copy, what happens when printing fails."""

import hashlib
import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Assessment
from core.models import AuditEvent, Notification, StoredDocument
from core.pdf import PdfError
from core.uploads import open_stored
from organisation.models import Letterhead
from recognition.actions import decisions as actions
from recognition.judgements import judgement_of
from recognition.models import Decision, DecisionEntry
from recognition.terms import next_number
from tests.factories import (
    make_board_head,
    make_clerk,
    make_committee_member,
    make_letterhead,
    make_settled_assessment,
)
from tests.recognition.conftest import details, drafted, issued

pytestmark = pytest.mark.usefixtures("unprinted")
TERM = "2025 - 2030"


def another_draft(decision: Decision) -> Decision:
    """A second draft of the same organiser, without entries."""
    return Decision.objects.create(
        organiser=decision.organiser, proposal=decision.proposal, round=decision.round,
        term=TERM, title="công nhận đơn vị khác",
    )  # fmt: skip


def test_issue_puts_the_decision_into_force(organiser):
    assessment = make_settled_assessment(organiser)

    decision = issued(organiser)

    assessment.refresh_from_db()
    assert (decision.state, decision.symbol) == ("issued", "07-QĐ/HU")
    assert (assessment.state, assessment.outcome) == ("closed", "recognised")
    assert len(decision.verification_code) == 31


def test_the_stored_bytes_are_those_of_the_fingerprint(organiser):
    make_settled_assessment(organiser)

    decision = issued(organiser)

    with open_stored(decision.document.sha256) as file:
        stored = file.read()
    event = AuditEvent.objects.get(kind="decision.issued")
    assert hashlib.sha256(stored).hexdigest() == decision.document.sha256
    assert (event.after["sha256"], event.after["units"]) == (decision.document.sha256, 1)


def test_issue_tells_the_units(organiser):
    assessment = make_settled_assessment(organiser)

    issued(organiser)

    message = Notification.objects.get(
        kind="decision_issued", recipient__role_assignments__unit=assessment.unit
    )
    assert "07-QĐ/HU" in message.text


@pytest.mark.parametrize("state", ["issued", "revoked"])
def test_issue_is_refused_from_every_other_state(organiser, state):
    make_settled_assessment(organiser)
    decision = issued(organiser)
    if state == "revoked":
        values = {"revoked_at": timezone.now(), "revoked_by": make_clerk(organiser)}
        Decision.objects.update(state=state, revocation_reason="Ban hành nhầm", **values)
    decision = Decision.objects.get()

    with pytest.raises(PermissionDenied, match="đã được ban hành"):
        actions.issue(decision, details(number=8), by=make_clerk(organiser))


@pytest.mark.parametrize("make_person", [make_board_head, make_committee_member])
def test_issue_is_refused_to_everyone_but_the_office(organiser, make_person):
    make_settled_assessment(organiser)

    with pytest.raises(PermissionDenied, match="Văn phòng"):
        actions.issue(drafted(organiser), details(), by=make_person(organiser))


def test_a_used_number_is_refused_with_the_document_that_has_it(organiser):
    make_settled_assessment(organiser)
    other = another_draft(issued(organiser))

    with pytest.raises(ValidationError) as refusal:
        actions.issue(other, details(number=7), by=make_clerk(organiser))

    today = timezone.localdate()
    assert refusal.value.message_dict["number"] == [
        f"Số 7 đã dùng cho Quyết định 07-QĐ/HU ngày {today:%d/%m/%Y}: "
        f"công nhận đơn vị đạt chuẩn “Dân vận khéo” năm {today.year}."
    ]


def test_a_number_taken_between_check_and_save_is_refused_in_words(organiser, monkeypatch):
    make_settled_assessment(organiser)
    other = another_draft(issued(organiser))
    monkeypatch.setattr(actions, "holder_of", lambda *_: None)

    with pytest.raises(ValidationError, match="Số 7 vừa được dùng"):
        actions.issue(other, details(number=7), by=make_clerk(organiser))


def test_the_same_number_serves_another_term(organiser):
    make_settled_assessment(organiser)
    other = another_draft(issued(organiser))

    issued_later = actions.issue(
        other, details(number=7, term="2030 - 2035"), by=make_clerk(organiser)
    )

    assert issued_later.symbol == "07-QĐ/HU"


@pytest.mark.parametrize(("days", "words"), [(1, "sau hôm nay"), (-4, "trước ngày của tờ trình")])
def test_the_date_lies_between_proposal_and_today(organiser, days, words):
    make_settled_assessment(organiser)
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ValidationError, match=words):
        actions.issue(drafted(organiser), details(issued_on=day), by=make_clerk(organiser))


def test_issue_without_a_letterhead_says_whom_to_ask(organiser):
    make_settled_assessment(organiser)
    decision = drafted(organiser)
    Letterhead.objects.all().delete()

    with pytest.raises(ValidationError, match="người quản trị"):
        actions.issue(decision, details(), by=make_clerk(organiser))


@pytest.mark.parametrize(
    ("day", "format"),
    [(date(2026, 5, 26), "hd36"), (date(2026, 5, 27), "hd05"), (date(2026, 11, 22), "hd05")],
)
def test_the_letterhead_of_the_day_decides_the_format(organiser, day, format):
    Letterhead.objects.update(format="hd36", valid_to=date(2026, 5, 26))
    make_letterhead(organiser, format="hd05", valid_from=date(2026, 5, 27))
    make_settled_assessment(organiser)
    decision = drafted(organiser)

    letterhead = actions.require_letterhead(decision, details(issued_on=day))

    assert letterhead.format == format


def test_a_state_letterhead_writes_the_symbol_its_own_way(organiser):
    Letterhead.objects.update(format="nd30", symbol="UBND")
    make_settled_assessment(organiser)

    decision = issued(organiser, term="2026")

    assert decision.symbol == "07/QĐ-UBND"
    assert decision.content["authority_line"] == "QUYẾT ĐỊNH:"
    assert decision.content["abstract"].startswith("Về việc công nhận")


def test_the_content_does_not_follow_later_changes(organiser):
    assessment = make_settled_assessment(organiser, name="Đảng bộ xã An Thượng")
    decision = issued(organiser)
    frozen = Decision.objects.get(pk=decision.pk).content

    assessment.unit.name = "Đảng bộ xã Tên Mới"
    assessment.unit.save()
    Letterhead.objects.update(signatory_name="Người Khác")

    content = Decision.objects.get(pk=decision.pk).content
    assert content == frozen
    assert content["entries"][0]["unit"] == "Đảng bộ xã An Thượng"
    assert content["signature"]["name"] == "Nguyễn Văn Mẫu"


def test_the_content_holds_what_the_outcome_was_computed_from(organiser):
    assessment = make_settled_assessment(organiser, points="91.5")

    decision = issued(organiser)

    assert decision.content["basis"] == [judgement_of(assessment).frozen]


def test_a_failing_printer_leaves_the_draft_as_it_was(organiser, monkeypatch):
    assessment = make_settled_assessment(organiser)
    decision = drafted(organiser)

    def broken(_template, _context):
        raise PdfError("Không in được.")

    monkeypatch.setattr(actions, "render_pdf", broken)
    with pytest.raises(PdfError):
        actions.issue(decision, details(), by=make_clerk(organiser))

    assessment.refresh_from_db()
    assert (Decision.objects.get().state, assessment.state) == ("draft", "proposed")
    assert not StoredDocument.objects.exists()


def test_issue_changes_nothing_when_its_last_step_fails(organiser, monkeypatch):
    assessment = make_settled_assessment(organiser)
    decision = drafted(organiser)
    monkeypatch.setattr(actions.notifications, "decision_issued", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.issue(decision, details(), by=make_clerk(organiser))

    assessment.refresh_from_db()
    assert (Decision.objects.get().number, assessment.state) == (None, "proposed")
    assert not StoredDocument.objects.exists()


def test_the_signatory_may_be_another_than_the_letterheads(organiser):
    make_settled_assessment(organiser)

    decision = issued(organiser, signatory_title="PHÓ BÍ THƯ", signatory_name="Trần Thị Bình")

    assert (decision.signatory_title, decision.signatory_name) == ("PHÓ BÍ THƯ", "Trần Thị Bình")
    assert decision.content["signature"]["authority"] == "T/M BAN THƯỜNG VỤ"


def test_the_preview_has_neither_number_nor_code(organiser, monkeypatch):
    make_settled_assessment(organiser)
    printed = []
    monkeypatch.setattr(
        actions, "render_pdf", lambda _template, context: printed.append(context) or b"%PDF"
    )

    actions.preview(drafted(organiser), details(number=7))

    assert printed[0]["draft"] is True
    assert printed[0]["verification"] is None
    assert "7" not in printed[0]["letterhead"]["number"]


def test_no_decision_ends_without_its_entries(organiser):
    make_settled_assessment(organiser)

    decision = issued(organiser)

    assert DecisionEntry.objects.filter(decision=decision).count() == 1
    assert Assessment.objects.filter(outcome="recognised").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once_get_every_number_once(organiser):
    make_settled_assessment(organiser)
    drafts = [drafted(organiser)]
    drafts += [another_draft(drafts[0]) for _ in range(5)]
    clerk = make_clerk(organiser)

    threads = [threading.Thread(target=issue_next, args=(draft, clerk)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = Decision.objects.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def issue_next(draft: Decision, clerk) -> None:
    """Take the next free number, again when somebody was quicker."""
    try:
        while True:
            number = next_number(draft.organiser_id, "QĐ", TERM)
            try:
                actions.issue(draft, details(number=number, term=TERM), by=clerk)
            except ValidationError:
                continue
            return
    finally:
        connection.close()
