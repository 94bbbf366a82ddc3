"""Two people follow one unit at once: a call, a verdict, a conclusion, a mandate."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from assessments.actions import findings, follow_up, inspections, mandates, reports
from assessments.models import Call, EntryMandate, Finding, Inspection, QuarterlyReport, Round
from assessments.reporting.entries import Words
from core.calendar import today
from core.models import AuditEvent, Notification
from core.versions import StaleVersion
from organisation.models import User
from tests.assessments.following_cases import conclude, concluded, followed_file, found, visited
from tests.assessments.report_cases import make_draft, make_file
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import make_board_head, make_editor, make_head, make_officer

PEOPLE, RACES = 4, range(4)
REASON = "Cán bộ của xã nghỉ thai sản."
ONE_WINS = (PermissionDenied, StaleVersion)


@pytest.fixture
def file():
    return followed_file()[0]


@pytest.fixture
def heads(file) -> list[User]:
    """Several heads of the board: each may do what the officer may."""
    return [make_board_head(file.round.organiser) for _ in range(PEOPLE)]


def events(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


# calls


@pytest.fixture
def late(file) -> Round:
    """The unit is late with its registration."""
    Round.objects.filter(pk=file.round_id).update(registration_due=today().replace(day=1, month=1))
    make_editor(file.unit)
    return Round.objects.select_related("organiser").get(pk=file.round_id)


def test_a_call_ticked_twice_by_one_hand_is_one_call(file, late, heads):
    tick = partial(follow_up.record_call, late, file.unit, note="Hẹn gửi", by=heads[0])

    answers = at_once([tick] * PEOPLE)

    assert accepted(answers) == answers
    assert Call.objects.count() == len(answers[0])
    assert events("unit.called") == 1


def test_calls_of_two_people_are_two_calls_and_each_has_its_name(file, late, heads):
    answers = at_once([
        partial(follow_up.record_call, late, file.unit, note="", by=head) for head in heads
    ])  # fmt: skip

    assert accepted(answers) == answers
    assert {call.called_by for call in Call.objects.all()} == set(heads)
    assert Call.objects.count() == PEOPLE * len(answers[0])
    assert events("unit.called") == PEOPLE


# inspections


def test_a_conclusion_given_by_many_is_given_once(file, heads):
    row, reader = visited(file, heads[0]), make_head(file.unit)

    answers = at_once([
        partial(conclude, row, head, reference=f"{n}-TB/BDVHU", version=row.version)
        for n, head in enumerate(heads)
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert all(isinstance(refusal, ONE_WINS) for refusal in refused(answers, Exception))
    assert Inspection.objects.get().reference == accepted(answers)[0].reference
    assert events("inspection.concluded") == 1
    assert Notification.objects.filter(kind="inspection_concluded", recipient=reader).count() == 1


@pytest.mark.parametrize("race", RACES)
def test_a_finding_written_during_the_conclusion_stands_in_it_or_is_refused(file, heads, race):
    row = visited(file, heads[0])

    _concluded, finding = at_once([
        partial(conclude, row, heads[0]), partial(found, row, heads[1])
    ])  # fmt: skip

    assert isinstance(finding, PermissionDenied) == (not Finding.objects.exists())
    order = AuditEvent.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(order)[-1] == "inspection.concluded"


@pytest.mark.parametrize("race", RACES)
def test_conclusion_and_cancellation_exclude_each_other(file, heads, race):
    row = visited(file, heads[0])
    cancel = partial(inspections.cancel, row, reason=REASON, by=heads[1], version=row.version)

    answers = at_once([partial(conclude, row, heads[0], version=row.version), cancel])

    assert len(accepted(answers)) == 1
    assert all(isinstance(refusal, ONE_WINS) for refusal in refused(answers, Exception))


@pytest.mark.parametrize("race", RACES)
def test_of_two_verdicts_on_one_remedy_the_second_is_asked(file, heads, race):
    finding = concluded(file, heads[0], {}).findings.get()
    findings.report_remedy(finding, remedy="Đã niêm yết lại.", by=make_head(file.unit))
    finding.refresh_from_db()

    answers = at_once([
        partial(findings.confirm_remedy, finding, verdict=verdict, note="Mới xong một nửa.",
                version=finding.version, by=head)
        for verdict, head in zip(("done", "partly"), heads, strict=False)
    ])  # fmt: skip

    assert len(accepted(answers)) == 1
    assert len(refused(answers, Exception)) == len(refused(answers, ONE_WINS)) == 1
    assert Finding.objects.get().remedy_state == accepted(answers)[0].remedy_state
    assert events("finding.confirmed") == 1


@pytest.mark.parametrize("race", RACES)
def test_a_verdict_is_never_on_words_that_nobody_read(file, heads, race):
    """The unit says something else while the board judges what it said before."""
    finding, unit = concluded(file, heads[0], {}).findings.get(), make_head(file.unit)
    findings.report_remedy(finding, remedy="Đã niêm yết lại.", by=unit)
    finding.refresh_from_db()
    says = partial(
        findings.report_remedy, finding, remedy="Chưa làm được.", version=finding.version, by=unit
    )
    judges = partial(
        findings.confirm_remedy, finding, verdict="done", version=finding.version, by=heads[0]
    )

    answers = at_once([says, judges])

    assert len(accepted(answers)) == 1
    finding.refresh_from_db()
    assert (finding.remedy_state == "done") == (finding.remedy == "Đã niêm yết lại.")


# mandates


def test_a_mandate_granted_by_many_is_one(file, heads):
    person = make_officer(file.round.organiser)

    answers = at_once([
        partial(mandates.grant, file, person, reason=REASON, by=head) for head in heads
    ])  # fmt: skip

    assert {answer.pk for answer in accepted(answers)} == {EntryMandate.objects.get().pk}
    assert accepted(answers) == answers
    assert events("mandate.granted") == 1


def test_a_mandate_ended_by_many_ends_once(file, heads):
    mandate = mandates.grant(file, make_officer(file.round.organiser), reason=REASON, by=heads[0])

    answers = at_once([partial(mandates.end, mandate, by=head) for head in heads])

    assert len(accepted(answers)) == 1
    assert len(refused(answers, PermissionDenied)) == PEOPLE - 1
    assert EntryMandate.objects.get().ended_by == accepted(answers)[0].ended_by
    assert events("mandate.ended") == 1


@pytest.mark.parametrize("race", RACES)
def test_what_is_typed_while_the_mandate_ends_is_marked_or_refused(race):
    file = make_file()
    head, person = make_board_head(file.round.organiser), make_officer(file.round.organiser)
    report = make_draft(file, quarter=1)
    mandate = mandates.grant(file, person, reason=REASON, by=head)
    person = User.objects.get(pk=person.pk)

    _ended, typed = at_once([
        partial(mandates.end, mandate, by=head),
        partial(reports.save, report, Words("summary", "Gõ thay."), by=person),
    ])  # fmt: skip

    report = QuarterlyReport.objects.get()
    assert isinstance(typed, PermissionDenied) == (report.summary == "")
    assert report.entered_on_behalf == (report.summary == "Gõ thay.")
    with pytest.raises(PermissionDenied):
        reports.save(report, Words("summary", "Nữa."), by=User.objects.get(pk=person.pk))
