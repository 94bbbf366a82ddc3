"""Who moves which sheets when, and what it costs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import rounds, versions
from assessments.models import Assessment, RoundCriteriaSet
from assessments.versions import former_criterion, later_versions
from assessments.workflow import AssessmentState, RoundState
from core.models import AuditEvent, Notification
from criteria.actions import lifecycle
from criteria.definitions import definition_of
from organisation.roles import Role
from tests.assessments.acting import fill, hand_in, put_into, without_transactions
from tests.assessments.version_cases import (
    criterion,
    later_than,
    later_version,
    make_files,
    with_criterion,
    with_judgement_worth,
    without,
)
from tests.assessments.versions.cases import KEEP, attach, criteria_of, fresh, move
from tests.factories import (
    make_board_head,
    make_district,
    make_kind,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


# Later units


def test_later_units_get_the_new_version_only_when_asked(file):
    new_set = later_than(file.round)
    link = RoundCriteriaSet.objects.get(round=file.round)

    move(new_set, file)
    link.refresh_from_db()
    assert link.criteria_set != new_set

    move(new_set, round_=file.round, for_later=True)
    link.refresh_from_db()
    assert link.criteria_set == new_set
    assert AuditEvent.objects.filter(kind="round.version_decided").last().after["later"] is True


def test_a_planned_round_opens_with_the_new_version():
    organiser = make_district()
    unit, by = make_unit(organiser), make_board_head(organiser)
    published = make_published_set(organiser)
    round_ = make_round(organiser, published)
    new_set = later_version(published)

    move(new_set, round_=round_, for_later=True)
    rounds.open_round(round_, by=by)

    assert Assessment.objects.get(unit=unit).criteria_set == new_set


def test_later_units_who_have_it_already_need_no_decision():
    file, _other = make_files(2)
    new_set = later_than(file.round)
    move(new_set, file, for_later=True)

    with pytest.raises(ValidationError, match="đã dùng phiên bản này"):
        move(new_set, round_=file.round, for_later=True)

    assert AuditEvent.objects.filter(kind="round.version_decided").count() == 1


# Who, which, when


def nothing_moved(file) -> bool:
    kinds = ("assessment.moved_to_version", "round.version_decided")
    return (
        fresh(file).criteria_set == file.criteria_set
        and not AuditEvent.objects.filter(kind__in=kinds).exists()
        and not Notification.objects.filter(kind="moved_to_version").exists()
        and set(file.scores.values_list("criterion__group__criteria_set", flat=True))
        == {file.criteria_set_id}
    )


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BOARD_HEAD}))
def test_only_board_heads_decide(file, role):
    place = file.unit if role in (Role.UNIT_EDITOR, Role.UNIT_HEAD) else file.round.organiser

    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        move(later_than(file.round), file, by=make_person(role, place))

    assert nothing_moved(file)


def test_a_board_head_of_another_district_does_not_decide(file):
    with pytest.raises(PermissionDenied, match="lãnh đạo Ban"):
        move(later_than(file.round), file, by=make_board_head(make_district("Huyện khác")))


def test_a_closed_round_stays_as_it_was(file):
    new_set = later_than(file.round)
    file.round.state = RoundState.CLOSED
    file.round.save()

    with pytest.raises(PermissionDenied, match="đã kết thúc"):
        move(new_set, file)

    assert nothing_moved(file)


@pytest.mark.parametrize("state", sorted(set(AssessmentState) - {"draft"}))
def test_what_was_sent_is_never_touched(file, state):
    new_set = later_than(file.round)
    put_into(file, state)

    with pytest.raises(ValidationError, match=f"{file.unit_name}: Đã nộp"):
        move(new_set, file)

    assert nothing_moved(file)


def test_one_that_cannot_move_stops_all():
    first, second = make_files(2)
    new_set = later_than(first.round)
    hand_in(second)

    with pytest.raises(ValidationError) as refusal:
        move(new_set, first, second)

    assert refusal.value.message_dict == {
        "file": [f"{second.unit_name}: Đã nộp: giữ bộ tiêu chí lúc nộp."]
    }
    assert nothing_moved(first)


def test_a_file_moves_once(file):
    new_set = later_than(file.round)
    move(new_set, file)

    with pytest.raises(ValidationError, match="Đã dùng phiên bản này"):
        move(new_set, file)

    assert AuditEvent.objects.filter(kind="round.version_decided").count() == 1


def test_a_branch_is_no_later_version(file):
    left = later_than(file.round)
    right = later_version(file.criteria_set)
    move(left, file)
    rounds.start_assessment(file.round, make_unit(file.round.organiser), right)

    with pytest.raises(ValidationError, match="Đang dùng bộ tiêu chí khác"):
        move(right, fresh(file))


def of_another_kind(old):
    """A published set for agencies that has its origin in the communes' set."""
    make_kind("agency")
    return later_version(old, lambda content: replace(content, unit_kind="agency"))


