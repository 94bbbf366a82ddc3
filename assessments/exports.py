"""Excel files of this app."""

from collections.abc import Iterable

from django.utils import timezone

from assessments.figures import QUARTER_NAMES
from assessments.models import Round
from assessments.presenters.follow_up import LateUnit
from assessments.presenters.inspections import InspectionLine
from assessments.presenters.matrix import Cell, MatrixRow
from assessments.presenters.overview import NOBODY_ASSIGNED, OverviewRow
from assessments.presenters.reports import ReportLine
from assessments.workflow import Step
from core.calendar import format_date
from core.spreadsheets import Column, Sheet, write_workbook

OVERVIEW_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("state", "Trạng thái", width=24),
    Column("officer", "Chuyên viên", width=24),
    Column("due_on", "Hạn nộp", kind="date", width=12),
    Column("extended", "Gia hạn", width=10),
    Column("self_total", "Điểm tự chấm", kind="points", width=12),
    Column("self_class", "Tự xếp loại", width=14),
    Column("appraised_total", "Điểm thẩm định", kind="points", width=12),
    Column("appraised_class", "Xếp loại thẩm định", width=14),
    Column("gap", "Chênh lệch", kind="points", width=12),
    Column("holder", "Đang chờ", width=26),
    Column("days", "Số ngày chờ", kind="count", width=10),
    Column("version", "Phiên bản bộ tiêu chí", kind="count", width=12),
)
INSPECTION_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Hình thức", width=12),
    Column("subject", "Nội dung", width=48),
    Column("team", "Thành phần đoàn", width=36),
    Column("planned_on", "Ngày dự kiến", kind="date", width=12),
    Column("state", "Trạng thái", width=22),
    Column("visited_on", "Ngày làm việc", kind="date", width=12),
    Column("reference", "Số kết luận", width=16),
    Column("concluded_on", "Ngày kết luận", kind="date", width=12),
    Column("shortcomings", "Số hạn chế", kind="count", width=10),
    Column("mended", "Đã khắc phục", kind="count", width=10),
    Column("overdue", "Quá hạn", kind="count", width=10),
)


def inspections_workbook(round_: Round, lines: Iterable[InspectionLine]) -> bytes:
    """The year's inspections exactly as the screen shows them to the same person."""
    made = f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}"
    heading = (f"Kiểm tra, giám sát năm {round_.year}", made)
    rows = [inspection_cells(line) for line in lines]
    return write_workbook([Sheet("Kiểm tra, giám sát", INSPECTION_COLUMNS, rows, heading)])


def inspection_cells(line: InspectionLine) -> tuple:
    """One inspection, in the order of INSPECTION_COLUMNS."""
    row = line.row
    return (
        row.unit.name, row.get_kind_display(), row.subject, row.team, row.planned_on,
        row.get_state_display(), row.visited_on, row.reference, row.concluded_on,
        line.shortcomings, line.mended, line.overdue,
    )  # fmt: skip


MATRIX_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("officer", "Chuyên viên", width=24),
    *(Column(step.value, step.label, width=18) for step in Step),
    Column("holder", "Đang chờ", width=26),
    Column("days", "Số ngày chờ", kind="count", width=10),
)

CALL_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("late", "Đang chậm", kind="lines", width=40),
    Column("person", "Người cần gọi", kind="lines", width=34),
    Column("phone", "Điện thoại", kind="lines", width=18),
    Column("officer", "Chuyên viên", width=24),
    Column("contact", "Liên hệ gần nhất", kind="lines", width=36),
    Column("called", "Đã gọi", width=10),
    Column("note", "Ghi chú", width=30),
)


def calls_workbook(round_: Round, lines: Iterable[LateUnit]) -> bytes:
    """The call list, with two empty columns to fill in while calling."""
    heading = (
        f"Danh sách gọi điện: {round_.title}",
        f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}",
    )
    rows = [call_line(line) for line in lines]
    return write_workbook([Sheet("Gọi điện", CALL_COLUMNS, rows, heading)])


