from django.apps import AppConfig

from core import event_words
from criteria.event_words import EVENT_WORDS


class CriteriaConfig(AppConfig):
    """Criteria sets: what units are measured by."""

    name = "criteria"
    verbose_name = "Bộ tiêu chí"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
