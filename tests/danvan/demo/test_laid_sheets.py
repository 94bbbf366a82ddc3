"""A sheet that is laid in one go is the sheet that saving criterion by criterion leaves."""

from itertools import count

import pytest

from assessments.actions import scores
from assessments.actions.scores import Entry
from assessments.models import Assessment, Score
from core.models import AuditEvent
from criteria.definitions import CriterionDefinition, definition_of
from danvan.demo import laid_sheets
from danvan.demo.casework import is_entered
from danvan.demo.dice import dice
from danvan.demo.district import Size
from danvan.demo.facts import ladder
from danvan.demo.quantities import whole
from tests.factories import make_assessment, make_editor

pytestmark = pytest.mark.django_db
REASON = "Đơn vị biết rõ hơn số liệu này."
KEPT = ("facts", "sourced", "corrections", "points", "working", "not_applicable", "explanation",
        "version")  # fmt: skip


def size(label: str) -> int | str:
    return whole(label, Size(1200, 12, 90), 1, "Đồng Tiến", 2026)


def entry_of(criterion: CriterionDefinition) -> Entry:
    """The second best facts of every part, with a reason where the records say otherwise."""
    facts = {
        part.key: ladder(part, size, dice(1, part.key))[1].facts
        for part in criterion.parts
        if part.method != "measure"
    }
    reasons = {part: dict.fromkeys(given, REASON) for part, given in facts.items()}
    return Entry(facts, f"Thuyết minh {criterion.code}", reasons=reasons)


def entries_of(file: Assessment) -> dict[int, Entry]:
    """Every criterion that a unit enters."""
    criteria = definition_of(file.criteria_set).criteria.values()
    return {criterion.pk: entry_of(criterion) for criterion in criteria if is_entered(criterion)}


def stored(file: Assessment) -> list[tuple]:
    rows = Score.objects.filter(assessment=file).order_by("criterion__code")
    return list(rows.values_list("criterion__code", *KEPT))


def test_both_ways_leave_the_same_rows_and_say_who_entered_them():
    saved, laid = make_assessment(complete=True), make_assessment(complete=True)
    typist = make_editor(saved.unit)
    scores.refresh_measures(saved, by=typist)
    for pk, entry in entries_of(saved).items():
        scores.save(saved.pk, pk, lambda _c, e=entry: e, version=None, by=typist)
    moments = count()
    editor = make_editor(laid.unit)

    laid_sheets.enter(laid, entries_of(laid), by=editor, tick=lambda: next(moments))

    entries = entries_of(laid)
    assert stored(laid) == stored(saved)
    assert Score.objects.filter(assessment=laid).exclude(corrections={}).exists()
    assert next(moments) == len(entries) > 25
    assert Score.objects.filter(assessment=laid, updated_by=editor).count() == len(entries)
    events = AuditEvent.objects.filter(kind="score.saved", actor_id=editor.pk)
    assert events.count() == len(entries)
    laid.refresh_from_db()
    assert laid.version == 1 + len(entries)
