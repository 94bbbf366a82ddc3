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
            duties,
            file_duties,
            providers,
            report_duties,
            set_uses,
        )
        from criteria import measures, uses  # noqa: PLC0415

        uses.register(set_uses.uses)
        duties.register("file", file_duties.file_duties)
        duties.register("reports", report_duties.report_duties)

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
