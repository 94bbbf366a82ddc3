"""A scoring part's form: from the stored rule to boxes, from what was typed back to a rule.

What nobody changed stays exactly as it was stored, entries that no box shows included.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.numbers import NumberError, parse_points
from criteria import measures
from criteria.forms.rules import ladders
from criteria.forms.rules.boxes import (
    FIGURE,
    POINTS,
    PROBLEMS,
    Box,
    figure_text,
    is_figure,
    read_line,
)
from criteria.forms.rules.ladders import Ladder, Row
from criteria.forms.rules.shapes import (
    CONDITION,
    MAX_POINTS,
    Rows,
    Shape,
    shape_of,
)
from criteria.forms.rules.sourcing import shown_sources, typed_sources, with_sources
from criteria.scoring import Part, measure_of, rule_of

MOST_ROWS = 40
NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
ROW_INPUT = re.compile(r"([a-z]+)\.([0-9]{1,3})\.([a-z_]+)")
ID = "id"


@dataclass
class RuleForm:
    """The form of one part: `values` and `rows` to show, `errors` by input name, `part` as read."""

    stored: Part
    typed: Mapping[str, str] | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shape: Shape | None = shape_of(self.stored)
        self.is_measured = self.stored.method == "measure"
        self.measure = measure_of(self.stored)
        self.part = self.stored
        if self.typed is None:
            self.values, self.rows = _stored_values(self.stored, self.shape)
            self.sources = shown_sources(self.stored)
        else:
            self.values = {name: self.typed.get(name, "") for name in self._names()}
            self.rows = typed_rows(self.shape.rows, self.typed) if self.shape else []
            self.sources = typed_sources(self.typed)
            self.part = with_sources(self.stored, self._read(), self.typed, self.errors)

    @property
    def boxes(self) -> list[Box]:
        """The boxes that this part has, those of its rows apart."""
        asked = [box for box in self.shape.boxes if self.is_measured or not box.of_measure]
        asks_condition = not self.is_measured or "requires" in self.stored.parameters
        return [*asked, CONDITION] if asks_condition else asked

    @property
    def columns(self) -> list[Box]:
        """The boxes of each row."""
        rows = self.shape.rows if self.shape else None
        return [c for c in rows.columns if self.is_measured or not c.of_measure] if rows else []

    @property
    def flat(self) -> dict[str, str]:
        """Everything that the form holds by input name."""
        flat = self.values | self.sources
        for index, row in enumerate(self.rows):
            flat |= {row_name(self.shape.rows, index, name): text for name, text in row.items()}
        return flat

    def choices(self, box: Box) -> tuple[tuple[str, str], ...]:
        """What may be chosen in a box; the facts of the measure where it asks for one."""
        return tuple(measures.fact_names(self.measure).items()) if box.of_measure else box.choices

    def _names(self) -> list[str]:
        return ["label", "max_points", *(box.name for box in (self.boxes if self.shape else []))]

    def _read(self) -> Part:
        label = self._attempt("label", self._label, self.stored.label)
        most = self._attempt("max_points", self._max_points, self.stored.max_points)
        if not self.shape:
            return Part(self.stored.key, label, self.stored.method, most, self.stored.parameters)
        parameters = dict(rule_of(self.stored).parameters)
        for box in self.boxes:
            if box is not CONDITION:
                self._take(box.name, box, self.values[box.name], parameters)
        if self.shape.rows:
            self._take_rows(self.shape.rows, parameters)
        parameters = self._wrapped(parameters)
        return Part(self.stored.key, label, self.stored.method, most, parameters)

    def _attempt(self, name: str, read: Any, otherwise: Any) -> Any:
        try:
            return read(self.values[name])
        except PROBLEMS as error:
            self.errors[name] = str(error)
            return otherwise

    def _label(self, text: str) -> str:
        if text == self.stored.label:
            return text
        if not (label := read_line(text)):
            raise NumberError("Chưa đặt tên cho phần điểm.")
        return label

    def _max_points(self, text: str) -> Decimal:
        points = parse_points(text)
        return self.stored.max_points if points == self.stored.max_points else points

    def _take(self, name: str, box: Box, text: str, entries: dict[str, Any]) -> None:
        try:
            if box.of_measure and text and text not in measures.fact_names(self.measure):
                text = str(entries.get(box.name, ""))
            box.take(text, entries)
        except PROBLEMS as error:
            self.errors[name] = str(error)

    def _take_rows(self, rows: Rows, parameters: dict[str, Any]) -> None:
        known = mappings(parameters.get(rows.parameter))
        filled = [(i, row) for i, row in enumerate(self.rows) if not is_blank(self.columns, row)]
        if len(filled) > MOST_ROWS:
            self.errors[rows.parameter] = f"Nhiều nhất {MOST_ROWS} dòng."
            return
        read = self._bands if rows.is_ladder else self._named_rows
        taken = read(rows, filled, known)
        if taken != known:
            parameters[rows.parameter] = taken

    def _bands(self, rows: Rows, filled: list[tuple[int, Row]], known: list) -> list:
        written = {figure_text(v): v for band in known for v in band.values() if is_figure(v)}
        read = [self._band(rows, index, row, written) for index, row in filled]
        ladder = Ladder(tuple(read))
        return [_as_written(ladder.completed(band), known) for band in read]

    def _band(self, rows: Rows, index: int, row: Row, written: Mapping[str, Any]) -> dict[str, Any]:
        """One band; figures that stand in the stored rule are taken as they are `written` there."""
        low_as = "above" if row.get("low_as") == "above" else "from"
        high_as = "to" if row.get("high_as") == "to" else "below"
        band: dict[str, Any] = {}
        for column, name, kind in (
            ("low", low_as, FIGURE),
            ("high", high_as, FIGURE),
            ("points", "points", POINTS),
        ):
            text = row.get(column, "").strip()
            if text in written:
                band[name] = written[text]
            else:
                self._take(row_name(rows, index, column), Box(name, "", kind), text, band)
        return band

    def _named_rows(self, rows: Rows, filled: list[tuple[int, Row]], known: list) -> list:
        by_identity = {str(row.get(rows.identity, "")): row for row in known}
        taken: list[dict[str, Any]] = []
        for index, row in filled:
            used = {other[rows.identity] for other in taken if rows.identity in other}
            identity = _identity(row.get(ID, ""), by_identity, used)
            entries = dict(by_identity.get(identity, {}))
            if not self.is_measured:
                entries[rows.identity] = identity
            for column in self.columns:
                name = row_name(rows, index, column.name)
                self._take(name, column, row.get(column.name, ""), entries)
            taken.append(entries)
        return taken

    def _wrapped(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The rule's parameters as the part stores them, with its condition."""
        if not self.is_measured:
            self._take_condition(parameters)
            return parameters
        rule = {**self.stored.parameters["rule"], "parameters": parameters}
        whole = {**self.stored.parameters, "rule": rule}
        if "requires" in whole:
            self._take_condition(whole)
        return whole

    def _take_condition(self, parameters: dict[str, Any]) -> None:
        stored = parameters.get("requires")
        condition = dict(stored) if isinstance(stored, Mapping) else {}
        text = self.values["requires"]
        if condition and text in (shown := str(condition.get("label", "")), shown.strip()):
            return
        try:
            label = read_line(text)
        except PROBLEMS as error:
            self.errors["requires"] = str(error)
            return
        parameters.pop("requires", None)
        if label:
            name = condition.get("name") or _free_name(parameters)
            parameters["requires"] = {**condition, "name": name, "label": label}


