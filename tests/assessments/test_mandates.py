"""Somebody of the board types for a unit: given with a reason, marked, without judging the file."""

from functools import partial
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.actions import mandates, report_moves, reports, scores, submissions
from assessments.actions.scores import Entry
from assessments.contents import content_of
from assessments.mandates import forget, mandates_for, may_type_for, typists
from assessments.models import Assessment, EntryMandate, OfficerAssignment, QuarterlyReport
from assessments.permissions.files import can_fill, can_submit, can_view, is_appraiser
from assessments.permissions.reports import is_reviewer
from assessments.reporting.entries import Words
from assessments.score_rows import score_rows
from core.models import AuditEvent
from organisation.models import User
from tests.assessments.report_cases import (
    TODAY,
    complete,
    fresh,
    make_draft,
    make_file,
    make_sent,
    put,
)
from tests.assessments.round_cases import add_file
from tests.factories import make_board_head, make_editor, make_head, make_officer, make_unit

pytestmark = pytest.mark.django_db
REASON = "Cán bộ của xã nghỉ thai sản, chưa có người thay."


@pytest.fixture(autouse=True)
def summer():
    """Stand in the third quarter."""
    with time_machine.travel(TODAY, tick=False):
        yield


def grant(file, person, by=None, reason=REASON) -> EntryMandate:
    by = by or make_board_head(file.round.organiser)
    return mandates.grant(file, person, reason=reason, by=by)


def officer_of(file) -> User:
    return OfficerAssignment.objects.get(unit=file.unit).officer


def typist_of(file) -> User:
    """An officer with a mandate for the file."""
    person = make_officer(file.round.organiser)
    grant(file, person)
    return person


class TestGrant:
    def test_the_unit_and_the_person_learn_who_and_why(self):
        file, editor = make_file(), None
        editor, person = make_editor(file.unit), make_officer(file.round.organiser)

        grant(file, person)

        for someone in (editor, person):
            assert REASON in someone.notifications.get(kind="mandate_granted").text
        event = AuditEvent.objects.get(kind="mandate.granted")
        assert (event.after, event.note) == (str(person), REASON)
        [mandate] = mandates_for(file.round_id, file.unit_id)
        assert (mandate.person, mandate.ended_at) == (person, None)

    def test_a_mandate_that_holds_is_answered_again(self):
        file = make_file()
        person = make_officer(file.round.organiser)

        assert grant(file, person) == grant(file, person)
        assert AuditEvent.objects.filter(kind="mandate.granted").count() == 1

    def test_it_needs_a_reason(self):
        file = make_file()

        with pytest.raises(ValidationError, match="10 ký tự"):
            grant(file, make_officer(file.round.organiser), reason="Vắng.")

    def test_only_a_board_head_gives_it(self):
        file = make_file()
        for by in (officer_of(file), make_head(file.unit)):
            with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
                grant(file, make_officer(file.round.organiser), by=by)

    def test_only_people_of_the_board_get_it_and_nobody_oneself(self):
        file = make_file()
        head = make_board_head(file.round.organiser)
        own = make_officer(file.round.organiser)
        own.role_assignments.create(unit=file.unit, role="unit_editor", valid_from="2020-01-01")
        for person, words in (
            (make_editor(make_unit(file.round.organiser)), "không phải cán bộ Ban"),
            (head, "cho chính mình"),
            (User.objects.get(pk=own.pk), "thuộc đơn vị này"),
        ):
            with pytest.raises(PermissionDenied, match=words):
                grant(file, person, by=head)
        assert not EntryMandate.objects.exists()

    def test_a_closed_year_takes_none(self):
        file = make_file()
        file.round.state = "closed"
        file.round.save()

        with pytest.raises(PermissionDenied, match="kết thúc"):
            grant(file, make_officer(file.round.organiser))

    @pytest.mark.parametrize("act", ["grant", "end"])
    def test_it_is_done_whole_or_not_at_all(self, act, monkeypatch):
        file, head = make_file(), None
        head, person = make_board_head(file.round.organiser), make_officer(file.round.organiser)
        mandate = grant(file, person, by=head) if act == "end" else None

        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(mandates.audit, "record", fail)
        step = partial(mandates.end, mandate) if mandate else partial(grant, file, person)
        with pytest.raises(RuntimeError):
            step(by=head)

        assert EntryMandate.objects.filter(ended_at=None).count() == (1 if mandate else 0)


class TestEnd:
    def test_an_ended_mandate_opens_nothing_but_still_bars_from_judging(self):
        file = make_file()
        person = officer_of(file)
        mandate = grant(file, person)

        mandates.end(mandate, by=make_board_head(file.round.organiser))

        person = User.objects.get(pk=person.pk)
        assert not may_type_for(person, file.round_id, file.unit_id)
        assert not can_fill(person, file)
        assert "nhập thay" in is_appraiser(person, file).reason
        assert person.notifications.filter(kind="mandate_ended").count() == 1

    def test_it_ends_once_and_by_a_board_head(self):
        file = make_file()
        head = make_board_head(file.round.organiser)
        mandate = grant(file, make_officer(file.round.organiser), by=head)

        with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
            mandates.end(mandate, by=mandate.person)
        mandates.end(mandate, by=head)
        with pytest.raises(PermissionDenied, match="đã kết thúc"):
            mandates.end(mandate, by=head)
        assert AuditEvent.objects.filter(kind="mandate.ended").count() == 1


