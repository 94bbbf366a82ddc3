"""Moving drafts to a later version of their set: who may, which files, what is left behind."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import evidence, rounds, submissions, versions
from assessments.carrying import Choice
from assessments.models import Assessment, RoundCriteriaSet, Score
from assessments.versions import former_criterion, later_versions
from assessments.workflow import AssessmentState, RoundState
from core.models import AuditEvent, Notification
from criteria.actions import lifecycle
from criteria.definitions import definition_of
from danvan import invariants
from organisation.roles import Role
from tests.assessments.acting import fill, hand_in, put_into, score_of, without_transactions
from tests.assessments.version_cases import (
    criterion,
    later_than,
    later_version,
    make_files,
    with_criterion,
    with_judgement_worth,
    without,
)
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_kind,
    make_person,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
REASON = "Sửa điểm tối đa in sai ở tiêu chí II.1."
KEEP, SCALE, CLEAR = Choice


@pytest.fixture
def file() -> Assessment:
    """A draft with 15 of 20 points by judgement and 40 by a ratio."""
    file = make_files()[0]
    fill(file, "I.1", numerator=98, denominator=100)
    fill(file, "II.1", points="15", explanation="Theo biên bản")
    return fresh(file)


def fresh(file: Assessment) -> Assessment:
    """The row as the database has it now."""
    return Assessment.objects.with_context().get(pk=file.pk)


def move(new_set, *files, choice=KEEP, reason=REASON, by=None, **options):
    """The decision of a board head for these files of one round."""
    round_ = options.pop("round_", None) or files[0].round
    by = by or make_board_head(round_.organiser)
    return versions.move_to_version(round_, new_set, files, choice, reason=reason, by=by, **options)


def attach(file, code, title="Biên bản"):
    """A link as evidence of one criterion."""
    pk = score_of(file, code).criterion_id
    by = make_editor(file.unit)
    address = f"https://example.org/{title}"
    return evidence.add_link(file, address, title, criterion_pk=pk, by=by).evidence


def criteria_of(piece) -> list[str]:
    """Codes of the criteria that the piece supports."""
    return sorted(piece.uses.values_list("criterion__code", flat=True))


# What the move does


def test_the_sheet_stands_under_the_new_version(file):
    new_set = later_than(file.round, with_judgement_worth("10"))

    move(new_set, file)

    moved = fresh(file)
    assert (moved.criteria_set, moved.version) == (new_set, file.version + 1)
    row = score_of(moved, "II.1")
    assert row.criterion.group.criteria_set == new_set
    assert (row.facts, row.points, row.max_points) == ({"p1": {"points": "10.00"}}, 10, 10)
    assert (row.explanation, row.working) == ("Theo biên bản", ["Chấm 10,00 trên 10,00"])
    assert score_of(moved, "I.1").points == 40
    assert invariants.broken() == {}


@pytest.mark.parametrize(
    ("choice", "points"), [(KEEP, Decimal(10)), (SCALE, Decimal("7.50")), (CLEAR, None)]
)
def test_the_choice_says_what_becomes_of_changed_points(file, choice, points):
    move(later_than(file.round, with_judgement_worth("10")), file, choice=choice)

    assert score_of(fresh(file), "II.1").points == points


def test_rows_keep_their_keys_and_whoever_typed_them(file):
    before = {row.criterion.code: row for row in file.scores.select_related("criterion")}

    move(later_than(file.round, with_judgement_worth("10")), file)

    for row in fresh(file).scores.select_related("criterion"):
        old = before[row.criterion.code]
        assert (row.pk, row.updated_by, row.updated_at) == (old.pk, old.updated_by, old.updated_at)


def test_only_rows_under_other_rules_count_as_changed(file):
    before = {row.criterion.code: row.version for row in file.scores.select_related("criterion")}

    move(later_than(file.round, with_judgement_worth("10")), file)

    after = {r.criterion.code: r.version for r in fresh(file).scores.select_related("criterion")}
    assert {code: after[code] - before[code] for code in after} == {
        "I.1": 0, "I.2": 0, "II.1": 1, "II.2": 1,
    }  # fmt: skip


def test_evidence_stays_with_its_criterion_and_ends_where_that_is_gone(file):
    kept, ended = attach(file, "II.1", "giu"), attach(file, "I.1", "thoi")
    taken_away = attach(file, "II.1", "da-go")
    evidence.remove(taken_away, by=make_editor(file.unit))

    move(later_than(file.round, without("I.1", "I.2")), fresh(file))

    assert criteria_of(kept) == criteria_of(taken_away) == ["II.1"]
    assert criteria_of(ended) == []
    assert file.evidence.filter(removed_at=None).count() == 2
    event = AuditEvent.objects.get(kind="assessment.moved_to_version")
    assert [row["evidence"] for row in event.after["removed"]] == [["MC02"]]
    assert invariants.broken() == {}


def test_a_removed_criterion_is_kept_in_the_trail(file):
    fill(file, "I.1", numerator=91, denominator=100, explanation="Theo sổ")
    row = score_of(file, "I.1")

    move(later_than(file.round, without("I.1", "I.2")), file)

    event = AuditEvent.objects.get(kind="assessment.moved_to_version")
    assert event.after["removed"] == [{
        "criterion": "i-1", "code": "I.1", "title": "Tiêu chí I.1", "points": "30.00",
        "was": ["Hồ sơ đúng hạn: 91", "Tổng số hồ sơ: 100"], "explanation": "Theo sổ",
        "evidence": [],
    }]  # fmt: skip
    assert event.after["rows_gone"] == [row.pk]
    assert not Score.objects.filter(pk=row.pk).exists()


def test_a_new_criterion_gets_an_empty_row(file):
    old = file.criteria_set
    shorter = later_version(old, without("II.2", "II.1"))
    move(shorter, file)

    move(later_version(shorter, lambda _: definition_of(old)), fresh(file))

    row = score_of(fresh(file), "II.2")
    assert (row.facts, row.points, row.version, row.max_points) == ({}, None, 1, 20)
    assert invariants.broken() == {}


def test_it_leaves_an_event_on_each_file_and_one_on_the_round():
    first, second = make_files(2)
    fill(first, "II.1", points="15")
    new_set = later_than(first.round, with_judgement_worth("10"))
    old, by = str(first.criteria_set), make_board_head(first.round.organiser)

    move(new_set, second, first, choice=CLEAR, by=by)

    events = AuditEvent.objects.filter(kind="assessment.moved_to_version")
    assert [(e.target_id, e.note, e.actor_id) for e in events] == [
        (str(file.pk), REASON, by.pk) for file in (first, second)
    ]
    event = events[0]
    assert event.before == {"version": old, "set": first.criteria_set_id, "total": "15.00"}
    assert (event.after["version"], event.after["total"]) == (str(new_set), "0.00")
    assert event.after["lines"] == [{
        "criterion": "ii-1", "code": "II.1", "title": "Tiêu chí II.1", "part": "p1",
        "label": "Chất lượng", "fate": "cleared", "was": ["Chất lượng: 15"],
        "reason": "điểm đã đổi; theo quyết định thì xoá để nhập lại", "is_reworded": False,
        "before": "15.00", "after": None,
    }]  # fmt: skip
    decided = AuditEvent.objects.get(kind="round.version_decided")
    assert (decided.before, decided.note) == ({"sets": [old]}, REASON)
    assert decided.after == {
        "version": str(new_set), "set": new_set.pk, "choice": "clear", "later": False,
        "moved": [first.unit_name, second.unit_name],
    }  # fmt: skip


def test_the_decision_names_no_points_of_drafts(file):
    move(later_than(file.round, with_judgement_worth("10")), file)

    event = AuditEvent.objects.get(kind="round.version_decided")

    assert "15" not in f"{event.before}{event.after}".replace(str(file.unit_name), "")


@pytest.mark.parametrize(
    ("choice", "words"),
    [(KEEP, "Số liệu đã nhập được giữ."), (CLEAR, "Có 1 nội dung phải nhập lại.")],
)
def test_the_unit_is_told(file, choice, words):
    head = make_head(file.unit)

    move(later_than(file.round, with_judgement_worth("10")), file, choice=choice)

    told = Notification.objects.get(kind="moved_to_version", recipient=head)
    assert told.text == (
        f"Bộ tiêu chí của {file.unit_name} đã đổi sang phiên bản 2. {words} Lý do: {REASON}"
    )
    assert told.url == file.get_absolute_url()


def test_units_that_are_not_chosen_stay_where_they_are():
    chosen, other = make_files(2)

    move(later_than(chosen.round), chosen)

    assert fresh(other).criteria_set == other.criteria_set
    assert fresh(other).version == other.version


def test_a_recalled_file_moves_and_what_was_handed_in_stays_readable(file):
    receipt = hand_in(file)
    content = receipt.content
    submissions.recall(file, by=make_head(file.unit))

    move(later_than(file.round, with_judgement_worth("10")), fresh(file))
    again = hand_in(file)

    receipt.refresh_from_db()
    assert receipt.content == content
    assert [c["criteria_set"]["version"] for c in (content, again.content)] == [1, 2]
    assert {row["code"]: row["points"] for row in again.content["scores"]}["II.1"] == "10.00"
    assert invariants.broken() == {}


def test_a_file_moves_over_several_versions_at_once(file):
    second = later_version(file.criteria_set, with_judgement_worth("10"))
    third = later_version(second, with_judgement_worth("12"))

    move(third, file, choice=SCALE)

    assert score_of(fresh(file), "II.1").points == 9


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
