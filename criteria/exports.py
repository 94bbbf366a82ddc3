"""A criteria set as a file: the workbook that officials edit and read back, or one JSON document.

The other half of the workbook is criteria.imports; both follow criteria.columns.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from core.spreadsheets import CardSheet, Column, Sheet, write_workbook
from criteria.columns import sheets, words
from criteria.columns.guide import GUIDE_COLUMNS, GUIDE_ROWS
from criteria.columns.references import reference_of
from criteria.columns.rules import cells_of, steps_of
from criteria.definitions import (
    Condition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    VetoDefinition,
)
from criteria.rules.figures import exact_decimal
from criteria.set_documents import document_from

HUNDRED = Decimal(100)
FROZEN = {sheets.CONTENTS: 2, sheets.PARTS: 3, sheets.STEPS: 2}


def _is_group(row: list) -> bool:
    return row[0] == words.GROUP


def set_json(definition: SetDefinition) -> bytes:
    """The set as one readable JSON document."""
    text = json.dumps(document_from(definition), ensure_ascii=False, indent=2, default=dict)
    return f"{text}\n".encode()


def set_workbook(definition: SetDefinition, kinds: Mapping[str, str], reference: str = "") -> bytes:
    """The set as a workbook to edit; `kinds` is code → name of the kinds of units.

    `reference` names the set that the file came from: by default this one.
    """
    rows = {
        sheets.CONTENTS: (sheets.contents_columns(), _content_rows(definition)),
        sheets.PARTS: (sheets.parts_columns(), _part_rows(definition)),
        sheets.STEPS: (sheets.steps_columns(), _step_rows(definition)),
        sheets.VETOES: (sheets.vetoes_columns(), map(_veto, definition.vetoes)),
        sheets.BANDS: (sheets.bands_columns(), map(_band, definition.bands)),
    }
    tables = [
        Sheet(title, columns, _lines(columns, values), is_editable=True,
              frozen=FROZEN.get(title, 1), is_heading=_is_group)
        for title, (columns, values) in rows.items()
    ]  # fmt: skip
    guide = Sheet(sheets.GUIDE, GUIDE_COLUMNS, GUIDE_ROWS, ["CÁCH SỬA TỆP NÀY RỒI NHẬP LẠI"])
    information = _information(definition, kinds, reference or reference_of(definition))
    return write_workbook([guide, information, *tables])


def _information(definition: SetDefinition, kinds: Mapping[str, str], reference: str) -> CardSheet:
    fields = sheets.information_fields(kinds)
    values = {column.name: getattr(definition, column.name, "") for column in fields}
    values |= {"basis": "\n".join(definition.basis), "reference": reference}
    (line,) = _lines(fields, iter([values]))
    return CardSheet(sheets.INFORMATION, fields, line)


def _lines(columns: list[Column], rows: Iterator[dict]) -> Iterator[list]:
    """Values in the order of the columns, as cells say them."""
    for row in rows:
        yield [_said(column, row.get(column.name)) for column in columns]


def _said(column: Column, value: object) -> object:
    if column.kind == "choice":
        return "" if value is None else words.label_of(column.choices, value)
    return value


def _content_rows(definition: SetDefinition) -> Iterator[dict]:
    by_key = {c.key: c for group in definition.groups for c in group.criteria}
    for group in definition.groups:
        yield _group(group)
        for criterion in group.criteria:
            yield _criterion(group, criterion, by_key)


def _group(group: GroupDefinition) -> dict:
    return {
        "row_kind": "group", "code": group.code, "title": group.title, "key": group.key,
        "max_points": group.max_points, "minimum_share": group.minimum_share * HUNDRED,
        "is_bonus": group.is_bonus,
    }  # fmt: skip


def _criterion(
    group: GroupDefinition, criterion: CriterionDefinition, by_key: dict[str, CriterionDefinition]
) -> dict:
    own = {name: getattr(criterion, name, None) for name in _CRITERION_FIELDS}
    asked = _condition(criterion.condition, by_key) if criterion.condition else {}
    return {"row_kind": "criterion", "group": group.code, **own, **asked}


_CRITERION_FIELDS = (
    "code", "title", "max_points", "scored_by", "may_not_arise", "evidence_required",
    "evidence_hint", "guidance", "scoring_text", "legal_basis", "good_example", "bad_example",
    "key",
)  # fmt: skip


def _condition(condition: Condition, by_key: dict[str, CriterionDefinition]) -> dict:
    """The condition in the words of the workbook; keys where it names what is not there."""
    criterion = by_key.get(condition.criterion)
    parts = criterion.parts if criterion else ()
    number = next((i for i, p in enumerate(parts, start=1) if p.key == condition.part), None)
    steps = steps_of(parts[number - 1]) if number else []
    answers = "\n".join(answer_text(answer, steps) for answer in condition.answers)
    return {
        "asked_criterion": criterion.code if criterion else condition.criterion,
        "asked_part": number if number or not parts else condition.part,
        "asked_answers": answers,
    }


def answer_text(answer: bool | str, options: list[dict]) -> str:
    """The answer as officials say it: yes, no, or the label of an option that alone has it."""
    if isinstance(answer, bool):
        return words.YES if answer else words.NO
    labels = [option.get("label") for option in options]
    label = next((o.get("label") for o in options if o.get("key") == answer), None)
    return label if label and labels.count(label) == 1 and "\n" not in label else answer


def _part_rows(definition: SetDefinition) -> Iterator[dict]:
    for criterion in _criteria(definition):
        for number, part in enumerate(criterion.parts, start=1):
            named = {"criterion": criterion.code, "number": number, "key": part.key}
            yield {**cells_of(part), **named, "label": part.label, "max_points": part.max_points}


def _step_rows(definition: SetDefinition) -> Iterator[dict]:
    for criterion in _criteria(definition):
        for number, part in enumerate(criterion.parts, start=1):
            for step in steps_of(part):
                yield {**step, "criterion": criterion.code, "number": number}


def _criteria(definition: SetDefinition) -> Iterator[CriterionDefinition]:
    return (criterion for group in definition.groups for criterion in group.criteria)


def _veto(veto: VetoDefinition) -> dict:
    share = exact_decimal(veto.parameters.get("minimum_share"))
    return {
        "code": veto.code, "title": veto.title, "effect": veto.effect, "kind": veto.kind,
        "minimum_share": None if share is None else share * HUNDRED,
        "missing_from": exact_decimal(veto.parameters.get("missing_from")), "key": veto.key,
    }  # fmt: skip


def _band(band) -> dict:
    return {
        "name": band.name, "minimum_points": band.minimum_points,
        "minimum_group_share": band.minimum_group_share * HUNDRED,
        "is_recognised": band.is_recognised, "conditions": band.conditions, "key": band.key,
    }  # fmt: skip