class TestTyping:
    def test_the_report_is_typed_handed_in_and_marked(self):
        file = make_file()
        person = typist_of(file)

        report = reports.start(file, 3, by=person)
        report = put(complete(report), Words("summary", "Nhập thay."), by=person)
        sent = report_moves.submit(report, key=uuid4(), by=person)

        assert sent.entered_on_behalf
        assert typists(fresh(report)) == [str(person)]
        assert AuditEvent.objects.get(kind="report.submitted").actor_name == str(person)

    def test_a_report_of_the_unit_is_marked_once_somebody_else_typed(self):
        file = make_file()
        report, person = make_draft(file), typist_of(file)
        assert typists(report) == []

        assert put(report, Words("summary", "Nhập thay."), by=person).entered_on_behalf

    def test_it_reaches_no_other_unit_and_no_other_year(self):
        file = make_file()
        other = add_file(file.round)
        person = typist_of(file)

        assert not may_type_for(person, file.round_id, other.unit_id)
        assert not may_type_for(person, file.round_id + 1, file.unit_id)
        with pytest.raises(PermissionDenied):
            reports.start(other, 3, by=person)

    def test_the_sheet_is_filled_but_never_handed_in(self):
        file = make_file()
        person = typist_of(file)
        pk = file.scores.first().criterion_id

        scores.save(file.pk, pk, lambda _: Entry({}, "Nhập thay."), version=None, by=person)

        assert file.scores.get(criterion=pk).updated_by == person
        assert not can_submit(person, file)
        with pytest.raises(PermissionDenied, match="Bí thư hoặc thủ trưởng"):
            submissions.submit(file, key=uuid4(), version=None, by=person)
        assert content_of(file, score_rows(file))["typed_by"] == [str(person)]

    def test_drafts_are_seen_by_list_and_by_object(self):
        file = make_file()
        report = make_draft(file)
        person = make_officer(file.round.organiser)
        assert not can_view(person, file)

        grant(file, person)

        assert can_view(person, file)
        assert list(Assessment.objects.visible_to(person)) == [file]
        assert list(QuarterlyReport.objects.visible_to(person)) == [report]

    def test_who_typed_neither_appraises_nor_accepts(self):
        file = make_file()
        grant(file, officer_of(file))
        officer = User.objects.get(pk=officer_of(file).pk)
        report = make_sent(file)

        assert not is_appraiser(officer, file)
        assert not is_reviewer(officer, report)
        assert is_appraiser(make_board_head(file.round.organiser), file)

    @pytest.mark.parametrize(
        ("role", "queries"), [("unit_editor", 0), ("officer", 1)], ids=["unit", "board"]
    )
    def test_it_is_asked_once_and_only_of_people_of_the_board(
        self, role, queries, django_assert_num_queries
    ):
        file = make_file()
        unit = file.unit if role == "unit_editor" else file.round.organiser
        person = make_editor(unit) if role == "unit_editor" else make_officer(unit)
        assert person.current_roles

        with django_assert_num_queries(queries):
            may_type_for(person, file.round_id, file.unit_id)
            may_type_for(person, file.round_id, file.unit_id)
        forget(person)


class TestPages:
    def test_a_board_head_gives_and_ends_it_on_the_page(self, client):
        file = make_file()
        person, head = officer_of(file), make_board_head(file.round.organiser)
        client.force_login(head)
        page = reverse("assessments:mandates", args=[file.pk])

        short = client.post(page, {"person": person.pk, "reason": "Vắng"})
        given = client.post(page, {"person": person.pk, "reason": REASON})
        mandate = EntryMandate.objects.get()
        shown = client.get(page).content.decode()
        ended = client.post(reverse("assessments:mandate-end", args=[file.pk, mandate.pk]))

        assert (short.status_code, given.status_code, ended.status_code) == (422, 302, 302)
        assert REASON in shown
        mandate.refresh_from_db()
        assert mandate.ended_by == head

    def test_others_are_kept_out(self, client):
        file = make_file()
        page = reverse("assessments:mandates", args=[file.pk])
        for person, status in (
            (make_editor(file.unit), 403),
            (officer_of(file), 403),
            (make_editor(make_unit(file.round.organiser)), 404),
        ):
            client.force_login(person)
            assert client.get(page).status_code == status

    def test_the_unit_reads_who_types_for_it_on_its_pages(self, client):
        file = make_file()
        report = make_draft(file)
        typist_of(file)
        client.force_login(make_editor(file.unit))

        for url in (file.get_absolute_url(), reverse("assessments:report-edit", args=[report.pk])):
            page = client.get(url).content.decode()
            assert "đang được giao nhập thay cho đơn vị" in page
            assert REASON in page

    def test_the_typist_finds_the_report_among_the_reports(self, client):
        file = make_file()
        person = typist_of(file)
        client.force_login(person)

        page = client.get(reverse("assessments:reports")).content.decode()
        start = reverse("assessments:report-start", args=[file.round_id, 3, file.unit_id])
        answer = client.post(start)

        assert start in page
        assert answer.status_code == 302
        assert QuarterlyReport.objects.get().entered_on_behalf
