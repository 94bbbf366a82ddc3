from django.apps import AppConfig

from assessments.event_words import EVENT_WORDS
from core import event_words


class AssessmentsConfig(AppConfig):
    """Rounds, self-assessments with evidence, appraisals, quarterly reports."""

    name = "assessments"
    verbose_name = "Chấm điểm"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
        # Models may be imported only once the apps are loaded.
        from assessments import (  # noqa: PLC0415
            deadlines,
            duties,
            providers,
            report_duties,
            set_uses,
            sourcing,
        )
        from assessments.actions import due_dates  # noqa: PLC0415
        from assessments.workflow import REPORT_STEPS, Step  # noqa: PLC0415
        from criteria import measures, sources, uses  # noqa: PLC0415

        uses.register(set_uses.uses)
        duties.register("reports", report_duties.report_duties)
        for code, provider in (
            (sourcing.YEAR, sourcing.year_values),
            (sourcing.QUARTERS, sourcing.quarter_counts),
        ):
            sources.register(code, sourcing.LABELS[code], provider, sourcing.indicator_choices)

        sheets = deadlines.Keeper(due_dates.sheet_handed_in, due_dates.move_sheets)
        deadlines.register(Step.SELF_ASSESSMENT, sheets)
        reports = deadlines.Keeper(due_dates.report_handed_in, due_dates.move_reports)
        for step in REPORT_STEPS:
            deadlines.register(step, reports)

        measures.register(
            "reports_on_time",
            "Kỳ báo cáo nộp đúng hạn",
            providers.reports_on_time,
            {"on_time": "Số kỳ nộp đúng hạn", "late": "Số kỳ nộp chậm không quá 3 ngày làm việc"},
        )
        measures.register(
            "appraisal_gap", "Chênh lệch tự chấm và thẩm định", providers.appraisal_gap,
            {"gap": "Chênh lệch giữa điểm tự chấm và điểm thẩm định"},
        )  # fmt: skip
