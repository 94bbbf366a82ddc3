"""Questions to the tables of proposals, decisions and models."""

from django.db.models import F, Q, QuerySet

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
