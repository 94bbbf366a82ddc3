"""Findings: criteria of the unit's own set; mended, judged; overdue at the stroke of midnight."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import findings
from assessments.actions.findings import Observation
from assessments.inspections import days_overdue, findings_by_key, source
from assessments.models import Finding
from core.calendar import VIETNAM
from core.models import AuditEvent
from core.versions import StaleVersion
from criteria import sources
from tests.assessments.following_cases import (
    TEXT,
    conclude,
    concluded,
    followed_file,
    found,
    in_days,
    key_of,
    planned,
    visited,
)
from tests.factories import make_board_head, make_editor, make_head, make_officer, make_unit

pytestmark = pytest.mark.django_db
WORDS = "Đã niêm yết lại đủ 30 ngày tại nhà văn hoá thôn."
NOTE = "Còn một thôn chưa niêm yết."


def shortcoming(**changes):
    """A concluded inspection's only finding, with its file and officer."""
    file, officer = followed_file()
    row = concluded(file, officer, changes)
    finding = row.findings.get()
    finding.inspection = row
    return finding, file, officer


def report(finding, by, **changes):
    return findings.report_remedy(finding, **{"remedy": WORDS} | changes, by=by)


def confirm(finding, by, verdict="done", note="", **changes):
    return findings.confirm_remedy(finding, verdict=verdict, note=note, **changes, by=by)


