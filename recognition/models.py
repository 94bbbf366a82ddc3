"""Proposals, decisions and models: what the year leads to.

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
from core.text import fold
from recognition.querysets import DecisionQuerySet, ProposalQuerySet, RecognisedModelQuerySet
from recognition.workflow import DecisionState, ItemOutcome, ProposalState, RegistrationState


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


class ModelField(models.TextChoices):
    """Lĩnh vực: the four of the movement."""

    ECONOMY = "economy", "Kinh tế"
    SOCIETY = "society", "Văn hoá - xã hội"
    DEFENCE = "defence", "Quốc phòng - an ninh"
    POLITICS = "politics", "Xây dựng hệ thống chính trị"


class ModelOwner(models.TextChoices):
    COLLECTIVE = "collective", "Tập thể"
    INDIVIDUAL = "individual", "Cá nhân"


class ModelLevel(models.TextChoices):
    COMMUNE = "commune", "Cấp xã"
    DISTRICT = "district", "Cấp huyện"
    PROVINCE = "province", "Cấp tỉnh"


class ModelRegistration(models.Model):
    """A unit's request that a practice be followed and later recognised."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="registrations")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="registrations")
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=20, choices=ModelField)
    owner = models.CharField(max_length=20, choices=ModelOwner)
    level = models.CharField(max_length=20, choices=ModelLevel)
    target = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=RegistrationState, default=RegistrationState.DRAFT
    )
    registered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit__sort_key", "name"]
        constraints = [
            valid_choice("field", ModelField, name="registration_field_valid"),
            valid_choice("owner", ModelOwner, name="registration_owner_valid"),
            valid_choice("level", ModelLevel, name="registration_level_valid"),
            valid_choice("state", RegistrationState, name="registration_state_valid"),
            models.UniqueConstraint(
                fields=["round", "unit", "name"], name="registration_once_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RecognisedModel(models.Model):
    """An exemplary practice that a decision has recognised; lives on across years."""

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="recognised_models")
    registration = models.OneToOneField(
        ModelRegistration, models.PROTECT, null=True, blank=True, related_name="recognised_model"
    )
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=20, choices=ModelField)
    owner = models.CharField(max_length=20, choices=ModelOwner)
    level = models.CharField(max_length=20, choices=ModelLevel)
    year = models.PositiveSmallIntegerField()
    decision_reference = models.CharField(max_length=120)
    search_key = models.CharField(max_length=700)

    objects = RecognisedModelQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "unit__sort_key", "name"]
        constraints = [
            valid_choice("field", ModelField, name="recognised_model_field_valid"),
            valid_choice("owner", ModelOwner, name="recognised_model_owner_valid"),
            valid_choice("level", ModelLevel, name="recognised_model_level_valid"),
        ]
        indexes = [models.Index(fields=["organiser", "-year"], name="recognised_model_by_year")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = self.folded()
        super().save(*args, **kwargs)

    def folded(self) -> str:
        """What searching compares with; whoever uses bulk_create sets `search_key` to this."""
        return fold(f"{self.name} {self.unit.name}")
