"""A scoring rule spread over cells, and put together again: nothing is lost either way.

The parameters of a rule are one row of figures and words, and a list of steps: bands, options or
counted items. A measure is written as the rule that it feeds, with the measure as its source.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from criteria.rules.figures import FIGURE_PARAMETERS, exact_decimal, stored_figure
from criteria.scoring import Part, measure_of, rule_of, sources_of

Values = Mapping[str, Any]
IS = " = "

_RATIO = frozenset({
    "numerator", "denominator", "kind", "unit", "when_zero", "may_exceed", "denominator_minimum",
    "denominator_maximum", "numerator_name", "denominator_name",
})  # fmt: skip
# Which columns a method uses, beside those of every part.
PARAMETERS: dict[str, frozenset[str]] = {
    "bands": _RATIO | {"of", "question", "name", "maximum"},
    "proportional": _RATIO,
    "count": frozenset({"at_most"}),
    "choice": frozenset({"question"}),
    "yes_no": frozenset({"question", "earns"}),
    "deduction": frozenset({"floor"}),
    "manual": frozenset(),
}
ALL_PARAMETERS = frozenset().union(*PARAMETERS.values())
# The list of steps of a method, and what each of its columns is called in the rule.
STEPS: dict[str, tuple[str, dict[str, str]]] = {
    "bands": ("bands", {n: n for n in ("from", "above", "below", "to", "points")}),
    "choice": ("options", {"key": "key", "label": "label", "points": "points"}),
    "count": ("items", {"key": "name", "label": "label", "points": "points_each"}),
    "deduction": (
        "items",
        {"key": "name", "label": "label", "points": "points_each", "expected": "expected"},
    ),
}
ALL_STEP_COLUMNS = ("label", "from", "above", "below", "to", "points", "expected", "key")


def cells_of(part: Part) -> dict[str, Any]:
    """The part's parameters by column: words as they are, figures as decimals."""
    rule = rule_of(part)
    cells = {
        name: _cell(name, value)
        for name, value in rule.parameters.items()
        if name in ALL_PARAMETERS
    }
    requires = part.parameters.get("requires") or {}
    return {
        **cells,
        "method": rule.method,
        "measure": measure_of(part) or None,
        "sources": sources_text(sources_of(part)) or None,
        "requires_label": requires.get("label"),
        "requires_name": requires.get("name"),
    }


def steps_of(part: Part) -> list[dict[str, Any]]:
    """The bands, options or items of the part by column."""
    rule = rule_of(part)
    if rule.method not in STEPS:
        return []
    listed, names = STEPS[rule.method]
    return [
        {column: _cell(column, step[name]) for column, name in names.items() if name in step}
        for step in rule.parameters.get(listed) or []
    ]


def _cell(column: str, value: Any) -> Any:
    """A figure as a decimal, so that it is written as a number; scraps of a draft as they are."""
    figure = exact_decimal(value) if column in FIGURE_PARAMETERS else None
    return value if figure is None else figure


def part_from(key: str, label: str, max_points: Decimal, cells: Values, steps: list[Values]):
    """The part that its cells describe; the opposite of cells_of and steps_of."""
    method = cells["method"]
    parameters: dict[str, Any] = {
        name: stored_figure(cells[name]) if name in FIGURE_PARAMETERS else cells[name]
        for name in sorted(PARAMETERS[method])
        if cells.get(name) not in (None, "")
    }
    if method in STEPS:
        listed, names = STEPS[method]
        parameters[listed] = [_step(step, names) for step in steps]
    if cells.get("measure"):
        nested = {"method": method, "parameters": parameters}
        method, parameters = "measure", {"measure": cells["measure"], "rule": nested}
    if cells.get("requires_label") or cells.get("requires_name"):
        parameters["requires"] = {
            "name": cells.get("requires_name") or "",
            "label": cells.get("requires_label") or "",
        }
    if cells.get("sources"):
        parameters["sources"] = sources_from(cells["sources"])
    return Part(key, label, method, max_points, parameters)


def sources_text(named: Mapping[str, str]) -> str:
    """One line for each fact: "numerator = indicator_year:to-dan-van"."""
    return "\n".join(f"{fact}{IS}{source}" for fact, source in named.items())


def sources_from(text: str) -> dict[str, str]:
    """What sources_text wrote; raises ValueError for a line of another shape."""
    named = {}
    for line in filter(str.strip, text.splitlines()):
        fact, found, source = line.partition(IS.strip())
        if not (found and fact.strip() and source.strip()):
            raise ValueError(line)
        named[fact.strip()] = source.strip()
    return named


def _step(step: Values, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: stored_figure(step[column]) if column in FIGURE_PARAMETERS else step[column]
        for column, name in names.items()
        if step.get(column) is not None
    }
