"""Where the things of a set stand in the file: findings of the checks find their cell by it.

A spot is the kind of a thing and its indices in the definition: ("criterion", 0, 2).
"""

from collections.abc import Iterator
from typing import Protocol

from core.spreadsheets import Problem
from criteria.checks import Finding, Place, Severity, findings
from criteria.definitions import SetDefinition
from criteria.imports.limits import limit_faults

Spot = tuple
SET: Spot = ("set",)


class Locations(Protocol):
    """What a reader of files knows of its places."""

    def problem(self, spot: Spot, field: str, message: str) -> Problem:
        """The message at the place of the field, or of the thing itself."""

    def is_faulty(self, spot: Spot) -> bool:
        """Whether something is wrong in the rows of the thing itself."""

    def have_said(self, problem: Problem) -> bool:
        """Whether something else is wrong at the same place already."""


def judged(definition: SetDefinition, locations: Locations) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with the set as a whole, and what is only worth another look.

    Nothing is said of things whose own rows, or those directly below, are wrong already: their
    sums would only repeat it.
    """
    faults = limit_faults(definition)
    found = [locations.problem(fault.spot, fault.field, fault.message) for fault in faults]
    problems = [problem for problem in found if not locations.have_said(problem)]
    if any(fault.field == "key" for fault in faults):
        # Places are named by keys: where these are not unique the checks would point elsewhere.
        return problems, []
    said = {(problem.sheet, problem.cell) for problem in problems}
    advice: list[Problem] = []
    for finding, problem in _findings(definition, locations):
        if (problem.sheet, problem.cell) not in said:
            (problems if finding.severity == Severity.FAULT else advice).append(problem)
    return problems, advice


def _findings(definition: SetDefinition, locations: Locations) -> Iterator[tuple[Finding, Problem]]:
    """What the checks say of sound rows, each at its place in the file."""
    spots = dict(_spots(definition))
    below = _below(spots.values())
    for finding in findings(definition):
        spot = spot_of(finding.place, spots)
        problem = locations.problem(spot, finding.place.field, finding.message)
        concerned = (spot, *below.get(spot, ()))
        if not locations.have_said(problem) and not any(map(locations.is_faulty, concerned)):
            yield finding, problem


def spot_of(place: Place, spots: dict[tuple[str, str, str], Spot]) -> Spot:
    """Where a place of the checks stands; the set itself when it is not to be found."""
    found = spots.get((place.kind, place.key, place.part))
    return found or spots.get(("criterion", place.key, "") if place.part else ("", "", ""), SET)


def _spots(definition: SetDefinition) -> Iterator[tuple[tuple[str, str, str], Spot]]:
    for i, group in enumerate(definition.groups):
        yield ("group", group.key, ""), ("group", i)
        for j, criterion in enumerate(group.criteria):
            yield ("criterion", criterion.key, ""), ("criterion", i, j)
            for k, part in enumerate(criterion.parts):
                yield ("part", criterion.key, part.key), ("part", i, j, k)
    for i, veto in enumerate(definition.vetoes):
        yield ("veto", veto.key, ""), ("veto", i)
    for i, band in enumerate(definition.bands):
        yield ("band", band.key, ""), ("band", i)


def _below(spots) -> dict[Spot, list[Spot]]:
    """The things directly below each thing: its sums are theirs."""
    above = {"criterion": "group", "part": "criterion"}
    found: dict[Spot, list[Spot]] = {}
    for spot in spots:
        parent = (above[spot[0]], *spot[1:-1]) if spot[0] in above else SET
        found.setdefault(parent, []).append(spot)
    return found
