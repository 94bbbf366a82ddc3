"""What becomes of a sheet that is moved to a later version of its set."""

from decimal import Decimal

import pytest

from assessments.actions import evidence, submissions
from assessments.models import Score
from core.models import AuditEvent, Notification
from criteria.definitions import definition_of
from danvan import invariants
from tests.assessments.acting import fill, hand_in, score_of
from tests.assessments.version_cases import (
    later_than,
    later_version,
    make_files,
    with_judgement_worth,
    without,
)
from tests.assessments.versions.cases import (
    CLEAR,
    KEEP,
    REASON,
    SCALE,
    attach,
    criteria_of,
    fresh,
    move,
)
from tests.factories import make_board_head, make_editor, make_head

pytestmark = pytest.mark.django_db


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

    assert event.before.keys() == {"sets"}
    assert event.after.keys() == {"set", "later", "moved", "choice", "version"}
    assert event.after["moved"] == [file.unit_name]


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
