"""What keeps a quarterly report from being handed in, and what should be looked at before."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import QuarterlyReport, ReportSection
from assessments.reporting.rows import FigureRow, ReportFigures, earlier_report
from assessments.reporting.sections import sections


@dataclass(frozen=True)
class ReportGap:
    """One thing, in words, and where on the page it is put right."""

    words: str
    anchor: str
    is_blocking: bool = True


def gaps(report: QuarterlyReport, figures: ReportFigures | None = None) -> list[ReportGap]:
    """Everything that is missing or looks wrong, in the order of the page."""
    rows = (figures or ReportFigures(report)).rows
    found = [gap for row in rows if (gap := _of_figure(row))]
    if not report.summary:
        found.insert(0, ReportGap("Chưa ghi đánh giá chung.", "phan-summary"))
    earlier = earlier_plans(report)
    for section in report.sections.all():
        found += _of_section(section, earlier.get(section.group_key, ""))
    for kind in sections():
        found += [ReportGap(words, f"muc-{kind.code}") for words in kind.missing(report)]
    return found


def blocking(found: Sequence[ReportGap]) -> list[ReportGap]:
    """Those that must be put right first."""
    return [gap for gap in found if gap.is_blocking]


def earlier_plans(report: QuarterlyReport) -> dict[str, str]:
    """Group key → what the quarter before planned for this one."""
    earlier = earlier_report(report)
    if earlier is None:
        return {}
    return dict(earlier.sections.order_by().values_list("group_key", "plans"))


def _of_figure(row: FigureRow) -> ReportGap | None:
    anchor = f"so-lieu-{row.indicator.code}"
    if row.value is None:
        if not row.indicator.is_asked:
            return None
        return ReportGap(
            f"Chưa nhập “{row.indicator.name}” (không có thì nhập 0 hoặc chọn “Không phát sinh”).",
            anchor,
        )
    if row.is_doubtful:
        words = f"“{row.indicator.name}” {row.doubt.words}: sửa lại, hoặc đánh dấu là đúng."
        return ReportGap(words, anchor)
    return None


def _of_section(section: ReportSection, planned: str) -> list[ReportGap]:
    anchor = f"nhom-{section.group_key}"
    if not section.progress:
        return [ReportGap(f"Chưa ghi kết quả của “{section.title}”.", anchor)]
    if planned and section.progress == planned:
        words = f"Kết quả của “{section.title}” còn nguyên văn dự kiến của quý trước."
        return [ReportGap(words, anchor, is_blocking=False)]
    return []
