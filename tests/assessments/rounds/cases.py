"""Planning and moving years, as the head of the board does."""

from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Round
from core.models import AuditEvent
from tests.factories import calendar, make_published_set


def plan(district, head, **changes) -> Round:
    values = {"year": timezone.localdate().year, "title": "Đợt chấm điểm", "calendar": calendar(),
              "criteria_sets": [make_published_set(district)]}  # fmt: skip
    return rounds.plan_round(district, by=head, **values | changes)


def kinds() -> list[str]:
    return list(AuditEvent.objects.values_list("kind", flat=True))
