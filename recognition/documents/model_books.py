"""Registered models as a workbook: the list of a year, and what stands beside an issued notice."""

from collections.abc import Iterable, Sequence
from typing import Any

from core.spreadsheets import Column, Sheet, write_workbook
from recognition.documents.notices import APPROVED
from recognition.documents.registrations import target_text
from recognition.models import ModelRegistration

# What names a model and what it promises: the first columns of both lists.
DESCRIBED = (
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
)
REGISTERED_COLUMNS = (
    *DESCRIBED,
    Column("kept", "Duy trì từ năm trước", width=12),
    Column("registered_on", "Ngày đăng ký", "date", width=12),
    Column("state", "Trạng thái", width=18),
    Column("note", "Lý do không duyệt, không công nhận, dừng", width=40),
    Column("reason", "Lý do, sự cần thiết", "lines", width=48),
    Column("content", "Nội dung, cách làm", "lines", width=60),
    Column("forces", "Lực lượng tham gia", "lines", width=40),
    Column("resources", "Nguồn lực, kinh phí", "lines", width=40),
    Column("expected_product", "Sản phẩm dự kiến", "lines", width=40),
)
APPROVED_COLUMNS = (Column("order", "TT", "count", width=6), *DESCRIBED)
LISTS = "mô hình, điển hình “Dân vận khéo”"


def list_workbook(models: Sequence[ModelRegistration], year: int) -> bytes:
    """Every model with all that its unit wrote; then those that were approved."""
    approved = [model for model in models if model.state in APPROVED]
    return write_workbook([
        Sheet("Mô hình đăng ký", REGISTERED_COLUMNS, [_registered(model) for model in models],
              heading=[f"Danh mục {LISTS} đăng ký năm {year}"], frozen=2),
        _approved(approved, [f"Danh mục {LISTS} được phê duyệt năm {year}"]),
    ])  # fmt: skip


def notice_workbook(content: dict[str, Any], models: Iterable[ModelRegistration]) -> bytes:
    """The models that a notice approves, named by it."""
    appendix = content["appendix"]
    title = appendix["title"].replace("\n", " ")
    return write_workbook([_approved(models, [title, f"({appendix['attached']})"])])


def _approved(models: Iterable[ModelRegistration], heading: Sequence[str]) -> Sheet:
    rows = [(order, *_described(model)) for order, model in enumerate(models, start=1)]
    return Sheet("Được phê duyệt", APPROVED_COLUMNS, rows, heading=heading, frozen=3)


def _described(model: ModelRegistration) -> tuple:
    return (
        model.unit.name, model.name, model.get_field_display(), model.get_owner_display(),
        model.get_level_display(), "\n".join(target_text(t) for t in model.targets.all()),
        model.place, model.people, model.starts_on, model.ends_on,
    )  # fmt: skip


def _registered(model: ModelRegistration) -> tuple:
    return (
        *_described(model), bool(model.kept_from_id), model.registered_on,
        model.get_state_display(), model.decision_note, model.reason, model.content, model.forces,
        model.resources, model.expected_product,
    )  # fmt: skip
