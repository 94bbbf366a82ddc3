from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Proposals, decisions, recognised models: the outcome of the year."""

    name = "recognition"
    verbose_name = "Công nhận"
