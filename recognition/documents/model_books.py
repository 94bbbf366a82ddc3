"""Registered models as a workbook: the list of a year, and what stands beside an issued notice."""

from collections.abc import Iterable, Sequence
from typing import Any

from core.spreadsheets import Column, Sheet, write_workbook
from recognition.documents.registrations import target_text
from recognition.models import ModelRegistration

REGISTERED_COLUMNS = (
    Column("unit", "Đơn vị", width=32),
    Column("name", "Tên mô hình, điển hình", width=56),
    Column("field", "Lĩnh vực", width=22),
    Column("owner", "Loại hình", width=10),
    Column("level", "Cấp đề nghị", width=12),
    Column("targets", "Mục tiêu", "lines", width=48),
    Column("place", "Nơi thực hiện", width=28),
    Column("people", "Người phụ trách", width=28),
    Column("starts_on", "Bắt đầu", "date", width=12),
    Column("ends_on", "Kết thúc", "date", width=12),
    Column("kept", "Duy trì từ năm trước", width=12),
    Column("registered_on", "Ngày đăng ký", "date", width=12),
    Column("state", "Trạng thái", width=18),
    Column("note", "Lý do không duyệt, không công nhận, dừng", width=40),
)


def registered_workbook(models: Iterable[ModelRegistration], heading: Sequence[str]) -> bytes:
    """One line a model; `models` with unit and targets."""
    rows = [_line(model) for model in models]
    return write_workbook([Sheet("Mô hình đăng ký", REGISTERED_COLUMNS, rows, heading=heading)])


def notice_workbook(content: dict[str, Any], models: Iterable[ModelRegistration]) -> bytes:
    """The models that a notice approves, named by it."""
    appendix = content["appendix"]
    title = appendix["title"].replace("\n", " ")
    return registered_workbook(models, [title, f"({appendix['attached']})"])


def _line(m: ModelRegistration) -> tuple:
    return (
        m.unit.name, m.name, m.get_field_display(), m.get_owner_display(),
        m.get_level_display(), "\n".join(target_text(t) for t in m.targets.all()), m.place,
        m.people, m.starts_on, m.ends_on, bool(m.kept_from_id), m.registered_on,
        m.get_state_display(), m.decision_note,
    )  # fmt: skip
