"""Excel files about sets beside each other: the list of sets, all differences between two."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from core.spreadsheets import Column, Sheet, write_workbook
from criteria.comparison import KIND_LABELS, Comparison, FieldChange, ItemChange, Kind
from criteria.models import CriteriaSet

SET_COLUMNS = (
    Column("title", "Bộ tiêu chí", width=60),
    Column("kind", "Áp dụng cho", width=20),
    Column("year", "Năm", width=8),
    Column("version", "Phiên bản", "count", width=10),
    Column("state", "Trạng thái", width=16),
    Column("published_at", "Ban hành", width=18),
    Column("points", "Tổng điểm", "points", width=10),
    Column("origin", "Lập từ", width=60),
    Column("reason", "Lý do sửa", "lines", width=40),
    Column("issuer", "Cơ quan soạn", width=36),
)
COUNT_COLUMNS = (
    Column("kind", "Loại thay đổi", width=40),
    Column("count", "Số mục", "count", width=12),
)
DIFFERENCE_COLUMNS = (
    Column("section", "Phần", width=20),
    Column("heading", "Mục", width=44),
    Column("part", "Phần điểm", width=30),
    Column("kind", "Loại thay đổi", width=20),
    Column("field", "Nội dung", width=24),
    Column("before", "Bản trước", "lines", width=60),
    Column("after", "Bản sau", "lines", width=60),
)
INFORMATION = "Thông tin chung"
PLACE = "Vị trí"


def sets_workbook(sets: Iterable[CriteriaSet]) -> bytes:
    """The list of sets as it is narrowed on the screen."""
    rows = (
        (
            s.title, s.unit_kind.name, str(s.year), s.version, s.get_state_display(),
            s.published_at, s.total_points, s.origin, s.change_reason, s.issuer,
        )
        for s in sets
    )  # fmt: skip
    return write_workbook([Sheet("Bộ tiêu chí", SET_COLUMNS, rows)])


def comparison_workbook(before: CriteriaSet, after: CriteriaSet, comparison: Comparison) -> bytes:
    """A sheet that counts, a sheet with every difference."""
    heading = (
        f"Bản trước: {before}",
        f"Bản sau: {after}",
        f"Lập lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}",
    )
    counts = [(KIND_LABELS[kind], count) for kind, count in comparison.counts.items()]
    counts.append(("Tiêu chí giữ nguyên", comparison.unchanged_count))
    return write_workbook([
        Sheet("Tóm tắt", COUNT_COLUMNS, counts, heading),
        Sheet("Thay đổi", DIFFERENCE_COLUMNS, difference_rows(comparison), heading[:2]),
    ])  # fmt: skip


def difference_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Every difference in the order of the page, as DIFFERENCE_COLUMNS have it."""
    for change in comparison.information:
        yield _field_row((INFORMATION, "", ""), change)
    for section in comparison.sections:
        for item in section.items:
            yield from _item_rows((section.heading, item.heading, ""), item)
            for part in item.parts:
                yield from _item_rows((section.heading, item.heading, part.heading), part)


def _item_rows(where: tuple[str, str, str], item: ItemChange) -> Iterator[tuple[str, ...]]:
    if item.presence or item.is_moved:
        kind = item.presence or Kind.MOVED
        places = (item.before_place, item.after_place)
        yield (*where, KIND_LABELS[kind], PLACE, *(p.words if p else "" for p in places))
    for change in item.fields:
        yield _field_row(where, change, item.presence)


def _field_row(
    where: tuple[str, str, str], change: FieldChange, presence: Kind | None = None
) -> tuple[str, ...]:
    kinds = (presence,) if presence else change.kinds
    words = ", ".join(KIND_LABELS[kind] for kind in kinds)
    return (*where, words, change.label, change.before, change.after)
