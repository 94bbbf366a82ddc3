"""Plausible facts for any scoring part, with points that come out where they are wanted.

For each part a ladder of possible facts is made and scored by the programme's own rules; the
story then starts from full points and steps down until the total is reached.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from criteria.rules.base import listed
from criteria.scoring import Part, fact_fields, score_part

Facts = Mapping[str, Any]
Whole = Callable[[str], int | str]

SHARES = (
    "1", "0.995", "0.99", "0.985", "0.98", "0.97", "0.96", "0.95", "0.93", "0.91", "0.88", "0.85",
    "0.82", "0.78", "0.72", "0.65", "0.55", "0.4", "0.2", "0",
)  # fmt: skip
BEYOND = ("1.03", "1.08")
MOST_CASES = 4


@dataclass(frozen=True)
class Rung:
    """Facts for one part and the points that they give; `best`: those nearest to more points."""

    points: Decimal
    facts: Facts
    best: Facts = field(default_factory=dict)


def ladder(part: Part, whole: Whole, random: Random, recorded: Facts | None = None) -> list[Rung]:
    """One rung for each number of points that the part can give, highest first.

    What the records of the year say (`recorded`) is not to be had otherwise.
    """
    by_points: dict[Decimal, list[Facts]] = {}
    for possible in _possible(part, whole):
        facts = {**possible, **(recorded or {})}
        points = score_part(part, facts).points
        if points is not None:
            by_points.setdefault(points, []).append(facts)
    return [
        Rung(p, random.choice(by_points[p]), by_points[p][0])
        for p in sorted(by_points, reverse=True)
    ]


def _possible(part: Part, whole: Whole) -> Iterator[Facts]:
    condition = part.parameters.get("requires")
    first = {condition["name"]: True} if condition else {}
    for facts in _BY_METHOD[part.method](part, whole):
        yield first | facts


def _choices(part: Part, whole: Whole) -> Iterator[Facts]:
    for option in listed(part, "options"):
        yield {"choice": option["key"]}


def _answers(part: Part, whole: Whole) -> Iterator[Facts]:
    yield {"answer": True}
    yield {"answer": False}


def _counts(part: Part, whole: Whole) -> Iterator[Facts]:
    """The first kind of case varies, the others stay at nothing."""
    first, *others = listed(part, "items")
    enough = int(part.max_points / Decimal(first["points_each"])) + 1
    for number in range(enough + 1):
        yield {first["name"]: number} | {item["name"]: 0 for item in others}


def _deductions(part: Part, whole: Whole) -> Iterator[Facts]:
    items = listed(part, "items")
    for cases in range(MOST_CASES):
        yield {item["name"]: max(int(item.get("expected", cases)) - cases, 0)
               if "expected" in item else cases for item in items}  # fmt: skip


def _shares(part: Part, whole: Whole) -> Iterator[Facts]:
    numerator, denominator = fact_fields(part)[-2:]
    total = whole(part.parameters["denominator"])
    for share in (*SHARES, *(BEYOND if part.parameters.get("may_exceed") else ())):
        yield {denominator.name: total, numerator.name: _share_of(total, share)}


def _share_of(total: int | str, share: str) -> int | str:
    if isinstance(total, int):
        return int(total * Decimal(share))
    places = Decimal("0.01") if Decimal(total) < 10 else Decimal(1)
    return format((Decimal(total) * Decimal(share)).quantize(places).normalize(), "f")


def _bands(part: Part, whole: Whole) -> Iterator[Facts]:
    if part.parameters["of"] == "share":
        yield from _shares(part, whole)
        return
    (field,) = fact_fields(part)[-1:]
    most = int(part.parameters.get("maximum", MOST_CASES))
    for number in range(most + 1):
        yield {field.name: number}


def _judged(part: Part, whole: Whole) -> Iterator[Facts]:
    for share in SHARES:
        yield {"points": _share_of(format(part.max_points, "f"), share)}


_BY_METHOD = {
    "manual": _judged,
    "choice": _choices,
    "yes_no": _answers,
    "count": _counts,
    "deduction": _deductions,
    "proportional": _shares,
    "bands": _bands,
}
