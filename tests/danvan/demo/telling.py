"""A laid demonstration that several tests look at, taken back when they are done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from assessments.models import Assessment, Evidence, Score
from core.models import AuditEvent
from criteria.definitions import forget_definitions
from danvan.demo.story import Wish, tell
from organisation.models import User
from recognition.models import ModelRegistration, RecognisedModel

TODAY = date(2026, 11, 22)


@contextmanager
def told(wish: Wish, media: Path) -> Iterator[None]:
    """The demonstration in the database, its files under `media`. Rolled back at the end."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage",
               "OPTIONS": {"location": str(media)}}  # fmt: skip
    stores = {**settings.STORAGES, "default": storage}
    with override_settings(MEDIA_ROOT=str(media), STORAGES=stores):
        forget_definitions()
        with transaction.atomic():
            tell(wish, _unheard)
            yield
            transaction.set_rollback(True)
    forget_definitions()


def _unheard(line: str) -> None:
    """Progress is for people who wait."""


def digest() -> list[tuple]:
    """What two runs with one seed must have in common: everything but keys and random codes."""
    return [
        *User.objects.order_by("username").values_list("username", "full_name", "position"),
        *Assessment.objects.order_by("unit_name", "round__year").values_list(
            "unit_name", "round__year", "state", "self_total", "appraised_total", "submitted_at"
        ),
        *Score.objects.order_by("assessment__unit_name", "criterion__code").values_list(
            "assessment__unit_name", "criterion__code", "points", "explanation"
        ),
        *Evidence.objects.order_by("assessment__unit_name", "code").values_list(
            "assessment__unit_name", "code", "title", "document__sha256"
        ),
        *RecognisedModel.objects.order_by("name", "decision_reference").values_list(
            "name", "decision_reference"
        ),
        *ModelRegistration.objects.order_by("name").values_list("name", "state"),
        *AuditEvent.objects.order_by("sequence").values_list("kind", "at", "actor_name"),
    ]
