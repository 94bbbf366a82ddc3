"""Which criteria of a set are not asked, given the answers to others: pure over definitions.

A criterion with a condition is governed by one part of another criterion. As long as that part
is unanswered the criterion waits; answered otherwise than the condition wants, it is not asked
and counts as one whose task did not arise. What is withheld withholds what it governs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import Scorer
from criteria.rules.base import Part, listed
from criteria.scoring import rule_of

ANSWERS = {"yes_no": "answer", "choice": "choice"}  # method → name of the fact that it asks for
YES_NO_WORDS = {True: "Có", False: "Không"}


class Answered(Protocol):
    """What is asked of a row of a sheet, the unit's or the appraiser's."""

    facts: Mapping[str, Mapping[str, Any] | None]
    not_applicable: bool


@dataclass(frozen=True)
class Withheld:
    """Why a criterion is not asked; `is_waiting`: not yet, since `governing` is unanswered."""

    governing: CriterionDefinition
    is_waiting: bool
    reason: str


@dataclass(frozen=True)
class Link:
    """A criterion and the part of another one whose answer decides whether it is asked."""

    criterion: CriterionDefinition
    governing: CriterionDefinition
    part: Part
    answers: tuple[bool | str, ...]

    def judge(self, row: Answered, above: Withheld | None) -> Withheld | None:
        """Why the criterion is withheld, None when it is asked.

        `row` is the governing criterion's; `above` says why that one is withheld itself.
        """
        if above and above.is_waiting:
            return above
        if above:
            return self._withheld(f"tiêu chí {self.governing.code} không áp dụng")
        if row.not_applicable:
            return self._withheld(f"tiêu chí {self.governing.code} không phát sinh")
        answer = _answer(self.part, row.facts.get(self.part.key) or {})
        if answer is None:
            return Withheld(self.governing, is_waiting=True, reason=self._waiting_text())
        if answer in self.answers:
            return None
        return self._withheld(
            f"tiêu chí {self.governing.code} trả lời “{_words(self.part, answer)}”"
        )

    def condition_text(self) -> str:
        """ "khi tiêu chí I.2 trả lời “Có”"; the part is named where there are several."""
        wanted = " hoặc ".join(f"“{_words(self.part, answer)}”" for answer in self.answers)
        part = f" ({self.part.label})" if len(self.governing.parts) > 1 else ""
        return f"khi tiêu chí {self.governing.code}{part} trả lời {wanted}"

    def _withheld(self, reason: str) -> Withheld:
        return Withheld(self.governing, is_waiting=False, reason=reason)

    def _waiting_text(self) -> str:
        if self.governing.scored_by == Scorer.APPRAISER:
            return f"chờ cơ quan thẩm định chấm tiêu chí {self.governing.code}"
        return f"trả lời tiêu chí {self.governing.code} trước"


def links(definition: SetDefinition) -> tuple[Link, ...]:
    """Every condition of the set that can be judged, governing criteria before those they govern.

    A condition that names no criterion or answer, that is answered only by the finished
    appraisal, or that hangs on itself, is left out: such a criterion is asked always. Checks
    refuse to publish a set with one.
    """
    if not definition.conditional:
        return ()
    by_key = _by_key(definition)
    found = {c.key: link for c in definition.conditional if (link := _link(c, by_key))}
    ordered: dict[str, Link] = {}
    while ready := [
        link
        for key, link in found.items()
        if key not in ordered and (link.governing.key not in found or link.governing.key in ordered)
    ]:
        ordered |= {link.criterion.key: link for link in ready}
    return tuple(ordered.values())


def walk(
    definition: SetDefinition, rows: Mapping[int, Answered]
) -> Iterator[tuple[CriterionDefinition, Withheld | None]]:
    """Judge each condition in turn. The caller may bring the row in line before going on: what
    it governs is judged by the row as it is then."""
    found: dict[int, Withheld | None] = {}
    for link in links(definition):
        above = found.get(link.governing.pk)
        why = link.judge(rows[link.governing.pk], above)
        found[link.criterion.pk] = why
        yield link.criterion, why


def withheld(definition: SetDefinition, rows: Mapping[int, Answered]) -> dict[int, Withheld]:
    """Why criteria are not asked, by key; rows by key of the criterion. Empty in most sets."""
    return {criterion.pk: why for criterion, why in walk(definition, rows) if why}


def governed_by(definition: SetDefinition, governing: Iterable[int]) -> frozenset[int]:
    """Keys of the criteria whose being asked depends on the given ones, near or far."""
    reached = set(governing)
    given = frozenset(reached)
    for link in links(definition):
        if link.governing.pk in reached:
            reached.add(link.criterion.pk)
    return frozenset(reached) - given


def condition_of(definition: SetDefinition, criterion: CriterionDefinition) -> str:
    """When a criterion is asked, in words; "" for one that is asked always, or whose
    condition cannot be judged."""
    link = _link(criterion, _by_key(definition))
    return link.condition_text() if link else ""


def governing_of(definition: SetDefinition, criterion: CriterionDefinition) -> tuple[int, ...]:
    """Keys of the criteria that decide whether `criterion` is asked, the nearest first."""
    above = {link.criterion.pk: link.governing.pk for link in links(definition)}
    found, pk = [], criterion.pk
    while pk in above:
        pk = above[pk]
        found.append(pk)
    return tuple(found)


def _by_key(definition: SetDefinition) -> dict[str, CriterionDefinition]:
    return {c.key: c for group in definition.groups for c in group.criteria}


def _link(criterion: CriterionDefinition, by_key: Mapping[str, CriterionDefinition]) -> Link | None:
    condition = criterion.condition
    governing = by_key.get(condition.criterion) if condition else None
    if condition is None or governing is None:
        return None
    part = next((p for p in governing.parts if p.key == condition.part), None)
    if part is None or rule_of(part).method not in ANSWERS or is_answered_last(governing):
        return None
    return Link(criterion, governing, part, condition.answers)


def is_answered_last(criterion: CriterionDefinition) -> bool:
    """Whether only the finished appraisal itself answers it: too late to govern another."""
    measured = [part.method == "measure" for part in criterion.parts]
    return bool(measured) and all(measured) and criterion.scored_by == Scorer.APPRAISER


def _answer(part: Part, facts: Mapping[str, Any]) -> bool | str | None:
    """The answer that was given; an empty one was not."""
    answer = facts.get(ANSWERS[rule_of(part).method])
    return None if answer == "" else answer


def _words(part: Part, answer: bool | str) -> str:
    """An answer as people read it: "Có", or the label of the option."""
    rule = rule_of(part)
    if rule.method == "yes_no":
        return YES_NO_WORDS.get(bool(answer), "")
    labels = {option.get("key"): option.get("label") for option in listed(rule, "options")}
    return str(labels.get(answer, answer))