def call_line(line: LateUnit) -> tuple:
    """One late unit, in the order of CALL_COLUMNS."""
    late = (
        f"{duty.step.label}: hạn {format_date(duty.due_on)}, quá {duty.days_late} ngày"
        for duty in line.late
    )
    contact = line.contact
    last = f"{timezone.localtime(contact.at):%d/%m/%Y} {contact.words}" if contact else ""
    return (
        line.unit.name,
        "\n".join(late),
        "\n".join(f"{person.user} ({person.role})" for person in line.people),
        "\n".join(person.user.phone for person in line.people),
        str(line.officer or NOBODY_ASSIGNED),
        "\n".join(filter(None, (last, contact.note if contact else ""))),
        "",
        "",
    )


def matrix_workbook(round_: Round, rows: Iterable[MatrixRow]) -> bytes:
    """Units against the steps of the year, as the screen shows them."""
    heading = (round_.title, f"Tiến độ lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}")
    lines = [matrix_line(row) for row in rows]
    return write_workbook([Sheet("Tiến độ", MATRIX_COLUMNS, lines, heading)])


def matrix_line(row: MatrixRow) -> tuple:
    """One unit, in the order of MATRIX_COLUMNS."""
    officer = str(row.officer) if row.officer else NOBODY_ASSIGNED
    by_step = {cell.step: cell for cell in row.cells}
    words = (_cell_words(by_step.get(step)) for step in Step)
    unit = row.file.unit
    return (row.file.unit_name, unit.kind.name, officer, *words, row.holder, row.days_waiting)


def _cell_words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"{cell.look.word} ({format_date(cell.look.day)})" if cell.look.day else cell.look.word


REPORT_COLUMNS = (
    Column("unit", "Đơn vị", width=34),
    Column("kind", "Loại đơn vị", width=18),
    Column("officer", "Chuyên viên", width=24),
    Column("quarter", "Quý", width=8),
    Column("due_on", "Hạn gửi", kind="date", width=12),
    Column("sent_on", "Ngày gửi", kind="date", width=12),
    Column("late", "Số ngày muộn", kind="count", width=10),
    Column("words", "Tình trạng", width=24),
    Column("state", "Bước", width=18),
)


def reports_workbook(round_: Round, lines: Iterable[ReportLine]) -> bytes:
    """Who sent which quarter's report and when: one row per unit and quarter on the screen."""
    heading = (
        f"Báo cáo quý năm {round_.year}",
        f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}",
    )
    rows = [
        (
            line.unit.name, line.unit.kind.name, str(line.officer or ""),
            QUARTER_NAMES[cell.quarter], cell.due_on, cell.sent_on,
            cell.days_late if cell.sent_on else None, cell.words, cell.state_words,
        )
        for line in lines
        for cell in line.cells
    ]  # fmt: skip
    return write_workbook([Sheet("Báo cáo quý", REPORT_COLUMNS, rows, heading)])


def overview_workbook(round_: Round, rows: Iterable[OverviewRow]) -> bytes:
    """The overview of a round exactly as the screen shows it to the same person."""
    heading = (round_.title, f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}")
    lines = [overview_line(row) for row in rows]
    return write_workbook([Sheet("Tiến độ", OVERVIEW_COLUMNS, lines, heading)])


def overview_line(row: OverviewRow) -> tuple:
    """One unit, in the order of OVERVIEW_COLUMNS."""
    return (
        row.file.unit_name,
        row.file.unit.kind.name,
        row.file.get_state_display(),
        row.officer_name,
        row.file.due_on,
        "Có" if row.extension else "",
        row.self_total,
        row.self_class,
        row.appraised_total,
        row.appraised_class,
        row.gap,
        row.holder_name,
        row.waiting.days,
        row.file.criteria_set.version,
    )