def test_a_finding_names_a_criterion_of_the_units_set_by_its_lasting_key():
    file, officer = followed_file()
    row = visited(file, officer)

    finding = found(row, officer, criterion_key=key_of(file, "II.1"), remedy_due=in_days(0))

    assert finding.criterion_key == key_of(file, "II.1")
    assert AuditEvent.objects.filter(kind="finding.added", unit_id=file.unit_id).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"criterion_key": "cua-bo-khac"}, "criterion_key"),
        ({"is_shortcoming": False, "remedy_due": "tomorrow"}, "remedy_due"),
        ({"remedy_due": "yesterday"}, "remedy_due"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_box(changes, field):
    file, officer = followed_file()
    row = visited(file, officer)
    days = {"tomorrow": in_days(1), "yesterday": in_days(-1)}
    sent = {name: days.get(value, value) for name, value in changes.items()}

    with pytest.raises(ValidationError) as refused:
        found(row, officer, **sent)

    assert set(refused.value.message_dict) == {field}
    assert not Finding.objects.exists()


def test_findings_are_changed_and_removed_until_the_conclusion_only():
    file, officer = followed_file()
    row = visited(file, officer)
    kept, gone = found(row, officer), found(row, officer)

    findings.change_finding(kept, Observation("Ghi lại cho đúng."), version=1, by=officer)
    findings.remove_finding(gone, version=1, by=officer)
    conclude(row, officer)

    assert list(row.findings.values_list("text", "is_shortcoming")) == [
        ("Ghi lại cho đúng.", False)
    ]
    removed = AuditEvent.objects.get(kind="finding.removed")
    assert (removed.target_id, removed.before["text"]) == (str(gone.pk), TEXT)
    for act in (
        lambda: findings.change_finding(kept, Observation("Muộn."), by=officer),
        lambda: findings.remove_finding(kept, by=officer),
        lambda: found(row, officer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_plan_has_no_findings_yet():
    file, officer = followed_file()

    with pytest.raises(PermissionDenied):
        found(planned(file, officer), officer)


@pytest.mark.parametrize("act", [report, confirm, findings.remove_finding])
def test_an_old_form_changes_nothing(act):
    finding, file, officer = shortcoming()
    if act is findings.remove_finding:
        finding.inspection.state = "visited"
        finding.inspection.save()
    by = make_editor(file.unit) if act is report else officer

    with pytest.raises(StaleVersion):
        act(finding, by=by, version=7)

    finding.refresh_from_db()
    assert (finding.remedy_state, finding.version) == ("open", 1)


def test_the_unit_reports_and_the_board_confirms():
    finding, file, officer = shortcoming()
    head = make_head(file.unit)

    report(finding, head)
    assert officer.notifications.filter(kind="remedy_reported").exists()
    done = confirm(finding, officer)

    assert (done.remedy_state, done.reported_by, done.confirmed_by) == ("done", head, officer)
    assert "đã khắc phục" in head.notifications.get(kind="remedy_confirmed").text


def test_board_heads_are_told_where_nobody_is_assigned():
    finding, file, _officer = shortcoming()
    file.round.officer_assignments.all().delete()
    head = make_board_head(file.round.organiser)

    report(finding, make_editor(file.unit))

    assert head.notifications.filter(kind="remedy_reported").exists()


@pytest.mark.parametrize("state", ["open", "reported", "partly", "not_done", "done"])
def test_the_unit_may_report_until_it_is_confirmed_as_mended(state):
    finding, file, _officer = shortcoming()
    Finding.objects.update(remedy_state=state)
    editor = make_editor(file.unit)

    if state == "done":
        with pytest.raises(PermissionDenied):
            report(finding, editor)
    else:
        assert report(finding, editor).remedy_state == "reported"


@pytest.mark.parametrize("verdict", ["partly", "not_done"])
def test_short_of_mended_the_board_says_what_is_missing(verdict):
    finding, _file, officer = shortcoming()

    with pytest.raises(ValidationError) as refused:
        confirm(finding, officer, verdict, "Chưa")
    assert set(refused.value.message_dict) == {"note"}
    assert confirm(finding, officer, verdict, NOTE).remedy_state == verdict


def test_a_verdict_is_one_of_three():
    finding, _file, officer = shortcoming()

    with pytest.raises(ValidationError) as refused:
        confirm(finding, officer, "reported")

    assert set(refused.value.message_dict) == {"verdict"}


def test_praise_is_neither_reported_nor_judged():
    finding, file, officer = shortcoming(is_shortcoming=False)

    with pytest.raises(PermissionDenied):
        report(finding, make_editor(file.unit))
    with pytest.raises(PermissionDenied):
        confirm(finding, officer)


def test_nothing_is_mended_before_the_conclusion():
    file, officer = followed_file()
    finding = found(visited(file, officer), officer)

    with pytest.raises(PermissionDenied):
        report(finding, make_editor(file.unit))
    with pytest.raises(PermissionDenied):
        confirm(finding, officer)


def test_others_neither_report_nor_confirm():
    finding, file, officer = shortcoming()
    stranger = make_head(make_unit(file.round.organiser))

    for person in (officer, stranger):
        with pytest.raises(PermissionDenied):
            report(finding, person)
    for person in (make_officer(file.round.organiser), make_head(file.unit)):
        with pytest.raises(PermissionDenied):
            confirm(finding, person)


@pytest.mark.parametrize("act", [report, confirm])
def test_a_failing_last_step_changes_nothing(act, monkeypatch):
    finding, file, officer = shortcoming()
    by = make_editor(file.unit) if act is report else officer

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("core.audit.record", broken)
    with pytest.raises(RuntimeError):
        act(finding, by)

    finding.refresh_from_db()
    assert (finding.remedy_state, finding.version) == ("open", 1)


def test_a_shortcoming_is_overdue_from_midnight_in_viet_nam(time_machine):
    due = dt.date(timezone.localdate().year, 11, 26)
    finding = Finding(text=TEXT, is_shortcoming=True, remedy_due=due)
    midnight = dt.datetime(due.year, 11, 27, tzinfo=VIETNAM)

    time_machine.move_to(midnight - dt.timedelta(seconds=1), tick=False)
    assert days_overdue(finding) == 0
    time_machine.move_to(midnight, tick=False)
    assert days_overdue(finding) == 1
    finding.remedy_state = "reported"
    assert days_overdue(finding) == 0
    finding.remedy_state, finding.remedy_due = "partly", None
    assert days_overdue(finding) == 0


def test_concluded_findings_stand_at_their_criterion():
    file, officer = followed_file()
    key = key_of(file)
    concluded(file, officer, {"criterion_key": key}, {})
    found(visited(file, officer), officer, criterion_key=key)

    assert [f.text for f in findings_by_key(file)[key]] == [TEXT]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "all"), (["done"], "all"), (["done", "done"], "all"),
        (["done", "open"], "part"), (["partly"], "part"), (["partly", "not_done"], "part"),
        (["open"], "none"), (["reported", "not_done"], "none"),
    ],
)  # fmt: skip
def test_the_source_says_how_far_shortcomings_are_mended(states, expected):
    file, officer = followed_file()
    row = concluded(file, officer, {"is_shortcoming": False}, *({} for _ in states))
    shortcomings = row.findings.filter(is_shortcoming=True)
    for finding, state in zip(shortcomings, states, strict=True):
        Finding.objects.filter(pk=finding.pk).update(remedy_state=state)

    answers = sources.answers(file, ["inspections:remedies", "inspections:concluded"])

    assert answers["inspections:remedies"].value == expected
    assert answers["inspections:concluded"].value == 1
    assert f"round={file.round_id}" in answers["inspections:remedies"].url


def test_the_working_counts_states_in_words():
    file, officer = followed_file()
    row = concluded(file, officer, {}, {}, {})
    Finding.objects.filter(pk=row.findings.first().pk).update(remedy_state="done")

    answers = sources.answers(file, ["inspections:remedies", "inspections:concluded"])

    assert answers["inspections:remedies"].working == (
        "3 hạn chế: 2 chưa khắc phục, 1 đã khắc phục"
    )
    assert answers["inspections:concluded"].working == (
        f"1 cuộc có kết luận (làm việc ngày {timezone.localdate():%d/%m/%Y})"
    )


def test_without_a_conclusion_nothing_is_said():
    file, officer = followed_file()
    found(visited(file, officer), officer)

    assert source(file, frozenset({"remedies", "concluded"})) == {}
    assert sources.answers(file, ["inspections:remedies"]) == {}


def test_an_unknown_key_is_left_out():
    file, officer = followed_file()
    concluded(file, officer)

    assert set(source(file, frozenset({"concluded", "khac"}))) == {"concluded"}


def test_the_choice_keys_are_those_of_the_communal_set():
    names = {name for name, _label in sources.choices(None) if name.startswith("inspections:")}

    assert names == {"inspections:remedies", "inspections:concluded"}
