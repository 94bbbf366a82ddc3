"""Evidence beside what was mended, read for many rows at once; who typed the words for a unit."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from assessments.models import Advice, Evidence

PIECES = Prefetch(
    "evidence",
    Evidence.objects.filter(removed_at=None).select_related("document").order_by("code"),
)


def with_evidence(rows: list[Any]) -> list[Any]:
    """The same advice or findings, whose `evidence.all()` asks nothing more; one query."""
    prefetch_related_objects(rows, PIECES)
    return rows


def speaker(advice: Advice) -> str:
    """Who says what the answer says: the unit, or somebody of the board for it."""
    return f"Đơn vị ({advice.answered_by} nhập thay)" if advice.entered_on_behalf else "Đơn vị"
