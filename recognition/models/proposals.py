"""The board's list of qualified and not qualified units, and the committee's word on each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from core.constraints import set_together, valid_choice
from core.model_fields import PointsField
from recognition.querysets import ProposalQuerySet
from recognition.workflow import ItemOutcome, ProposalState


class Proposal(models.Model):
    """The board's list of qualified and not qualified units, put before the Standing Committee."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField(help_text="1, 2, … within the round")
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=60, blank=True, help_text="“12-TTr/BDVHU”")
    dated_on = models.DateField(null=True, blank=True)
    minutes_reference = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-round__year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="proposal_numbered"),
            valid_choice("state", ProposalState, name="proposal_state_valid"),
            set_together("submitted_at", "submitted_by", name="proposal_submitted_pair"),
            set_together("decided_at", "decided_by", name="proposal_decided_pair"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recognition:proposal", args=[self.pk])


class ProposalItem(models.Model):
    """One unit in a proposal: frozen points, class, reasons; then the committee's word."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="items")
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="proposal_items"
    )
    unit_name = models.CharField(max_length=200)
    total = PointsField()
    class_name = models.CharField(max_length=60)
    is_qualified = models.BooleanField()
    reasons = models.JSONField(default=list)
    outcome = models.CharField(max_length=20, choices=ItemOutcome, blank=True)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-is_qualified", "-total", "assessment__unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "assessment"], name="proposal_item_once"),
            valid_choice("outcome", ItemOutcome, name="proposal_item_outcome_valid", blank=True),
            set_together("decided_at", "decided_by", name="proposal_item_decided_pair"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", ItemOutcome.APPROVED])
                | GreaterThanOrEqual(Length("note"), 10),
                name="proposal_item_refusal_has_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} – {self.proposal}"

    @property
    def agreement(self) -> str:
        """What agreeing means: for a unit that is not qualified, that it is not recognised."""
        return "Đồng ý" if self.is_qualified else "Đồng ý không công nhận"

    @property
    def word(self) -> str:
        """The committee's word on the unit, as pages and the history say it."""
        if self.outcome == ItemOutcome.APPROVED:
            return self.agreement
        return self.get_outcome_display() or "Chưa có ý kiến"
