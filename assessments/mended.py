"""Evidence beside what was mended, read for many rows at once; who typed the words for a unit."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from assessments.models import Advice, Evidence

KEPT = Evidence.objects.filter(removed_at=None)


def knowing_evidence(rows: QuerySet, name: str) -> QuerySet:
    """Advice or findings that know by themselves whether they have evidence (`name`: theirs)."""
    return rows.annotate(has_evidence=Exists(KEPT.filter(**{name: OuterRef("pk")})))


def with_evidence(rows: list[Any]) -> list[Any]:
    """The same advice or findings with their `pieces`; one query, none where there is none."""
    for row in rows:
        row.pieces = []
    shown = [row for row in rows if getattr(row, "has_evidence", True)]
    pieces = KEPT.select_related("document").order_by("code")
    prefetch_related_objects(shown, Prefetch("evidence", pieces))
    for row in shown:
        row.pieces = list(row.evidence.all())
    return rows


def speaker(advice: Advice) -> str:
    """Who says what the answer says: the unit, or somebody of the board for it."""
    return f"Đơn vị ({advice.answered_by} nhập thay)" if advice.entered_on_behalf else "Đơn vị"
