"""Sets with a later version, for the tests of moving sheets between them."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assessments.actions import rounds
from assessments.models import Assessment, Round
from criteria.actions import contents, lifecycle
from criteria.definitions import CriterionDefinition, SetDefinition, definition_of
from criteria.models import CriteriaSet
from criteria.scoring import Part
from criteria.set_documents import definition_from
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_round,
    make_unit,
    small_document,
)

Change = Callable[[SetDefinition], SetDefinition]


def document() -> dict[str, Any]:
    """Ratio bands (40), yes/no (20), points by judgement (20), choice that may not arise (20)."""
    written = small_document()
    second = written["groups"][1]["criteria"]
    second[0]["parts"] = [
        {"key": "p1", "label": "Chất lượng", "method": "manual", "max_points": "20",
         "parameters": {}}
    ]  # fmt: skip
    second[1]["parts"] = [
        {"key": "p1", "label": "Kế hoạch", "method": "choice", "max_points": "20",
         "parameters": {"question": "Ban hành", "options": [
             {"key": "early", "label": "Quý I", "points": "20"},
             {"key": "late", "label": "Sau quý I", "points": "10"},
             {"key": "never", "label": "Không", "points": "0"}]}}
    ]  # fmt: skip
    return written


def definition() -> SetDefinition:
    """The set in memory, each criterion with a key of its own in the place of a row's."""
    written = definition_from(document())
    numbers = iter(range(1, 100))
    groups = tuple(
        replace(g, criteria=tuple(replace(c, pk=next(numbers)) for c in g.criteria))
        for g in written.groups
    )
    return replace(written, groups=groups)


def make_files(count: int = 1) -> list[Assessment]:
    """Drafts of fresh communes in one open round."""
    organiser = make_district()
    units = [make_unit(organiser) for _ in range(count)]
    by = make_board_head(organiser)
    published = lifecycle.publish(make_draft_set(organiser, document(), by=by), by=by)
    round_ = rounds.open_round(make_round(organiser, published), by=by)
    found = Assessment.objects.with_context().filter(round=round_)
    return [found.get(unit=unit) for unit in units]


def later_version(old: CriteriaSet, *changes: Change, is_published: bool = True) -> CriteriaSet:
    """A version that has its origin in the old one."""
    by = make_board_head(old.organiser)
    content = definition_of(old)
    for change in changes:
        content = change(content)
    draft = contents.create(content, organiser=old.organiser, origin=old, by=by)
    return lifecycle.publish(draft, by=by) if is_published else draft


def later_than(round_: Round, *changes: Change) -> CriteriaSet:
    """A published version of the round's set."""
    return later_version(round_.criteria_sets.get().criteria_set, *changes)


def criterion(content: SetDefinition, code: str) -> CriterionDefinition:
    """A criterion of a set by its code."""
    return next(c for c in content.criteria.values() if c.code == code)


def with_criterion(which: str, /, **fields) -> Change:
    """The set with one criterion changed."""

    def change(content: SetDefinition) -> SetDefinition:
        groups = tuple(
            replace(g, criteria=tuple(replace(c, **fields) if c.code == which else c
                                      for c in g.criteria))
            for g in content.groups
        )  # fmt: skip
        return replace(content, groups=groups)

    return change


def with_part(code: str, **fields) -> Change:
    """The set with the only part of one criterion changed, and the criterion's maximum with it."""

    def change(content: SetDefinition) -> SetDefinition:
        part = replace(criterion(content, code).parts[0], **fields)
        return with_criterion(code, parts=(part,), max_points=part.max_points)(content)

    return change


def with_judgement_worth(points: str) -> Change:
    """II.1, points by judgement, with another maximum; II.2 (a choice) takes the difference."""
    most = Decimal(points)
    rest = Decimal(40) - most

    def change(content: SetDefinition) -> SetDefinition:
        choice = criterion(content, "II.2").parts[0].parameters
        first, *others = choice["options"]
        options = [{**first, "points": str(rest)}, *others]
        taken = with_part("II.2", max_points=rest, parameters={**choice, "options": options})
        return taken(with_part("II.1", max_points=most)(content))

    return change


def without(code: str, heir: str) -> Change:
    """The set without one criterion; `heir`, a yes/no in the same group, takes its points."""

    def change(content: SetDefinition) -> SetDefinition:
        points = criterion(content, code).max_points + criterion(content, heir).max_points
        groups = tuple(
            replace(g, criteria=tuple(c for c in g.criteria if c.code != code))
            for g in content.groups
        )
        question = {"question": "Có kế hoạch"}
        part = Part("p1", "Nội dung", "yes_no", points, question)
        return with_criterion(heir, parts=(part,), max_points=points)(
            replace(content, groups=groups)
        )

    return change
