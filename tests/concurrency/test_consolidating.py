"""The board fixes its report of a quarter while others fix it too, or judge units' reports."""

from datetime import datetime
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from assessments.actions import consolidation, report_moves
from assessments.models import ConsolidatedReport, QuarterlyReport, Round
from core.calendar import VIETNAM
from core.models import AuditEvent, Notification, StoredDocument
from core.versions import StaleVersion
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part, write
from tests.assessments.report_cases import REASON
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_board_head, make_committee_member, make_indicator, make_unit

PEOPLE, RACES = 6, range(4)
NUMBER = "12-BC/BDVHU"
FIXED_OR_CHANGED = (PermissionDenied, StaleVersion)


@pytest.fixture(autouse=True)
def october():
    """The third quarter is over."""
    with time_machine.travel(datetime(2026, 10, 5, 9, tzinfo=VIETNAM), tick=True):
        yield


@pytest.fixture(autouse=True)
def paper(monkeypatch) -> None:
    """Stands in for the printer: no two threads wait for one worker here."""
    monkeypatch.setattr(consolidation, "render_pdf", lambda *_: b"%PDF-1.7 a report")


@pytest.fixture
def round_() -> Round:
    """Two units have handed in, 100 and 30 m² of land."""
    this, _last = make_rounds()
    make_indicator(this.organiser, "dat-hien", name="Diện tích đất hiến", unit_label="m²")
    for area in (100, 30):
        unit = make_unit(this.organiser)
        take_part(this, unit)
        write(report_of(this, unit, 3, state="submitted", officer_comment=""), dat_hien=area)
    return this


@pytest.fixture
def draft(round_) -> ConsolidatedReport:
    return consolidation.start(round_, 3, by=make_board_head(round_.organiser))


def fixing(report: ConsolidatedReport, number: str = NUMBER) -> partial:
    by = make_board_head(report.round.organiser)
    return partial(consolidation.fix, report, reference=number, by=by, version=report.version)


def returning(report: QuarterlyReport) -> partial:
    by = make_board_head(report.round.organiser)
    return partial(report_moves.send_back, report, reason=REASON, by=by)


def sums(report: ConsolidatedReport) -> tuple[int, str]:
    """(how many have reported in time, m² of land) as the fixed report says."""
    report.refresh_from_db()
    return report.figures["arrivals"]["on_time"], report.figures["figures"][0]["quarter"]


def test_many_begin_one_report(round_):
    heads = [make_board_head(round_.organiser) for _ in range(PEOPLE)]

    begun = at_once([partial(consolidation.start, round_, 3, by=head) for head in heads])

    assert accepted(begun) == begun
    assert {report.pk for report in begun} == {ConsolidatedReport.objects.get().pk}
    assert AuditEvent.objects.filter(kind="consolidation.started").count() == 1


def test_many_fix_it_and_one_number_stands(draft):
    reader = make_committee_member(draft.round.organiser)

    answers = at_once([fixing(draft, f"{number}-BC/BDVHU") for number in range(PEOPLE)])

    assert len(accepted(answers)) == 1
    assert all(isinstance(r, FIXED_OR_CHANGED) for r in refused(answers, Exception))
    draft.refresh_from_db()
    assert draft.reference == accepted(answers)[0].reference
    assert AuditEvent.objects.filter(kind="consolidation.fixed").count() == 1
    assert StoredDocument.objects.filter(kind="consolidated_report").count() == 2
    assert Notification.objects.filter(kind="consolidation_fixed", recipient=reader).count() == 1


@pytest.mark.parametrize("race", RACES)
def test_words_saved_meanwhile_are_in_the_fixed_report_or_refused(draft, race):
    by = make_board_head(draft.round.organiser)
    writing = partial(
        consolidation.save_texts, draft, {"opening": "Lời mới."}, by=by, version=draft.version
    )

    answers = at_once([fixing(draft), writing])

    assert len(accepted(answers)) == 1
    draft.refresh_from_db()
    assert (draft.state == "fixed") == (draft.opening != "Lời mới.")


@pytest.mark.parametrize("race", RACES)
def test_a_report_returned_meanwhile_is_in_sum_and_count_or_in_neither(draft, race):
    report = QuarterlyReport.objects.filter(values__value=30).get()

    fixed, returned = at_once([fixing(draft), returning(report)])

    assert not isinstance(returned, Exception)
    if isinstance(fixed, Exception):
        assert isinstance(fixed, StaleVersion)
        fixing(draft)()
    assert sums(draft) in {(2, "130.00"), (1, "100.00")}


def test_a_report_returned_while_it_is_printed_is_not_fixed_unseen(draft, monkeypatch):
    returned = returning(QuarterlyReport.objects.filter(values__value=30).get())

    def print_slowly(*_) -> bytes:
        assert accepted(at_once([returned]))
        return b"%PDF-1.7 a report"

    monkeypatch.setattr(consolidation, "render_pdf", print_slowly)

    with pytest.raises(StaleVersion, match="vừa thay đổi"):
        fixing(draft)()

    draft.refresh_from_db()
    assert (draft.state, draft.figures, draft.reference) == ("draft", {}, "")
    assert not StoredDocument.objects.exists()
    monkeypatch.setattr(consolidation, "render_pdf", lambda *_: b"%PDF-1.7 a report")
    fixing(draft)()
    assert sums(draft) == (1, "100.00")


@pytest.mark.parametrize("race", RACES)
def test_an_acceptance_meanwhile_changes_nothing_about_the_figures(draft, race):
    report = QuarterlyReport.objects.first()
    by = make_board_head(draft.round.organiser)

    answers = at_once([fixing(draft), partial(report_moves.accept, report, by=by)])

    assert accepted(answers) == answers
    assert sums(draft) == (2, "130.00")
