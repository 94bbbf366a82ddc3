"""Beginning the board's report of a quarter and writing its texts."""

from datetime import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from assessments.actions import consolidation as actions
from assessments.models import ConsolidatedReport
from core.calendar import VIETNAM
from core.models import AuditEvent
from core.versions import StaleVersion
from organisation.roles import Role
from tests import factories
from tests.assessments.consolidated_cases import report_of, write
from tests.assessments.consolidated_reports.cases import (
    NUMBER,
    fail,
    force_fixed,
    head_of,
    last_event,
    started,
)


def test_a_year_that_is_only_planned_has_nothing_to_add_up(round_):
    head = head_of(round_)
    round_.state = "planned"
    round_.save()

    with pytest.raises(PermissionDenied, match="chưa mở"):
        actions.start(round_, 3, by=head)

    assert not ConsolidatedReport.objects.exists()


# start


def test_a_report_begins_with_proposed_texts(round_):
    report, by = started(round_)

    assert report.notable == "An Thượng: diện tích đất hiến 5.120 m², gấp 2,1 lần cùng kỳ."
    assert report.shortcomings == "Chưa gửi báo cáo (1): Bố Hạ."
    assert report.proposed == {
        name: getattr(report, name) for name in ("opening", "notable", "shortcomings", "plans")
    }
    assert (last_event().kind, last_event().actor_id) == ("consolidation.started", by.pk)


def test_beginning_again_changes_nothing(round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)
    events = AuditEvent.objects.count()

    again = actions.start(round_, 3, by=by)

    assert (again.pk, again.notable) == (report.pk, "Viết tay.")
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 9, 30, 23, 59, 59, tzinfo=VIETNAM), False),
        (datetime(2026, 10, 1, 0, 0, tzinfo=VIETNAM), True),
    ],
)
def test_a_quarter_is_reported_on_from_its_first_day(round_, moment, allowed):
    by = head_of(round_)

    with time_machine.travel(moment, tick=False):
        if allowed:
            assert actions.start(round_, 4, by=by).quarter == 4
        else:
            with pytest.raises(PermissionDenied, match="bắt đầu ngày 01/10/2026"):
                actions.start(round_, 4, by=by)


def test_only_the_head_of_the_board_begins(round_):
    for person in (factories.make_officer(round_.organiser), factories.make_person()):
        with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
            actions.start(round_, 3, by=person)
    assert not ConsolidatedReport.objects.exists()


def test_nothing_is_begun_when_the_record_fails(round_, monkeypatch):
    by = head_of(round_)
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        actions.start(round_, 3, by=by)

    assert not ConsolidatedReport.objects.exists()


# save_texts


def test_typed_texts_are_kept(round_):
    report, by = started(round_)

    saved = actions.save_texts(report, {"opening": "Mở đầu.", "plans": report.plans}, by=by)

    assert (saved.opening, saved.version) == ("Mở đầu.", report.version + 1)
    assert last_event().after == {"opening": "Mở đầu."}
    assert last_event().before == {"opening": report.opening}


def test_a_stale_text_overwrites_nothing(round_):
    report, by = started(round_)
    actions.save_texts(report, {"opening": "Của người trước."}, by=by, version=1)

    with pytest.raises(StaleVersion):
        actions.save_texts(report, {"opening": "Của người sau."}, by=by, version=1)

    report.refresh_from_db()
    assert report.opening == "Của người trước."


def test_a_fixed_report_is_neither_written_nor_proposed_nor_fixed_again(round_):
    report, by = started(round_)
    force_fixed(report, by)

    for act in (
        lambda: actions.save_texts(report, {"opening": "Khác."}, by=by),
        lambda: actions.propose_again(report, by=by),
        lambda: actions.fix(report, reference="13-BC/BDVHU", by=by),
    ):
        report.refresh_from_db()
        with pytest.raises(PermissionDenied, match="đã chốt"):
            act()
    report.refresh_from_db()
    assert report.reference == NUMBER


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMITTEE_MEMBER, Role.CLERK, Role.AUDITOR])
def test_nobody_else_writes(round_, role):
    report, _by = started(round_)
    person = factories.make_person(role, round_.organiser)

    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.save_texts(report, {"opening": "Khác."}, by=person)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.propose_again(report, by=person)
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo Ban"):
        actions.fix(report, reference=NUMBER, by=person)


# propose_again


def test_untouched_texts_follow_the_figures_and_typed_ones_stay(round_):
    report, by = started(round_)
    report = actions.save_texts(report, {"notable": "Viết tay.", "plans": ""}, by=by)
    silent = round_.organiser.children.get(short_name="Bố Hạ")
    write(report_of(round_, silent, 3), dat_hien=1)

    after = actions.propose_again(report, by=by)

    assert after.shortcomings == ""
    assert after.opening.startswith("Quý III năm 2026, 2/2 đơn vị đã gửi báo cáo (2 đúng hạn).")
    assert after.notable == "Viết tay."
    assert after.plans == "Các đơn vị gửi báo cáo quý IV đến hết ngày 20/12/2026."
    assert last_event().kind == "consolidation.proposed_again"


def test_a_typed_text_that_is_named_is_replaced(round_):
    report, by = started(round_)
    report = actions.save_texts(report, {"notable": "Viết tay.", "plans": "Của tôi."}, by=by)

    after = actions.propose_again(report, {"notable"}, by=by)

    assert after.notable.startswith("An Thượng: ")
    assert after.plans == "Của tôi."
    assert not actions.is_typed(after, "notable")
    assert actions.is_typed(after, "plans")


def test_proposing_from_a_stale_page_is_refused(round_):
    report, by = started(round_)
    actions.save_texts(report, {"notable": "Viết tay."}, by=by)

    with pytest.raises(StaleVersion):
        actions.propose_again(report, {"notable"}, by=by, version=1)
