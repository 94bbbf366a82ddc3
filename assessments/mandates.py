"""Entry mandates ("nhập thay"): who of the board may type for a unit, and why.

Asked on nearly every page of somebody of the board, so it is read once per request; nobody else
is asked about at all.
"""

from collections.abc import Iterable

from assessments.models import Assessment, EntryMandate, QuarterlyReport
from assessments.querysets import mandates_of
from core.models import AuditEvent
from organisation.models import User


def may_type_for(user: User, round_id: int, unit_id: int) -> bool:
    """Whether `user` holds an open mandate to type for the unit in the round."""
    return any(
        held.is_open and (held.round_id, held.unit_id) == (round_id, unit_id)
        for held in mandates_of(user)
    )


def held_a_mandate(user: User, round_id: int, unit_id: int) -> bool:
    """Whether `user` may type, or could once, for the unit: such a person does not judge it."""
    return any((held.round_id, held.unit_id) == (round_id, unit_id) for held in mandates_of(user))


def forget(user: User) -> None:
    """Let the next question read the mandates of this person again."""
    user.__dict__.pop("_mandates", None)


def mandates_for(round_id: int, unit_id: int) -> list[EntryMandate]:
    """Every mandate for a unit, ended ones too: what _mandate_notice.html shows on its pages."""
    rows = EntryMandate.objects.filter(assessment__round=round_id, assessment__unit=unit_id)
    return list(rows.select_related("person"))


def typists(report: QuarterlyReport) -> list[str]:
    """Who typed a report on behalf of its unit: people with a mandate who left their mark."""
    if not report.entered_on_behalf:
        return []
    files = Assessment.objects.filter(round=report.round_id, unit=report.unit_id)
    people = EntryMandate.objects.filter(assessment__in=files).values("person")
    events = AuditEvent.objects.filter(
        target_type=report._meta.label_lower, target_id=str(report.pk), actor_id__in=people
    )
    return _once(events.order_by("sequence").values_list("actor_name", flat=True))


def sheet_typists(assessment: Assessment) -> list[str]:
    """Names of those who typed a score sheet on behalf of its unit."""
    people = assessment.entry_mandates.values("person")
    rows = assessment.scores.filter(updated_by__in=people).order_by("updated_at")
    return _once(rows.values_list("updated_by__full_name", flat=True))


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
