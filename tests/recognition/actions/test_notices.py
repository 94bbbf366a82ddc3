"""Issuing the notice of approval: numbered, dated, printed, kept; the next one replaces it."""

import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from assessments.models import Inspection
from core.calendar import VIETNAM
from core.models import AuditEvent, Notification, StoredDocument
from core.pdf import PdfError
from core.uploads import open_stored
from organisation.roles import Role
from recognition.actions import notices, registration_reviews
from recognition.documents.notices import NoticeDetails
from recognition.models import ModelRegistration, RegistrationNotice, UnitRegistration
from tests.factories import (
    make_assessment,
    make_board_head,
    make_letterhead,
    make_model,
    make_person,
    make_registration,
)

TODAY = date(2026, 6, 10)
DETAILS = NoticeDetails(12, TODAY)


@pytest.fixture(autouse=True)
def june(db):
    with time_machine.travel(datetime(2026, 6, 10, 9, tzinfo=VIETNAM)):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    """Stands in for the printer; every paper differs from the last."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return b"%PDF-1.7 paper " + str(len(contexts)).encode()

    monkeypatch.setattr(notices, "render_pdf", print_)
    return contexts


@pytest.fixture
def file():
    found = make_assessment(year=2026)
    make_letterhead(found.round.organiser, symbol="BDVHU", author="Ban Dân vận Huyện uỷ")
    return found


@pytest.fixture
def row(file) -> UnitRegistration:
    registration = make_registration(file, state="approved")
    make_model(registration, "=Đường hoa", state="approved")
    make_model(registration, "Trùng tên", state="refused")
    return registration


@pytest.fixture
def head(file, row):
    return make_board_head(file.round.organiser)


def stored(document: StoredDocument) -> bytes:
    with open_stored(document.sha256) as content:
        return content.read()


def nothing_is_kept() -> bool:
    return not (RegistrationNotice.objects.exists() or StoredDocument.objects.exists()
                or AuditEvent.objects.filter(kind="registration_notice.issued").exists()
                or Notification.objects.filter(kind="notice_issued").exists())  # fmt: skip


def test_issuing_keeps_the_bytes_and_tells_the_units(file, row, head, printed):
    notice = notices.issue(file.round, DETAILS, by=head)

    assert (notice.symbol, notice.issued_on, notice.term) == ("12-TB/BDVHU", TODAY, "2025 - 2030")
    assert stored(notice.document) == b"%PDF-1.7 paper 1"
    assert notice.content == printed[0]
    assert not printed[0]["draft"]
    assert [unit["name"] for unit in notice.content["units"]] == [file.unit.name]
    told = Notification.objects.get(kind="notice_issued")
    assert (told.recipient, told.url) == (row.submitted_by, notice.get_absolute_url())
    event = AuditEvent.objects.get(kind="registration_notice.issued")
    assert event.after["sha256"] == notice.document.sha256
    assert event.after["workbook"] == notice.workbook.sha256


def test_the_workbook_holds_the_approved_models_and_no_formula(file, head):
    notice = notices.issue(file.round, DETAILS, by=head)

    (sheet,) = load_workbook(io.BytesIO(stored(notice.workbook))).worksheets
    cells = {cell.value: cell.data_type for line in sheet.iter_rows() for cell in line}
    assert cells["=Đường hoa"] == "s"
    assert "Trùng tên" not in cells
    assert any("Kèm theo Thông báo số 12-TB/BDVHU, ngày 10/6/2026" in str(cell) for cell in cells)


def test_what_is_approved_later_goes_into_another_notice_and_the_first_stays(
    file, row, head, printed
):
    first = notices.issue(file.round, DETAILS, by=head)
    before = stored(first.document)
    registration_reviews.reopen(row, reason="Bổ sung mô hình mới.", by=head)
    make_model(row, "Camera an ninh", state="approved")
    UnitRegistration.objects.update(state="approved")

    second = notices.issue(file.round, NoticeDetails(13, TODAY), by=head)

    assert second.content["counts"]["models"] == 2
    assert printed[1]["paragraphs"][-1] == (
        "4. Thông báo này thay thế Thông báo số 12-TB/BDVHU, ngày 10/6/2026."
    )
    first.refresh_from_db()
    assert first.content["counts"]["models"] == 1
    assert stored(first.document) == before != stored(second.document)
    assert AuditEvent.objects.latest("sequence").before == "12-TB/BDVHU"


def test_a_model_that_was_stopped_leaves_the_next_list(file, row, head):
    make_model(row, "Camera an ninh", state="approved")
    notices.issue(file.round, DETAILS, by=head)
    ModelRegistration.objects.filter(name="Camera an ninh").update(state="stopped")

    second = notices.issue(file.round, NoticeDetails(13, TODAY), by=head)

    assert second.content["counts"]["models"] == 1


@pytest.mark.parametrize(
    ("details", "field", "words"),
    [
        (NoticeDetails(12, TODAY + timedelta(days=1)), "day", "không được sau hôm nay"),
        (NoticeDetails(12, date(2026, 6, 8)), "day", "trước ngày phê duyệt cuối cùng (09/06/2026)"),
    ],
)
def test_the_day_lies_between_the_approval_and_today(file, row, head, details, field, words):
    approved_at = datetime(2026, 6, 9, 10, tzinfo=VIETNAM)
    UnitRegistration.objects.update(decided_at=approved_at, decided_by=head)

    with pytest.raises(ValidationError) as refused:
        notices.issue(file.round, details, by=head)

    assert words in refused.value.message_dict[field][0]
    assert nothing_is_kept()
    assert notices.issue(file.round, NoticeDetails(12, date(2026, 6, 9)), by=head)


def test_notices_stand_in_the_order_of_their_days(file, row, head):
    notices.issue(file.round, DETAILS, by=head)

    with pytest.raises(ValidationError) as refused:
        notices.issue(file.round, NoticeDetails(13, date(2026, 6, 9)), by=head)

    assert "trước Thông báo số 12-TB/BDVHU" in refused.value.message_dict["day"][0]


def test_a_number_is_used_once_in_a_term(file, head):
    notices.issue(file.round, DETAILS, by=head)

    with pytest.raises(ValidationError) as refused:
        notices.issue(file.round, DETAILS, by=head)

    assert "đã dùng cho Thông báo số 12-TB/BDVHU" in refused.value.message_dict["number"][0]
    assert RegistrationNotice.objects.count() == 1


@pytest.mark.parametrize(("year", "is_taken"), [(2026, True), (2024, False)])
def test_conclusions_of_inspections_take_numbers_of_the_same_term(file, head, year, is_taken):
    Inspection.objects.create(
        round=file.round, unit=file.unit, kind="inspection", subject="Tiếp dân",
        planned_on=date(year, 3, 1), visited_on=date(year, 3, 1), state="concluded",
        conclusion="Tốt.", reference="12-TB/BDVHU", concluded_on=date(year, 3, 2), created_by=head,
    )  # fmt: skip

    if not is_taken:
        assert notices.issue(file.round, DETAILS, by=head)
        return
    with pytest.raises(ValidationError, match="thông báo kết luận"):
        notices.issue(file.round, DETAILS, by=head)


def test_somebody_else_takes_the_number_between_check_and_save(file, head, monkeypatch):
    notices.issue(file.round, DETAILS, by=head)
    monkeypatch.setattr(notices, "_holder", lambda *_: "")

    with pytest.raises(ValidationError) as refused:
        notices.issue(file.round, DETAILS, by=head)

    assert "vừa được dùng" in refused.value.message_dict["number"][0]


def test_a_list_that_changes_while_it_is_printed_is_not_issued(file, row, head, monkeypatch):
    def print_(_template, _context):
        make_model(row, "Vừa phê duyệt", state="approved")
        return b"%PDF-1.7"

    monkeypatch.setattr(notices, "render_pdf", print_)

    with pytest.raises(ValidationError, match="vừa thay đổi"):
        notices.issue(file.round, DETAILS, by=head)

    assert nothing_is_kept()


def test_of_two_who_issue_at_once_the_second_looks_again(file, row, head, monkeypatch):
    def print_(_template, _context):
        monkeypatch.setattr(notices, "render_pdf", lambda *_: b"%PDF-1.7 first")
        notices.issue(file.round, NoticeDetails(11, TODAY), by=head)
        return b"%PDF-1.7 second"

    monkeypatch.setattr(notices, "render_pdf", print_)

    with pytest.raises(ValidationError, match="vừa thay đổi"):
        notices.issue(file.round, DETAILS, by=head)

    assert RegistrationNotice.objects.get().number == 11


def test_a_printer_that_fails_issues_nothing(file, head, monkeypatch):
    def fail(*_):
        raise PdfError("no paper")

    monkeypatch.setattr(notices, "render_pdf", fail)

    with pytest.raises(PdfError):
        notices.issue(file.round, DETAILS, by=head)

    assert nothing_is_kept()


def test_nothing_is_issued_when_the_record_fails(file, head, monkeypatch):
    monkeypatch.setattr(notices.audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        notices.issue(file.round, DETAILS, by=head)

    assert nothing_is_kept()


@pytest.mark.parametrize("details", [NoticeDetails(), NoticeDetails(12), NoticeDetails(day=TODAY)])
def test_number_and_day_are_needed(file, head, details):
    with pytest.raises(ValidationError, match="số và ngày"):
        notices.issue(file.round, details, by=head)


def test_without_an_approved_model_there_is_nothing_to_announce(file, row, head):
    ModelRegistration.objects.update(state="registered")

    with pytest.raises(ValidationError, match="Chưa có mô hình nào"):
        notices.issue(file.round, DETAILS, by=head)


def test_without_a_letterhead_of_the_day_nothing_is_issued(file, row, head):
    file.round.organiser.letterheads.update(valid_from=date(2026, 6, 11))

    with pytest.raises(ValidationError, match="Chưa có thể thức"):
        notices.issue(file.round, DETAILS, by=head)
    with pytest.raises(ValidationError, match="Chưa có thể thức"):
        notices.preview(file.round)


def test_a_preview_is_a_draft_without_number_and_keeps_nothing(file, head, printed):
    notices.preview(file.round)

    assert printed[0]["draft"]
    assert printed[0]["letterhead"]["number"] == "Số \u2003\u2003-TB/BDVHU"
    assert nothing_is_kept()


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.CLERK, Role.AUDITOR, Role.SIGNATORY, Role.CONTRIBUTOR]
)
def test_only_the_head_of_the_board_issues(file, row, role):
    with pytest.raises(PermissionDenied):
        notices.issue(file.round, DETAILS, by=make_person(role, file.round.organiser))

    assert nothing_is_kept()


@pytest.mark.parametrize(("state", "words"), [("planned", "chưa mở"), ("closed", "đã kết thúc")])
def test_a_year_that_does_not_run_announces_nothing(file, head, state, words):
    file.round.state = state
    file.round.save()

    with pytest.raises(PermissionDenied, match=words):
        notices.issue(file.round, DETAILS, by=head)


def test_state_paper_has_its_own_symbol(file, head):
    file.round.organiser.letterheads.update(format="nd30", symbol="UBND")

    notice = notices.issue(file.round, DETAILS, by=head)

    assert (notice.symbol, notice.term) == ("12/TB-UBND", "2026")
