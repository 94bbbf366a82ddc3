"""Which fields of a set and of its parts are compared, under which words, as what kind."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from criteria.comparison.changes import FieldChange, Item, Kind, Level
from criteria.comparison.rules import part_rule, part_sources, veto_rule
from criteria.comparison.words import Effort
from criteria.definitions import Condition, SetDefinition
from criteria.models import NotApplicablePolicy, Scorer
from criteria.rules.base import listed
from criteria.scoring import number_text, points_text, round_points

WORDING, POINTS, RULES = (Kind.WORDING,), (Kind.POINTS,), (Kind.RULES,)


@dataclass(frozen=True)
class Field:
    """A compared field; `text(value, set)` gives its words."""

    name: str
    label: str
    kinds: tuple[Kind, ...] = WORDING
    text: Callable[[Any, SetDefinition], str] = lambda value, _set: str(value)


def _points(value: Decimal, _set: SetDefinition) -> str:
    return points_text(value) if value == round_points(value) else number_text(value)


def _share(value: Decimal, _set: SetDefinition) -> str:
    return f"{number_text(value * 100)} %"


def _lines(value: Sequence[str], _set: SetDefinition) -> str:
    return "\n".join(value)


def _yes_no(value: bool, _set: SetDefinition) -> str:
    return "Có" if value else "Không"


def _label_of(choices: Any) -> Callable[[Any, SetDefinition], str]:
    return lambda value, _set: dict(choices.choices).get(str(value), str(value))


def _condition(value: Condition | None, whole: SetDefinition) -> str:
    """ "Khi tiêu chí I.2, “Có kế hoạch”: có"; always asked: "Luôn hỏi"."""
    if value is None:
        return "Luôn hỏi"
    criteria = (c for group in whole.groups for c in group.criteria)
    asked = next((c for c in criteria if c.key == value.criterion), None)
    part = next((p for p in asked.parts if p.key == value.part), None) if asked else None
    options = {o.get("key"): o.get("label") for o in listed(part, "options")} if part else {}
    answers = (_answer(answer, options) for answer in value.answers)
    name = asked.code if asked else value.criterion
    return f"Khi tiêu chí {name}, “{part.label if part else value.part}”: {' hoặc '.join(answers)}"


def _answer(answer: bool | str, options: Mapping[Any, Any]) -> str:
    if isinstance(answer, bool):
        return "có" if answer else "không"
    return str(options.get(answer) or answer)


INFORMATION = (
    Field("title", "Tên bộ tiêu chí"),
    Field("year", "Năm"),
    Field("unit_kind", "Áp dụng cho", RULES),
    Field("issuer", "Cơ quan soạn"),
    Field("basis", "Căn cứ", text=_lines),
    Field("total_points", "Tổng điểm", POINTS, _points),
    Field("bonus_max", "Điểm thưởng tối đa", POINTS, _points),
    Field("not_applicable_policy", "Khi không phát sinh", RULES, _label_of(NotApplicablePolicy)),
)
FIELDS: Mapping[Level, tuple[Field, ...]] = {
    Level.GROUP: (
        Field("code", "Mã"),
        Field("title", "Tên nhóm"),
        Field("max_points", "Điểm tối đa", POINTS, _points),
        Field("minimum_share", "Mức tối thiểu của nhóm", POINTS, _share),
        Field("is_bonus", "Nhóm điểm thưởng", RULES, _yes_no),
    ),
    Level.CRITERION: (
        Field("code", "Mã"),
        Field("title", "Tên tiêu chí"),
        Field("max_points", "Điểm tối đa", POINTS, _points),
        Field("guidance", "Hướng dẫn"),
        Field("scoring_text", "Cách chấm điểm (lời văn)"),
        Field("legal_basis", "Căn cứ"),
        Field("evidence_hint", "Minh chứng cần có"),
        Field("good_example", "Ví dụ đạt"),
        Field("bad_example", "Ví dụ chưa đạt"),
        Field("evidence_required", "Bắt buộc có minh chứng", RULES, _yes_no),
        Field("may_not_arise", "Được ghi “không phát sinh”", RULES, _yes_no),
        Field("scored_by", "Người chấm", RULES, _label_of(Scorer)),
        Field("condition", "Điều kiện hỏi", RULES, _condition),
    ),
    Level.PART: (
        Field("label", "Tên phần điểm"),
        Field("max_points", "Điểm tối đa", POINTS, _points),
    ),
    Level.VETO: (
        Field("code", "Mã"),
        Field("title", "Nội dung"),
        Field("effect", "Hệ quả"),
    ),
    Level.BAND: (
        Field("name", "Mức xếp loại"),
        Field("minimum_points", "Từ (điểm)", POINTS, _points),
        Field("minimum_group_share", "Mỗi nhóm đạt ít nhất", POINTS, _share),
        Field("is_recognised", "Được đề nghị công nhận", RULES, _yes_no),
        Field("conditions", "Điều kiện kèm theo"),
    ),
}  # fmt: skip
IN_THE_HEADING = {"code", "title", "name", "label"}
RULES_OF: Mapping[Level, Sequence[Callable[..., FieldChange | None]]] = {
    Level.PART: (part_rule, part_sources),
    Level.VETO: (veto_rule,),
}


@dataclass(frozen=True)
class Sides:
    """The two sets that are compared, and what the kinds of unit are called."""

    before: SetDefinition
    after: SetDefinition
    kind_names: Mapping[str, str]
    effort: Effort = dataclasses.field(default_factory=Effort)

    def information(self) -> tuple[FieldChange, ...]:
        """Changed fields of the sets themselves."""
        found = self._changes(INFORMATION, self.before, self.after)
        return tuple(self._with_name(c) if c.name == "unit_kind" else c for c in found)

    def fields(self, level: Level, old: Item | None, new: Item | None) -> tuple[FieldChange, ...]:
        """Changed fields of an item; what it holds where it is on one side only."""
        rules = [change for tell in RULES_OF.get(level, ()) if (change := tell(old, new))]
        return self._changes(FIELDS[level], old, new) + tuple(map(self._counted, rules))

    def _counted(self, change: FieldChange) -> FieldChange:
        """The change as one of all that share the effort of marking words."""
        self.effort.texts += 1
        return replace(change, effort=self.effort)

    def _with_name(self, change: FieldChange) -> FieldChange:
        names = (self.kind_names.get(code, code) for code in (change.before, change.after))
        return FieldChange(change.name, change.label, *names, change.kinds)

    def _changes(self, fields: Sequence[Field], old: Any, new: Any) -> tuple[FieldChange, ...]:
        found = (self._change(field, old, new) for field in fields)
        return tuple(change for change in found if change)

    def _change(self, field: Field, old: Any, new: Any) -> FieldChange | None:
        if old is None or new is None:
            return self._held(field, old, new)
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before == after:
            return None
        words = field.text(before, self.before), field.text(after, self.after)
        if words[0] == words[1]:  # they differ where the words do not show it
            words = str(before), str(after)
        return self._counted(FieldChange(field.name, field.label, *words, field.kinds))

    def _held(self, field: Field, old: Any, new: Any) -> FieldChange | None:
        """What an item of one side only holds, without what its heading says and what it lacks."""
        value = getattr(new if old is None else old, field.name)
        if field.name in IN_THE_HEADING or not value:
            return None
        if old is None:
            words = "", field.text(value, self.after)
        else:
            words = field.text(value, self.before), ""
        return FieldChange(field.name, field.label, *words, field.kinds)
