"""The history of a set in words: which row, which columns, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from core.event_words import DescribedEvent, described
from core.models import AuditEvent
from core.numbers import format_number, format_percent
from criteria.models import NotApplicablePolicy, Scorer, VetoKind

LABELS = {
    "code": "mã", "title": "tên", "name": "tên", "max_points": "điểm tối đa", "place": "vị trí",
    "group": "nhóm", "minimum_share": "mức tối thiểu", "is_bonus": "điểm thưởng",
    "effect": "hệ quả", "kind": "cách xác định", "minimum_points": "từ điểm",
    "minimum_group_share": "mức tối thiểu từng nhóm", "is_recognised": "được công nhận",
    "conditions": "điều kiện kèm theo", "year": "năm", "unit_kind": "áp dụng cho",
    "issuer": "cơ quan soạn",
    "total_points": "tổng điểm", "bonus_max": "trần điểm thưởng",
    "not_applicable_policy": "không phát sinh", "guidance": "hướng dẫn",
    "scored_by": "ai chấm", "may_not_arise": "có thể không phát sinh",
    "evidence_required": "bắt buộc minh chứng", "evidence_hint": "minh chứng cần có",
    "scoring_text": "cách chấm điểm", "legal_basis": "căn cứ",
}  # fmt: skip
FIGURES = {"max_points", "minimum_points", "total_points", "bonus_max"}
SHARES = {"minimum_share", "minimum_group_share"}
CHOICES = {**dict(VetoKind.choices), **dict(Scorer.choices), **dict(NotApplicablePolicy.choices)}
LONGEST = 120  # characters of one value


def history_lines(events: Iterable[AuditEvent]) -> list[DescribedEvent]:
    """Events of a set, newest first, what they changed spelt out."""
    events = list(events)
    return [
        _spelt_out(line, event.before, event.after)
        for line, event in zip(described(events), events, strict=True)
    ]


def _spelt_out(line: DescribedEvent, before: Any, after: Any) -> DescribedEvent:
    words = {
        "before_words": _sentence(before) if isinstance(before, Mapping) else line.before_words,
        "after_words": _sentence(after) if isinstance(after, Mapping) else line.after_words,
    }
    return replace(line, **words)


def _sentence(values: Mapping[str, Any]) -> str:
    """The row, then those of its columns that have a label."""
    pairs = [f"{LABELS[name]} {_words(name, values[name])}" for name in values if name in LABELS]
    return ": ".join(part for part in (values.get("row", ""), "; ".join(pairs)) if part)


def _words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if name in FIGURES | SHARES:
        return _figure(name, value)
    text = str(CHOICES.get(value, value)) if isinstance(value, str) else str(value)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"“{text}”" if text else "(trống)"


def _figure(name: str, value: Any) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return format_percent(number) if name in SHARES else format_number(number)
