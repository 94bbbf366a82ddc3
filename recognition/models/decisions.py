"""The signed instruments.

An issued decision is never changed or deleted (triggers, migration 0002); revoking adds to it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from core.constraints import set_together, valid_choice
from core.model_fields import PointsField
from recognition.models.proposals import Proposal
from recognition.querysets import DecisionQuerySet
from recognition.workflow import DecisionState


class Decision(models.Model):
    """The signed instrument that recognises units: number, date, signatory, stored PDF.

    Numbers run per issuer, document type and term of the committee (HD 05-HD/VPTW, mục II.3).
    `content` is the frozen copy of everything printed; `document` holds the bytes.
    """

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="decisions")
    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="decisions")
    document_type = models.CharField(max_length=10, default="QĐ")
    term = models.CharField(max_length=20, help_text="nhiệm kỳ, “2020 - 2025”")
    number = models.PositiveIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=40, blank=True, help_text="“07-QĐ/HU”")
    issued_on = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300)
    search_key = models.TextField(blank=True, help_text="folded symbol, title, names of units")
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=DecisionState, default=DecisionState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField(default=dict)
    document = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verification_code = models.CharField(max_length=40, unique=True, null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revocation_reason = models.TextField(blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "document_type", "term", "number"],
                condition=Q(number__isnull=False),
                name="decision_number_once",
            ),
            valid_choice("state", DecisionState, name="decision_state_valid"),
            set_together(
                "number", "issued_on", "issued_at", "issued_by", "document", "verification_code",
                name="decision_issued_together",
            ),
            set_together("revoked_at", "revoked_by", name="decision_revoked_pair"),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, number__isnull=True)
                | ~Q(state=DecisionState.DRAFT) & Q(number__gte=1),
                name="decision_draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.REVOKED)
                | GreaterThanOrEqual(Length("revocation_reason"), 10),
                name="decision_revoked_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Quyết định {self.symbol or '(dự thảo)'} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recognition:decision", args=[self.pk])


class DecisionEntry(models.Model):
    """One recognised unit in a decision, with the frozen name, points and class."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="entries")
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="decision_entries"
    )
    unit_name = models.CharField(max_length=200)
    model_name = models.CharField(max_length=300, blank=True)
    total = PointsField()
    class_name = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revocation_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-total", "assessment__unit__sort_key"]
        verbose_name_plural = "decision entries"
        constraints = [
            models.UniqueConstraint(fields=["decision", "assessment"], name="decision_entry_once"),
            set_together("revoked_at", "revoked_by", name="decision_entry_revoked_pair"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True)
                | GreaterThanOrEqual(Length("revocation_reason"), 10),
                name="decision_entry_revoked_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} – {self.decision}"
