"""Questions to the tables of assessments and their parts."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.apps import apps
from django.db.models import Q, QuerySet

from assessments.workflow import BEFORE_COMMITTEE, HANDED_OVER, ReportState
from organisation.mergers import family
from organisation.roles import Permission


class Mandate(NamedTuple):
    """A mandate to type for a unit: its file, and whether it still holds."""

    assessment_id: int
    round_id: int
    unit_id: int
    is_open: bool


def mandates_of(user) -> tuple[Mandate, ...]:
    """Mandates that `user` holds or held; only people of a board can, nobody else is asked.

    Read once per request, like the person's roles.
    """
    if not user.units_with(Permission.APPRAISE):
        return ()
    if "_mandates" not in user.__dict__:
        rows = apps.get_model("assessments", "EntryMandate").objects.filter(person=user)
        columns = ("assessment", "assessment__round", "assessment__unit", "ended_at")
        user.__dict__["_mandates"] = tuple(
            Mandate(file, round_, unit, ended_at is None)
            for file, round_, unit, ended_at in rows.order_by().values_list(*columns)
        )
    return user.__dict__["_mandates"]


def visible_assessments(user, prefix: str = "") -> Q:
    """Which assessments `user` may see, as a condition on `prefix` + assessment columns.

    The list twin of permissions.can_view: own unit always; handed over ones for those who
    appraise; proposed ones for the committee; everything for the auditor; files that the person
    has a mandate to type for. No join to roles.
    """

    seen = (
        (f"{prefix}unit__in", Permission.OWN_FILES_VIEW, ()),
        (f"{prefix}round__organiser__in", Permission.SUBMITTED_FILES_VIEW, HANDED_OVER),
        (f"{prefix}round__organiser__in", Permission.PROPOSED_FILES_VIEW, BEFORE_COMMITTEE),
        (f"{prefix}round__organiser__in", Permission.ALL_FILES_VIEW, ()),
    )
    condition = Q(pk__in=())
    for column, permission, states in seen:
        # What the person does not hold anywhere is left out: each save pays for this condition.
        if units := user.units_with(permission):
            condition |= Q(**{column: units}, **_in_state(prefix, states))
    if user.units_with(Permission.APPRAISE):
        # A subquery: the appraiser's every save pays for this condition, not for a query more.
        held = apps.get_model("assessments", "EntryMandate").objects.filter(
            person=user, ended_at=None
        )
        condition |= Q(**{f"{prefix}pk__in": held.order_by().values("assessment")})
    return condition


def _in_state(prefix: str, states: Collection[str]) -> dict[str, Collection[str]]:
    return {f"{prefix}state__in": states} if states else {}


class RoundQuerySet(QuerySet):
    """Years of the movement under one organiser."""

    def visible_to(self, user) -> "RoundQuerySet":
        """Rounds of the person's organisers and those that the person's units take part in."""
        units = {unit for _role, unit in user.current_roles}
        return self.filter(
            pk__in=self.model.objects.filter(
                Q(organiser__in=units) | Q(assessments__unit__in=units)
            ).values("pk")
        )


class AssessmentQuerySet(QuerySet):
    """Self-assessments."""

    def visible_to(self, user) -> "AssessmentQuerySet":
        """Rows that `user` may see: the list twin of permissions.can_view."""
        return self.filter(visible_assessments(user))

    def with_context(self) -> "AssessmentQuerySet":
        """Unit, round and criteria set in the same query: what every page needs."""
        return self.select_related("unit", "round", "criteria_set")

    def locked(self, *joined: str) -> "AssessmentQuerySet":
        """Rows with unit, round and appraisal (or only what is named), until the transaction ends.

        The set is asked for when it is needed. Joined, it would hide the row from whoever waited
        for the lock while the file moved to another version: PostgreSQL checks the join again
        with the set of before.
        """
        rows = self.select_for_update(of=("self",))
        return rows.select_related(*(joined or ("unit", "round", "appraisal")))


class PartOfAssessmentQuerySet(QuerySet):
    """Rows that belong to an assessment and are seen with it."""

    def visible_to(self, user):
        """Rows of the assessments that `user` may see."""
        return self.filter(visible_assessments(user, "assessment__"))


class QuarterlyReportQuerySet(QuerySet):
    """Quarterly reports of units."""

    def visible_to(self, user) -> "QuarterlyReportQuerySet":
        """Own reports and those that the person types for a unit; sent ones for the organiser's
        people; all for the auditor."""
        own = Q(unit__in=user.units_with(Permission.OWN_FILES_VIEW))
        for held in mandates_of(user):
            if held.is_open:
                own |= Q(unit=held.unit_id, round=held.round_id)
        sent = ~Q(state=ReportState.DRAFT)
        boards = Q(round__organiser__in=user.units_with(Permission.SUBMITTED_FILES_VIEW))
        committee = Q(round__organiser__in=user.units_with(Permission.PROPOSED_FILES_VIEW))
        every = Q(round__organiser__in=user.units_with(Permission.ALL_FILES_VIEW))
        return self.filter(own | (sent & (boards | committee)) | every)


class InspectionQuerySet(QuerySet):
    """Inspections and supervisions."""

    def visible_to(self, user) -> "InspectionQuerySet":
        """Those of one's own unit once visited; all of them for the organiser's people."""
        own = Q(unit__in=user.units_with(Permission.OWN_FILES_VIEW))
        boards = Q(round__organiser__in=user.units_with(Permission.SUBMITTED_FILES_VIEW))
        every = Q(round__organiser__in=user.units_with(Permission.ALL_FILES_VIEW))
        return self.filter((own & Q(visited_on__isnull=False)) | boards | every)

    def concerning(self, unit: int, by: date | None = None) -> "InspectionQuerySet":
        """Those of a unit and of the units that had merged into it by a day (today)."""
        return self.filter(unit__in=family(unit, by))

    def locked(self) -> "InspectionQuerySet":
        """Rows with unit and round until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("unit", "round")


class NotebookEntryQuerySet(QuerySet):
    """What the board's people noted about units."""

    def visible_to(self, user) -> "NotebookEntryQuerySet":
        """The board's own people and the auditor; never somebody of the unit."""
        boards = Q(round__organiser__in=user.units_with(Permission.APPRAISE))
        every = Q(round__organiser__in=user.units_with(Permission.ALL_FILES_VIEW))
        own = user.units_with(Permission.OWN_FILES_VIEW)
        return self.filter(boards | every).exclude(unit__in=own)


class HandoverQuerySet(QuerySet):
    """Minutes of what one person handed over to another."""

    def visible_to(self, user) -> "HandoverQuerySet":
        """All for administrators; one's own; the district's for auditors, officers' for heads."""
        if user.has_permission(Permission.PEOPLE_MANAGE):
            return self
        own = Q(from_person=user) | Q(to_person=user)
        headed = Q(unit__in=user.units_with(Permission.ROUND_MANAGE))
        audited = user.units_with(Permission.ALL_FILES_VIEW)
        return self.filter(own | headed | Q(unit__in=audited) | Q(unit__parent__in=audited))
