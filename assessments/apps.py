from django.apps import AppConfig

from assessments.event_words import EVENT_WORDS
from core import event_words


class AssessmentsConfig(AppConfig):
    """Rounds, self-assessments with evidence, appraisals, quarterly reports.

    What this app answers for others is registered here; models may be imported only now.
    """

    name = "assessments"
    verbose_name = "Chấm điểm"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
        self._say_uses()
        self._answer_measures()
        self._answer_sources()
        self._answer_duties()
        self._keep_deadlines()

    def _say_uses(self) -> None:
        from assessments import set_uses  # noqa: PLC0415
        from criteria import uses  # noqa: PLC0415

        uses.register(set_uses.uses)

    def _answer_measures(self) -> None:
        from assessments import providers  # noqa: PLC0415
        from criteria import measures  # noqa: PLC0415

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

    def _answer_sources(self) -> None:
        from assessments import advices, inspections, sourcing  # noqa: PLC0415
        from criteria import sources  # noqa: PLC0415

        sources.register(
            sourcing.YEAR, "Báo cáo quý, số cả năm", sourcing.indicator_years,
            sourcing.indicator_choices,
        )  # fmt: skip
        sources.register(
            sourcing.QUARTERS, "Báo cáo quý, số quý có phát sinh", sourcing.indicator_quarters,
            sourcing.indicator_choices,
        )  # fmt: skip
        sources.register(
            "inspections", "Kiểm tra, giám sát", inspections.source, inspections.choices
        )
        sources.register(
            "advice", "Việc năm trước đề nghị khắc phục", advices.source, advices.choices
        )

    def _answer_duties(self) -> None:
        from assessments.duties import base as duties  # noqa: PLC0415
        from assessments.duties import files as file_duties  # noqa: PLC0415
        from assessments.duties import reports as report_duties  # noqa: PLC0415

        duties.register("file", file_duties.file_duties)
        duties.register("reports", report_duties.report_duties)

    def _keep_deadlines(self) -> None:
        from assessments import deadlines  # noqa: PLC0415
        from assessments.actions import due_dates  # noqa: PLC0415
        from assessments.workflow import REPORT_STEPS, Step  # noqa: PLC0415

        sheets = deadlines.Keeper(due_dates.sheet_handed_in, due_dates.move_sheets)
        deadlines.register(Step.SELF_ASSESSMENT, sheets)
        reports = deadlines.Keeper(due_dates.report_handed_in, due_dates.move_reports)
        for step in REPORT_STEPS:
            deadlines.register(step, reports)
