from django.apps import AppConfig

from core import event_words
from criteria import measures as criteria_measures
from criteria import sources as criteria_sources
from recognition.event_words import EVENT_WORDS


class RecognitionConfig(AppConfig):
    """Proposals, decisions, recognised models: the outcome of the year."""

    name = "recognition"
    verbose_name = "Công nhận"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
        self._answer_measures()
        self._answer_sources()
        self._keep_steps()
        self._add_to_reports()

    def _answer_measures(self) -> None:
        from recognition import measures  # noqa: PLC0415

        criteria_measures.register(
            measures.RECOGNISED_MODEL_SHARE,
            "Tỷ lệ mô hình được công nhận",
            measures.recognised_model_share,
            {"recognised": "Số mô hình được công nhận", "registered": "Số mô hình đã đăng ký"},
        )

    def _answer_sources(self) -> None:
        from recognition import sources  # noqa: PLC0415

        for code, label, provider, choices in (
            ("registration_time", "Thời điểm đăng ký đầu năm", sources.registration_time,
             sources.no_choices),
            ("registered_in_time", "Đăng ký danh mục mô hình đúng hạn",
             sources.registered_in_time, sources.no_choices),
            ("models", "Mô hình, điển hình", sources.models, sources.model_choices),
        ):  # fmt: skip
            criteria_sources.register(code, label, provider, choices)

    def _keep_steps(self) -> None:
        from assessments import deadlines  # noqa: PLC0415
        from assessments.duties import base as duties_of_units  # noqa: PLC0415
        from assessments.workflow import Step  # noqa: PLC0415
        from recognition.actions import due_dates  # noqa: PLC0415
        from recognition.duties import committee as committee_duties  # noqa: PLC0415
        from recognition.duties import registrations as duties  # noqa: PLC0415

        duties_of_units.register("registration", duties.duties)
        duties_of_units.register("proposal", committee_duties.proposal_duties)
        deadlines.register(
            Step.REGISTRATION,
            deadlines.Keeper(due_dates.registration_handed_in, due_dates.move_registrations),
        )

    def _add_to_reports(self) -> None:
        from assessments.consolidating import parts as consolidation_parts  # noqa: PLC0415
        from assessments.reporting import sections as report_sections  # noqa: PLC0415
        from recognition import consolidation  # noqa: PLC0415
        from recognition.presenters import report_section  # noqa: PLC0415

        report_sections.register(report_section.SECTION)
        consolidation_parts.register(consolidation.MODELS)
