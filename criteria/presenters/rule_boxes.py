"""The form of one part as its template draws it: boxes, rows, and what must still be mended."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from criteria import measures, sources
from criteria.forms.facts import by_hand
from criteria.forms.rules.boxes import SELECT, Box
from criteria.forms.rules.reading import RuleForm, blank_row, is_blank, row_name
from criteria.forms.rules.shapes import LABEL, MAX_POINTS
from criteria.forms.rules.sourcing import PREFIX, facts_of
from criteria.scoring import FactField, Part, describe, fact_fields, measure_of, part_problems

CODE_NAME = re.compile(r" ?\(“[a-z_]+”\)")
SPARE_ROWS = 3  # to begin with
MISSING = re.compile(r"Thiếu tham số “([a-z_]+)”\.")


def box_values(key: str, name: str, box: Box, text: str, error: str = "", **more: Any) -> dict:
    """Context of criteria/rules/_box.html."""
    place = f"{key}-{name.replace('.', '-')}"
    return {
        "id": place,
        "name": name,
        "label": box.label,
        "help": box.help,
        "widget": box.kind.widget,
        "value": text,
        "error": error,
        "error_id": f"{place}-error",
        **more,
    }


def form_values(form: RuleForm, offered: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """Boxes in the order they are read: always seen, then rows, then what is seldom needed.

    `offered`: (name, label) of the sources that may fill single facts.
    """
    key = form.stored.key
    head = [
        box_values(key, "label", LABEL, form.values["label"], form.errors.get("label", "")),
        box_values(
            key, "max_points", MAX_POINTS, form.values["max_points"],
            form.errors.get("max_points", ""),
        ),
    ]  # fmt: skip
    boxes = [(box, _box(form, box)) for box in form.boxes] if form.shape else []
    more = [values for box, values in boxes if box.more]
    return {
        "head": head,
        "boxes": [values for box, values in boxes if not box.more],
        "more": more,
        "more_is_open": any(values["is_set"] or values["error"] for values in more),
        **rows_values(form),
        "sources": source_boxes(form, offered),
    }


def source_boxes(form: RuleForm, offered: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """One box for each fact of the rule as it stands."""
    boxes = [_source_box(form, fact, offered) for fact in facts_of(form.part)]
    shown = boxes if offered or any(form.sources.values()) else []
    return {"drawn": facts_drawn(form), "boxes": shown}


def facts_drawn(form: RuleForm) -> str:
    """Changes when the boxes of sources must be drawn anew."""
    facts = [(fact.name, fact.label) for fact in facts_of(form.part)]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def _source_box(
    form: RuleForm, fact: FactField, offered: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    name = f"{PREFIX}{fact.name}"
    chosen = form.sources.get(name, "")
    known = [("", "Đơn vị tự nhập"), *offered]
    if chosen not in dict(known):
        known.append((chosen, f"{sources.label_of(chosen)} (không còn trong danh sách)"))
    box = Box(name, f"Nguồn của “{fact.label}”", SELECT)
    values = box_values(form.stored.key, name, box, chosen, form.errors.get(name, ""))
    return values | {"choices": [(key, label, key == chosen) for key, label in known]}


def rows_values(form: RuleForm, focus: int | None = None, were: int = 0) -> dict[str, Any]:
    """The rows with a blank one at the end; row `focus` takes the focus when it arrives.

    An answer under way may still speak of rows that there `were`: their places for errors stay.
    """
    rows = form.shape.rows if form.shape else None
    if not rows:
        return {"rows_of": None}
    spare = 1 if form.rows else SPARE_ROWS
    is_full = not form.rows or not is_blank(form.columns, form.rows[-1])
    shown = [*form.rows, *(blank_row(rows) for _ in range(spare if is_full else 0))]
    return {
        "rows_of": rows,
        "key": form.stored.key,
        "rows_error": form.errors.get(rows.parameter, ""),
        "rows": [_row(form, index, row, focus) for index, row in enumerate(shown)],
        "gone": [
            f"{form.stored.key}-{rows.parameter}-{index}-{column.name}-error"
            for index in range(len(shown), were)
            for column in form.columns
        ],
    }


def error_places(form: RuleForm) -> list[tuple[str, str]]:
    """(id of the place, message or nothing) of every box that the page may show."""
    names = [*form.values, *form.flat, *(() if not form.shape else [_rows_parameter(form)])]
    key = form.stored.key
    return [
        (f"{key}-{name.replace('.', '-')}-error", form.errors.get(name, ""))
        for name in dict.fromkeys(names)
        if name and not name.endswith((".id", ".low_as", ".high_as"))
    ]


def labels_by_name(form: RuleForm) -> dict[str, str]:
    """What each input is called, for a table of differences."""
    labels = {"label": LABEL.label, "max_points": MAX_POINTS.label}
    if not form.shape:
        return labels
    labels |= {box.name: box.label for box in form.boxes}
    labels |= {f"{PREFIX}{f.name}": f"Điền sẵn “{f.label}”" for f in facts_of(form.part)}
    rows = form.shape.rows
    for index in range(len(form.rows)):
        for column in form.columns:
            title = f"{rows.one.capitalize()} {index + 1}: {column.label.lower()}"
            labels[row_name(rows, index, column.name)] = title
    return labels


def verdict(part: Part) -> dict[str, Any]:
    """The rule in one sentence, or everything that keeps it from being one."""
    problems = problems_of(part)
    return {"problems": problems, "sentence": "" if problems else describe(part)}


def problems_of(part: Part) -> list[str]:
    """What is unfinished or contradictory, in the words of the form."""
    found = part_problems(part) or _source_problems(part)
    return list(dict.fromkeys(plain_words(text, part) for text in found))


def _box(form: RuleForm, box: Box) -> dict[str, Any]:
    text = form.values.get(box.name, "")
    values = box_values(form.stored.key, box.name, box, text, form.errors.get(box.name, ""))
    return values | {
        "choices": _choices(form, box, text),
        "is_set": text not in ("", box.default),
    }


def _choices(form: RuleForm, box: Box, text: str) -> list[tuple[str, str, bool]]:
    choices = [(key, label, key == text) for key, label in form.choices(box)]
    needs_blank = box.kind.widget == "select" and not box.default
    return [("", "– Chọn –", not text), *choices] if needs_blank else choices


def _row(form: RuleForm, index: int, row: dict[str, str], focus: int | None) -> dict[str, Any]:
    rows = form.shape.rows
    cells = []
    for column in form.columns:
        name = row_name(rows, index, column.name)
        text = row.get(column.name) or column.default
        cell = box_values(form.stored.key, name, column, text, form.errors.get(name, ""))
        cells.append(cell | {"choices": _choices(form, column, text), "column": column.name})
    if rows.is_ladder and row.get("points") and not (row.get("low") or row.get("high")):
        cells[1]["placeholder"] = "còn lại"
    takes_focus = next((c for c in cells if not c["choices"]), None) if index == focus else None
    if takes_focus:
        takes_focus["focus"] = True
    return {
        "index": index,
        "number": index + 1,
        "cells": cells,
        "id_name": row_name(rows, index, "id") if rows.identity else "",
        "identity": row.get("id", ""),
        "is_blank": is_blank(form.columns, row),
    }


def _rows_parameter(form: RuleForm) -> str:
    return form.shape.rows.parameter if form.shape and form.shape.rows else ""


def _source_problems(part: Part) -> list[str]:
    if part.method != "measure":
        return []
    code = measure_of(part)
    if code not in measures.labels():
        return ["Hệ thống không còn số liệu này. Hãy đổi nguồn số liệu."]
    known = measures.fact_names(code)
    return [
        f"Chưa chọn số liệu của hệ thống cho “{fact.label}”."
        for fact in fact_fields(by_hand(part))
        if fact.name not in known and not _is_condition(part, fact)
    ]


def _is_condition(part: Part, fact: FactField) -> bool:
    return fact.name == (part.parameters.get("requires") or {}).get("name")


def plain_words(text: str, part: Part) -> str:
    """A problem in the words of the form instead of the names that rules are stored under."""
    form = RuleForm(part)
    labels = {box.name: box.label for box in form.boxes} if form.shape else {}
    text = MISSING.sub(lambda found: f"Chưa nhập “{labels.get(found[1], found[1])}”.", text)
    return CODE_NAME.sub("", text)
