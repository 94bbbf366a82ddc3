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
        from assessments import deadlines, providers, set_uses  # noqa: PLC0415
        from assessments.actions import due_dates  # noqa: PLC0415
        from assessments.workflow import REPORT_STEPS, Step  # noqa: PLC0415
        from criteria import measures, uses  # noqa: PLC0415

        uses.register(set_uses.uses)

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
