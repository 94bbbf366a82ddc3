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
        from assessments import consolidation_parts  # noqa: PLC0415
        from recognition import consolidation, measures  # noqa: PLC0415 (models exist only now)

        consolidation_parts.register(consolidation.MODELS)

        criteria_measures.register(
            measures.RECOGNISED_MODEL_SHARE,
            "Tỷ lệ mô hình được công nhận",
            measures.recognised_model_share,
            {"recognised": "Số mô hình được công nhận", "registered": "Số mô hình đã đăng ký"},
        )
