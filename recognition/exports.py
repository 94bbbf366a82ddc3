"""Excel files of this app: what is on the screen, as rows."""

from collections.abc import Iterable

from assessments.models import Round
from core.spreadsheets import Column, Sheet, write_workbook
from recognition.documents.model_books import list_workbook
from recognition.models import Decision, ModelRegistration, Proposal, RecognisedModel
from recognition.registrations import with_targets
from recognition.workflow import RegistrationState

DECISION_COLUMNS = (
    Column("symbol", "Số, ký hiệu", width=16),
    Column("issued_on", "Ngày ban hành", "date", width=14),
    Column("year", "Năm thi đua", width=12),
    Column("title", "Trích yếu", width=60),
    Column("entries", "Số đơn vị", "count", width=10),
    Column("state", "Hiệu lực", width=18),
)
MODEL_COLUMNS = (
    Column("year", "Năm", width=8),
    Column("unit", "Đơn vị", width=32),
    Column("name", "Tên mô hình, điển hình", width=60),
    Column("field", "Lĩnh vực", width=24),
    Column("owner", "Đối tượng", width=12),
    Column("level", "Cấp công nhận", width=14),
    Column("decision", "Quyết định", width=30),
)
ITEM_COLUMNS = (
    Column("unit", "Đơn vị", width=32),
    Column("total", "Điểm thẩm định", "points", width=14),
    Column("class_name", "Xếp loại", width=14),
    Column("qualified", "Đủ điều kiện", width=12),
    Column("reasons", "Lý do", "lines", width=70),
    Column("outcome", "Ý kiến Ban Thường vụ", width=22),
    Column("note", "Ghi chú", width=40),
)


def decisions_workbook(decisions: Iterable[Decision]) -> bytes:
    """The list of decisions."""
    rows = [
        (d.symbol, d.issued_on, d.round.year, d.title, d.entry_count, d.get_state_display())
        for d in decisions
    ]
    return write_workbook([Sheet("Quyết định", DECISION_COLUMNS, rows)])


def models_workbook(models: Iterable[RecognisedModel]) -> bytes:
    """The register of recognised models."""
    rows = [
        (
            m.year, m.unit.name, m.name, m.get_field_display(), m.get_owner_display(),
            m.get_level_display(), m.decision_reference,
        )
        for m in models
    ]  # fmt: skip
    return write_workbook([Sheet("Mô hình được công nhận", MODEL_COLUMNS, rows)])


def proposal_workbook(proposal: Proposal) -> bytes:
    """The list of a proposal with the committee's words."""
    rows = [
        (
            item.unit_name, item.total, item.class_name, item.is_qualified,
            "\n".join(item.reasons), item.get_outcome_display(), item.note,
        )
        for item in proposal.items.all()
    ]  # fmt: skip
    return write_workbook([Sheet("Danh sách", ITEM_COLUMNS, rows, heading=[proposal.title])])


def registrations_workbook(round_: Round) -> bytes:
    """Every model that was registered for the year, refused ones too; then the list that the
    approval document carries as its appendix."""
    handed_in = ModelRegistration.objects.filter(round=round_).exclude(
        state=RegistrationState.DRAFT
    )
    rows = list(with_targets(handed_in.select_related("unit").order_by("unit__sort_key", "name")))
    return list_workbook(rows, round_.year)
