"""Histories and trees as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Model
from django.utils import timezone

from core import audit
from core.calendar import format_date
from core.event_words import DescribedEvent, described
from core.party_dates import party_number, place_and_date, state_number
from organisation.event_words import FIELD_LABELS
from organisation.models import Letterhead, LetterheadFormat, RoleAssignment, Unit


@dataclass(frozen=True)
class TreeRow:
    """A unit and how deep it stands below the first one shown above it."""

    unit: Unit
    depth: int


def history_of(row: Model) -> list[DescribedEvent]:
    """Events of one row, newest first, its changed columns spelt out."""
    events = list(audit.history(row)[:100])
    return [
        _spelt_out(line, event.before, event.after)
        for line, event in zip(described(events), events, strict=True)
    ]


def as_tree(units: Iterable[Unit]) -> list[TreeRow]:
    """Units depth first, siblings in the given order; whose parent is not shown counts as top."""
    units = list(units)
    shown = {unit.pk for unit in units}
    children: dict[int | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_id if unit.parent_id in shown else None, []).append(unit)
    rows: list[TreeRow] = []
    waiting = [TreeRow(unit, 0) for unit in reversed(children.get(None, []))]
    while waiting:
        row = waiting.pop()
        rows.append(row)
        below = children.get(row.unit.pk, [])
        waiting += [TreeRow(unit, row.depth + 1) for unit in reversed(below)]
    return rows


def letterhead_preview(letterhead: Letterhead) -> dict[str, object]:
    """Head and foot of a decision of today, as templates/documents/ want them."""
    today = timezone.localdate()
    number = state_number if letterhead.format == LetterheadFormat.ND30 else party_number
    return {
        "format": letterhead.format,
        "letterhead": {
            "parent": letterhead.parent_line,
            "issuer": letterhead.issuer_line,
            "number": number(7, "QĐ", letterhead.symbol),
            "dateline": place_and_date(letterhead.place, today),
        },
        "signature": {
            "authority": letterhead.authority_line,
            "title": letterhead.signatory_title,
            "name": letterhead.signatory_name,
        },
        "recipients": ["Như Điều 3", letterhead.archive_line],
    }


def merge_consequences(unit: Unit, *, into: Unit, on: date, reason: str) -> list[str]:
    """What a merger will do, in sentences to be read before it is confirmed."""
    last_day = on - timedelta(days=1)
    roles = RoleAssignment.objects.lasting_beyond(last_day).filter(unit=unit).count()
    children = unit.children.lasting_beyond(last_day).count()
    lines = [
        f"{unit} kết thúc hoạt động vào cuối ngày {format_date(last_day)}.",
        f"Từ ngày {format_date(on)}, {into} tiếp nhận đơn vị này.",
        "Hồ sơ, kết quả các năm trước vẫn giữ nguyên dưới tên cũ và tra cứu được như trước.",
        f"Việc còn dở của {unit} (báo cáo bị trả lại, hạn khắc phục, mô hình đang theo dõi …) do "
        f"người của {into} làm tiếp, vẫn ghi tên cũ.",
    ]
    if roles:
        lines.append(f"{roles} vai trò tại đơn vị này kết thúc cùng ngày; tài khoản vẫn còn.")
    if children:
        lines.append(f"{children} đơn vị trực thuộc chuyển sang trực thuộc {into}.")
    return [*lines, "Không có thao tác hoàn tác; việc này được ghi vào lịch sử."]


def _spelt_out(line: DescribedEvent, before: object, after: object) -> DescribedEvent:
    if isinstance(before, dict) and isinstance(after, dict):
        return replace(line, before_words=_pairs(before), after_words=_pairs(after))
    return line


def _pairs(values: dict[str, str]) -> str:
    labelled = ((FIELD_LABELS.get(name, name), value) for name, value in values.items())
    return "; ".join(f"{label}: {value or '(trống)'}" for label, value in labelled)
