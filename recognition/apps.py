from django.apps import AppConfig

from core import event_words
from criteria import measures as criteria_measures
from recognition.event_words import EVENT_WORDS


class RecognitionConfig(AppConfig):
    """Proposals, decisions, recognised models: the outcome of the year."""

    name = "recognition"
    verbose_name = "Công nhận"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
        # Models exist only now.
        from assessments import deadlines  # noqa: PLC0415
        from assessments.workflow import Step  # noqa: PLC0415
        from recognition import measures  # noqa: PLC0415
        from recognition.actions import due_dates  # noqa: PLC0415

        deadlines.register(
            Step.REGISTRATION,
            deadlines.Keeper(due_dates.registration_handed_in, due_dates.move_registrations),
        )

        criteria_measures.register(
            measures.RECOGNISED_MODEL_SHARE,
            "Tỷ lệ mô hình được công nhận",
            measures.recognised_model_share,
            {"recognised": "Số mô hình được công nhận", "registered": "Số mô hình đã đăng ký"},
        )
