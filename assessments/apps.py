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
        from assessments import advices, inspections, providers, set_uses  # noqa: PLC0415
        from criteria import measures, sources, uses  # noqa: PLC0415

        uses.register(set_uses.uses)

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
        sources.register(
            "inspections", "Kiểm tra, giám sát", inspections.source, inspections.choices
        )
        sources.register(
            "advice", "Việc năm trước đề nghị khắc phục", advices.source, advices.choices
        )
