"""The rows of scoring parts and of their steps, joined to the criteria that they name."""

from collections.abc import Mapping
from decimal import Decimal

from core.spreadsheets import Record
from criteria.columns import sheets, words
from criteria.columns.rules import (
    ALL_PARAMETERS,
    ALL_STEP_COLUMNS,
    PARAMETERS,
    STEPS,
    part_from,
    sources_from,
)
from criteria.imports.drafting import Complaints, DraftCriterion, DraftPart
from criteria.imports.keys import fresh_key, key_named_after

# A stand-in for a method that the row fails to name: it asks for nothing.
_NO_METHOD = "manual"
# What lacks something when a step names no part: the part, and whoever judges its rule.
_STEP_LOST = ("criterion", "part")


def join_parts(
    records: list[Record], criteria: Mapping[str, DraftCriterion], complaints: Complaints
) -> None:
    """Give each criterion its parts, in the order of their rows."""
    for record in records:
        criterion = _criterion(record, criteria, complaints, ("criterion",))
        if criterion is None:
            continue
        number = record.values.get("number") or len(criterion.parts) + 1
        if any(part.number == number for part in criterion.parts):
            text = f"Tiêu chí {criterion.code} đã có phần số {number} ở trên. Hãy ghi số khác."
            complaints.say(record, "number", text)
            number = max(part.number for part in criterion.parts) + 1
        key = record.values.get("key") or fresh_key()
        criterion.parts.append(DraftPart(record, number, key))


def join_steps(
    records: list[Record], criteria: Mapping[str, DraftCriterion], complaints: Complaints
) -> None:
    """Give each part its bands, options or counted items, in the order of their rows."""
    are_parts_missing = "criterion" in complaints.incomplete
    for record in records:
        criterion = _criterion(record, criteria, complaints, _STEP_LOST)
        if criterion is None:
            continue
        part = named_part(criterion, record.values.get("number"))
        if part is None and are_parts_missing:
            complaints.incomplete.update(_STEP_LOST)  # its part may be among those
        elif part is None:
            there = ", ".join(str(part.number) for part in criterion.parts) or "chưa có phần nào"
            text = (
                f"Ghi số của phần điểm thuộc tiêu chí {criterion.code} như ở trang "
                f"“{sheets.PARTS}” (đang có: {there})."
            )
            complaints.say(record, "number", text, _STEP_LOST)
        else:
            part.steps.append(record)


def named_part(criterion: DraftCriterion, number: int | None) -> DraftPart | None:
    """The part with this number; the only one where no number is given."""
    if number is None:
        return criterion.parts[0] if len(criterion.parts) == 1 else None
    return next((part for part in criterion.parts if part.number == number), None)


def _criterion(
    record: Record,
    criteria: Mapping[str, DraftCriterion],
    complaints: Complaints,
    lost_to: tuple[str, ...],
) -> DraftCriterion | None:
    code = record.values.get("criterion")
    criterion = criteria.get(code.casefold()) if code else None
    if criterion is None:
        complaints.incomplete.update(lost_to)
    if code and criterion is None:
        text = f"Không có tiêu chí mã “{code}” ở trang “{sheets.CONTENTS}”."
        complaints.say(record, "criterion", text)
    return criterion


def finish_part(draft: DraftPart, complaints: Complaints) -> None:
    """Put the rule together; what its method has no use for is named."""
    values = dict(draft.record.values)
    method = values.get("method") or ""
    if method:
        _refuse_unused(draft, method, complaints)
    for step in draft.steps:
        complaints_of_step(step, method, complaints)
    _read_sources(draft, values, complaints)
    values["method"] = method or _NO_METHOD
    if values.get("requires_label") and not values.get("requires_name"):
        values["requires_name"] = key_named_after(values["requires_label"], ())
    points = values.get("max_points")
    draft.part = part_from(
        draft.key, values.get("label") or "", Decimal(0) if points is None else points,
        values, _named_steps(draft, values["method"]),
    )  # fmt: skip


def _read_sources(draft: DraftPart, values: dict, complaints: Complaints) -> None:
    """What fills single facts; a line of another shape is named and left out."""
    text = values.get("sources")
    if not text:
        return
    try:
        sources_from(text)
    except ValueError as error:
        complaints.say(
            draft.record, "sources", f"Dòng “{error}” phải có dạng: tên số liệu = nguồn."
        )
        values["sources"] = None


def _refuse_unused(draft: DraftPart, method: str, complaints: Complaints) -> None:
    label = words.label_of(words.METHODS, method)
    text = f"Cách tính “{label}” không dùng ô này. Hãy xoá nội dung ô."
    complaints.unused(draft.record, sorted(ALL_PARAMETERS - PARAMETERS[method]), text)
    if method in STEPS and not draft.steps and "part" not in complaints.incomplete:
        text = f"Cách tính “{label}” cần ít nhất một dòng cho phần này ở trang “{sheets.STEPS}”."
        complaints.say(draft.record, "method", text)


def complaints_of_step(step: Record, method: str, complaints: Complaints) -> None:
    """A step whose part has no steps, or of which its part uses other columns."""
    if not method:
        return
    label = words.label_of(words.METHODS, method)
    if method not in STEPS:
        text = f"Phần điểm này tính theo cách “{label}”, không có mức. Hãy xoá dòng."
        complaints.say(step, "criterion", text)
        return
    used = STEPS[method][1]
    text = f"Cách tính “{label}” không dùng ô này. Hãy xoá nội dung ô."
    complaints.unused(step, [name for name in ALL_STEP_COLUMNS if name not in used], text)
    if "label" in used and not step.values.get("label"):
        complaints.say(step, "label", "Chưa ghi tên lựa chọn hoặc việc được đếm.")


def _named_steps(draft: DraftPart, method: str) -> list[dict]:
    """The steps with a key each, where they have keys at all."""
    steps = [dict(record.values) for record in draft.steps]
    if "key" not in STEPS.get(method, ("", {}))[1]:
        return [step | {"points": step.get("points") or Decimal(0)} for step in steps]
    taken = {step["key"] for step in steps if step.get("key")}
    for step in steps:
        step["label"] = step.get("label") or ""
        step["points"] = step.get("points") or Decimal(0)
        step["key"] = step.get("key") or key_named_after(step["label"], taken)
        taken.add(step["key"])
    return steps