def for_next_year(old):
    """A published copy for a later year."""
    year = timezone.localdate().year + 1
    return later_version(old, lambda content: replace(content, year=year))


def retired(old):
    """A later version that was taken out of use."""
    new = later_version(old)
    return lifecycle.retire(new, by=make_board_head(old.organiser))


@pytest.mark.parametrize(
    "make",
    [
        lambda old: old,
        lambda old: make_published_set(old.organiser),
        lambda old: later_version(old, is_published=False),
        retired,
        of_another_kind,
        for_next_year,
    ],
    ids=["itself", "unrelated", "draft", "retired", "other-kind", "next-year"],
)
def test_only_a_published_later_version_will_do(file, make):
    new_set = make(file.criteria_set)

    with pytest.raises(ValidationError, match="không phải phiên bản sau"):
        move(new_set, file)

    assert later_versions(file.round) == []
    assert nothing_moved(file)


def test_versions_of_another_district_are_not_offered(file):
    other = make_files()[0]

    later_than(other.round)

    assert later_versions(file.round) == []


@pytest.mark.parametrize("reason", ["", "   ngắn   "])
def test_a_reason_is_asked_for(file, reason):
    with pytest.raises(ValidationError) as refusal:
        move(later_than(file.round), file, reason=reason)

    assert list(refusal.value.message_dict) == ["reason"]
    assert nothing_moved(file)


def test_a_decision_about_nothing_is_none(file):
    with pytest.raises(ValidationError, match="Chọn ít nhất một đơn vị"):
        move(later_than(file.round), round_=file.round)

    assert nothing_moved(file)


def test_a_file_of_another_round_is_not_moved(file):
    other = make_files()[0]
    new_set = later_than(file.round)

    with pytest.raises(ValidationError, match="Chọn ít nhất một đơn vị"):
        move(new_set, other, round_=file.round)

    assert nothing_moved(other)


def test_a_file_past_its_day_may_be_moved(file):
    Assessment.objects.filter(pk=file.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    move(later_than(file.round), file)

    assert fresh(file).criteria_set != file.criteria_set


@pytest.mark.parametrize("event", ["assessment.moved_to_version", "round.version_decided"])
def test_nothing_happens_when_the_audit_event_cannot_be_written(file, monkeypatch, event):
    new_set = later_than(file.round, without("I.1", "I.2"))
    piece = attach(file, "I.1")
    record = versions.audit.record
    monkeypatch.setattr(
        versions.audit,
        "record",
        lambda kind, *a, **k: 1 / (kind != event) and record(kind, *a, **k),
    )

    with pytest.raises(ZeroDivisionError):
        move(new_set, file, for_later=True)

    assert nothing_moved(file)
    assert criteria_of(piece) == ["I.1"]
    assert RoundCriteriaSet.objects.get(round=file.round).criteria_set == file.criteria_set


# Speed


def test_planning_takes_the_same_queries_for_any_number():
    counts = []
    for count in (1, 3):
        files = make_files(count)
        for file in files:
            fill(file, "II.1", points="15")
            attach(file, "II.1")
        (version,) = _versions_of(files[0], with_judgement_worth("10"))
        versions.plan(files, version, KEEP)  # definitions into memory
        with CaptureQueriesContext(connection) as asked:
            versions.plan(files, version, KEEP)
        counts.append(len(asked))

    assert counts == [2, 2]


def test_each_further_file_costs_its_event_and_its_messages():
    counts = []
    for count in (1, 3):
        files = make_files(count)
        new_set = later_than(files[0].round, with_judgement_worth("10"))
        by = make_board_head(files[0].round.organiser)
        versions.plan(files, *later_versions(files[0].round), KEEP)
        with CaptureQueriesContext(connection) as asked:
            move(new_set, *files, by=by)
        counts.append(len([sql for sql in without_transactions(asked) if "advisory" not in sql]))

    assert counts[1] - counts[0] <= 2 * 4


def _versions_of(file, *changes):
    later_than(file.round, *changes)
    return later_versions(file.round)


# Looking back


def test_a_criterion_of_an_earlier_version_is_known(file):
    old = definition_of(file.criteria_set)
    new_set = later_than(file.round, without("I.1", "I.2"), with_criterion("II.1", code="II.7"))
    move(new_set, file)
    moved = fresh(file)

    renamed = former_criterion(moved, criterion(old, "II.1").pk)
    gone = former_criterion(moved, criterion(old, "I.1").pk)

    assert (renamed.criterion.code, renamed.now.code) == ("II.1", "II.7")
    assert (gone.criterion.code, gone.now) == ("I.1", None)


def test_a_criterion_of_an_unrelated_set_is_not(file):
    foreign = make_published_set(file.round.organiser)
    pk = foreign.groups.first().criteria.first().pk

    assert former_criterion(file, pk) is None
    move(later_than(file.round), file)
    assert former_criterion(fresh(file), pk) is None
