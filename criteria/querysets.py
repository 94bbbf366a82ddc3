"""Questions to the table of criteria sets."""

from django.db.models import Prefetch, Q, QuerySet

from core.text import fold
from criteria.workflow import CriteriaSetState
from organisation.roles import Permission


class CriteriaSetQuerySet(QuerySet):
    """Catalogues of criteria."""

    def visible_to(self, user) -> "CriteriaSetQuerySet":
        """Published and retired sets of the person's own organisers; drafts only to writers."""
        units = {unit for _role, unit in user.current_roles}
        theirs = Q(organiser__in=units) | Q(organiser__children__in=units)
        seen = theirs & ~Q(state=CriteriaSetState.DRAFT)
        seen |= Q(organiser__in=user.units_with(Permission.CRITERIA_WRITE))
        return self.filter(pk__in=self.model.objects.filter(seen).values("pk"))

    def with_seen_origin(self, user) -> "CriteriaSetQuerySet":
        """Each with its `origin` where the person may see that too; None for the others.

        A set may have been copied from a draft, of which units must not learn.
        """
        seen = self.model.objects.visible_to(user)
        return self.prefetch_related(Prefetch("origin", seen))

    def matching(self, folded: str) -> "CriteriaSetQuerySet":
        """Sets whose title, year or kind of unit hold every word of the (already folded) text.

        Titles are folded here: there are dozens of sets, not thousands.
        """
        words = folded.split()
        rows = self.values_list("pk", "title", "year", "unit_kind__name", "issuer")
        texts = ((pk, fold(" ".join(map(str, told)))) for pk, *told in rows)
        found = [pk for pk, text in texts if all(word in text for word in words)]
        return self.filter(pk__in=found)

    def published(self) -> "CriteriaSetQuerySet":
        """Sets that a round may use."""
        return self.filter(state=CriteriaSetState.PUBLISHED)
