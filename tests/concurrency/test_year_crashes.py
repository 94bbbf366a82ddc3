"""The server is killed, or printing fails, in the middle of a step of the year: all or nothing."""

import contextlib
import threading
from datetime import timedelta
from http.client import HTTPException

import pytest
from django.urls import reverse

from assessments.actions import consolidation, handovers
from assessments.models import Assessment, ConsolidatedReport, Handover, Round
from core import uploads
from core.calendar import today
from core.models import AuditEvent, StoredDocument
from core.pdf import PdfError
from core.uploads import open_stored
from danvan import invariants
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.assessments.consolidated_cases import report_of, write
from tests.assessments.report_cases import make_file
from tests.concurrency import serving
from tests.concurrency.serving import Visitor
from tests.factories import (
    make_board_head,
    make_district,
    make_head,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

UNITS = 60
REASON = "Chuyển công tác theo quyết định."


def killed_after(seconds: float, visitor: Visitor, path: str, **fields) -> bool:
    """Send a form; the server dies so many seconds later. Whether it answered before."""
    server, answered = serving.start(), threading.Event()

    def send() -> None:
        with contextlib.suppress(OSError, HTTPException):
            visitor.post(server, path, **fields)
            answered.set()

    sender = threading.Thread(target=send)
    sender.start()
    answered.wait(seconds)
    server.kill()
    sender.join()
    return answered.is_set()


def events(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


def readable(document: StoredDocument) -> bool:
    with open_stored(document.sha256) as file:
        return bool(file.read())


@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 30])
def test_a_killed_server_opens_the_year_for_all_or_for_none(seconds):
    organiser = make_district()
    for _ in range(UNITS):
        make_head(make_unit(organiser))
    round_ = make_round(organiser, make_published_set(organiser))

    answered = killed_after(
        seconds, Visitor.of(make_board_head(organiser)),
        reverse("assessments:round-open", args=[round_.pk]), version=round_.version,
    )  # fmt: skip

    is_open = Round.objects.get().state == "open"
    assert is_open or not answered
    assert is_open or seconds < 30
    assert Assessment.objects.count() == UNITS * is_open
    assert events("round.opened") == is_open
    assert invariants.broken() == {}


@pytest.fixture
def draft() -> ConsolidatedReport:
    """Of a quarter that is over, with one unit's figures."""
    file = make_file()
    Round.objects.filter(pk=file.round_id).update(report_1_due=today() - timedelta(days=1))
    file.round.refresh_from_db()
    write(report_of(file.round, file.unit, 1, state="submitted", officer_comment=""), doi_thoai=4)
    return consolidation.start(file.round, 1, by=make_board_head(file.round.organiser))


@pytest.mark.parametrize("seconds", [0.3, 1.5, 60])
def test_a_killed_server_fixes_the_report_with_both_files_or_not_at_all(draft, seconds):
    visitor = Visitor.of(make_board_head(draft.round.organiser))
    path = reverse("assessments:consolidation-fix", args=[draft.round_id, 1])

    answered = killed_after(seconds, visitor, path, reference="12-BC/BDVHU", version=draft.version)

    draft.refresh_from_db()
    is_fixed = draft.state == "fixed"
    assert is_fixed or not answered
    assert is_fixed or seconds < 60
    assert events("consolidation.fixed") == is_fixed == bool(draft.figures)
    assert StoredDocument.objects.count() == 2 * is_fixed
    assert all(readable(document) for document in StoredDocument.objects.all())


@pytest.mark.parametrize("seconds", [0.3, 1.5, 60])
def test_a_killed_server_hands_the_role_over_with_its_minutes_or_not_at_all(seconds):
    file = make_file()
    giver, taker = make_head(file.unit), make_person()
    role = giver.role_assignments.get()

    answered = killed_after(
        seconds, Visitor.of(make_person(Role.ADMINISTRATOR, file.round.organiser)),
        f"{reverse('assessments:handover-make')}?unit={file.unit_id}", unit=file.unit_id,
        assignment=role.pk, to_person=taker.pk, on=f"{today():%d/%m/%Y}", reason=REASON,
    )  # fmt: skip

    made = Handover.objects.count()
    assert made or not answered
    assert made or seconds < 60
    held = RoleAssignment.objects.get(role=Role.UNIT_HEAD, unit=file.unit, valid_to=None)
    assert held.user == (taker if made else giver)
    assert events("handover.made") == events("role.ended") == made
    assert [readable(row.document) for row in Handover.objects.all()] == [True] * made
    assert invariants.broken() == {}


def fail(*_) -> bytes:
    raise PdfError("the printer is out of order")


def test_where_printing_fails_nothing_is_fixed(draft, client, monkeypatch):
    monkeypatch.setattr(consolidation, "render_pdf", fail)
    client.force_login(make_board_head(draft.round.organiser))
    path = reverse("assessments:consolidation-fix", args=[draft.round_id, 1])
    before = AuditEvent.objects.count()

    answer = client.post(path, {"reference": "12-BC/BDVHU", "version": draft.version})

    assert answer.status_code == 422
    assert "Chưa in được báo cáo nên chưa chốt." in answer.content.decode()
    assert 'value="12-BC/BDVHU"' in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.figures, draft.reference) == ("draft", {}, "")
    assert AuditEvent.objects.count() == before
    assert not StoredDocument.objects.exists()


def test_where_the_disk_is_full_nothing_is_fixed(draft, client, monkeypatch):
    monkeypatch.setattr(consolidation, "render_pdf", lambda *_: b"%PDF-1.7 a report")
    monkeypatch.setattr(uploads.os, "replace", full_disk)
    client.force_login(make_board_head(draft.round.organiser))
    path = reverse("assessments:consolidation-fix", args=[draft.round_id, 1])

    answer = client.post(path, {"reference": "12-BC/BDVHU", "version": draft.version})

    assert answer.status_code == 422
    assert "Máy chủ chưa lưu được báo cáo nên chưa chốt." in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.figures) == ("draft", {})
    assert not StoredDocument.objects.exists()


def test_where_the_disk_is_full_nobody_loses_the_role(client, monkeypatch):
    file = make_file()
    giver, taker = make_head(file.unit), make_person()
    monkeypatch.setattr(handovers, "render_pdf", lambda *_: b"%PDF-1.7 minutes")
    monkeypatch.setattr(uploads.os, "replace", full_disk)
    client.force_login(make_person(Role.ADMINISTRATOR, file.round.organiser))

    answer = client.post(f"{reverse('assessments:handover-make')}?unit={file.unit_id}", {
        "unit": file.unit_id, "assignment": giver.role_assignments.get().pk,
        "to_person": taker.pk, "on": f"{today():%d/%m/%Y}", "reason": REASON,
    })  # fmt: skip

    assert answer.status_code == 422
    assert "Máy chủ chưa lưu được biên bản nên chưa bàn giao." in answer.content.decode()
    assert not Handover.objects.exists()
    assert RoleAssignment.objects.get(unit=file.unit, role=Role.UNIT_HEAD).user == giver
    assert events("handover.made") == events("role.ended") == 0


def full_disk(*_) -> None:
    raise OSError(28, "No space left on device")