def _stored_values(part: Part, shape: Shape | None) -> tuple[Row, list[Row]]:
    parameters = rule_of(part).parameters
    values = {"label": part.label, "max_points": MAX_POINTS.kind.shown(part.max_points)}
    if not shape:
        return values, []
    condition = part.parameters.get("requires")
    condition = condition if isinstance(condition, Mapping) else {}
    values |= {box.name: box.shown(parameters) for box in shape.boxes}
    values["requires"] = str(condition.get("label", ""))
    return values, _stored_rows(shape.rows, parameters) if shape.rows else []


def _stored_rows(rows: Rows, parameters: Mapping[str, Any]) -> list[Row]:
    found = mappings(parameters.get(rows.parameter))
    if rows.is_ladder:
        return ladders.band_rows(found)
    return [
        {ID: str(row.get(rows.identity, "")), **{c.name: c.shown(row) for c in rows.columns}}
        for row in found
    ]


def typed_rows(rows: Rows | None, typed: Mapping[str, str]) -> list[Row]:
    """The rows among what was typed, in their order, blank ones included."""
    found: dict[int, Row] = {}
    for name, text in typed.items():
        match = ROW_INPUT.fullmatch(name)
        if rows and match and match[1] == rows.parameter:
            found.setdefault(int(match[2]), {})[match[3]] = text
    return [found.get(index, {}) for index in range(max(found, default=-1) + 1)]


def row_name(rows: Rows, index: int, column: str) -> str:
    """Name of an input of a row: "bands.0.points"."""
    return f"{rows.parameter}.{index}.{column}"


def blank_row(rows: Rows) -> Row:
    """An empty row; its identity is fixed at once, so that saving twice makes one row."""
    return {ID: new_name()} if rows.identity else {}


def is_blank(columns: list[Box], row: Row) -> bool:
    """Whether nothing was typed into the row (how a bound counts says nothing alone)."""
    typed = (row.get(column.name, "").strip() for column in columns if not column.choices)
    return not any(typed)


def new_name() -> str:
    """A name for a new option or fact, that stays whatever its label becomes."""
    return secrets.token_hex(4)


def _identity(given: str, known: Mapping[Any, Any], used: set[Any]) -> str:
    is_fit = bool(given) and (given in known or NAME.fullmatch(given))
    return given if is_fit and given not in used else new_name()


def _as_written(band: dict[str, Any], known: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The stored band that says the same, or the band itself."""
    return next((other for other in known if ladders.same_band(other, band)), band)


def _free_name(parameters: Mapping[str, Any]) -> str:
    taken = set(_names_in(parameters))
    return next(name for name in _condition_names() if name not in taken)


def _names_in(parameters: Mapping[str, Any]) -> Iterator[Any]:
    for name in ("name", "numerator_name", "denominator_name"):
        yield parameters.get(name)
    items = parameters.get("items")
    yield from (row.get("name") for row in mappings(items))


def _condition_names() -> Iterator[str]:
    yield "condition"
    number = 2
    while True:
        yield f"condition_{number}"
        number += 1


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The rows of a stored list; nothing for what is no list, whoever wrote it."""
    rows = value if isinstance(value, list) else []
    return [row for row in rows if isinstance(row, Mapping)]
