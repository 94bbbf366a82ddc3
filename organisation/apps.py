from django.apps import AppConfig

from core import event_words
from organisation.event_words import EVENT_WORDS


class OrganisationConfig(AppConfig):
    """Units, people, roles, letterheads: who."""

    name = "organisation"
    verbose_name = "Tổ chức"

    def ready(self) -> None:
        event_words.declare(EVENT_WORDS)
