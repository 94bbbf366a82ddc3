"""Questions to the tables of proposals, decisions and models."""

from django.db.models import F, Q, QuerySet

from assessments.querysets import mandates_of
from core.search import each_word
from organisation.roles import Permission
from recognition.workflow import DecisionState, ProposalState


class ProposalQuerySet(QuerySet):
    """Proposals of the board to the Standing Committee."""

    def visible_to(self, user) -> "ProposalQuerySet":
        """Drafts to the board only; submitted ones to the committee and its office."""
        writes = Q(round__organiser__in=user.units_with(Permission.PROPOSAL_WRITE))
        reads = Q(round__organiser__in=user.units_with(Permission.PROPOSED_FILES_VIEW))
        every = Q(round__organiser__in=user.units_with(Permission.ALL_FILES_VIEW))
        return self.filter(writes | (reads & ~Q(state=ProposalState.DRAFT)) | every)


class DecisionQuerySet(QuerySet):
    """Signed instruments."""

    def visible_to(self, user) -> "DecisionQuerySet":
        """Issued ones to everyone under the organiser; drafts to those who prepare them."""
        units = {unit for _role, unit in user.current_roles}
        under = Q(organiser__in=units) | Q(
            pk__in=self.model.objects.filter(organiser__children__in=units).values("pk")
        )
        public = under & ~Q(state=DecisionState.DRAFT)
        prepares = Q(organiser__in=user.units_with(Permission.PROPOSED_FILES_VIEW))
        every = Q(organiser__in=user.units_with(Permission.ALL_FILES_VIEW))
        return self.filter(public | prepares | every)

    def latest_first(self) -> "DecisionQuerySet":
        """Drafts, then by date and number: the same on both databases."""
        return self.order_by(F("issued_on").desc(nulls_first=True), "-number", "-pk")

    def matching(self, folded: str) -> "DecisionQuerySet":
        """Decisions whose symbol, title or units have every word of the (already folded) text."""
        return self.filter(each_word("search_key", folded))


class RegistrationNoticeQuerySet(QuerySet):
    """Issued notices of approval."""

    def visible_to(self, user) -> "RegistrationNoticeQuerySet":
        """A notice goes to everyone under the organiser."""
        units = {unit for _role, unit in user.current_roles}
        kept = self.model.objects.filter(organiser__children__in=units).values("pk")
        return self.filter(Q(organiser__in=units) | Q(pk__in=kept))


class UnitRegistrationQuerySet(QuerySet):
    """What units registered for themselves."""

    def visible_to(self, user) -> "UnitRegistrationQuerySet":
        """Own ones and those that the person types for a unit; handed-in ones for the organiser's
        people; all for the auditor."""
        return self.filter(_visible_registrations(user))


class ModelRegistrationQuerySet(QuerySet):
    """Models that units registered."""

    def visible_to(self, user) -> "ModelRegistrationQuerySet":
        """Those of the unit registrations that `user` may see."""
        return self.filter(_visible_registrations(user, "registration__"))

    def matching(self, folded: str) -> "ModelRegistrationQuerySet":
        """Models whose folded name or unit has every word of the (already folded) text."""
        return self.filter(each_word("search_key", folded))


def _visible_registrations(user, prefix: str = "") -> Q:
    sent = Q(**{f"{prefix}submitted_at__isnull": False})
    organiser = f"{prefix}round__organiser__in"
    own = Q(**{f"{prefix}unit__in": user.units_with(Permission.OWN_FILES_VIEW)})
    for held in mandates_of(user):
        if held.is_open:
            own |= Q(**{f"{prefix}unit": held.unit_id, f"{prefix}round": held.round_id})
    boards = Q(**{organiser: user.units_with(Permission.SUBMITTED_FILES_VIEW)})
    committee = Q(**{organiser: user.units_with(Permission.PROPOSED_FILES_VIEW)})
    every = Q(**{organiser: user.units_with(Permission.ALL_FILES_VIEW)})
    return own | (sent & (boards | committee)) | every


class RecognisedModelQuerySet(QuerySet):
    """The register of recognised models."""

    def visible_to(self, user) -> "RecognisedModelQuerySet":
        """Models of the person's organisers: recognition is public within the district."""
        units = {unit for _role, unit in user.current_roles}
        return self.filter(
            pk__in=self.model.objects.filter(
                Q(organiser__in=units) | Q(organiser__children__in=units)
            ).values("pk")
        )

    def matching(self, folded: str) -> "RecognisedModelQuerySet":
        """Models whose folded name or unit has every word of the (already folded) text."""
        return self.filter(each_word("search_key", folded))
