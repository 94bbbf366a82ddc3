"""A unit's own statement against its criteria set, and each time it was handed in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessments.querysets import AssessmentQuerySet, PartOfAssessmentQuerySet
from assessments.workflow import AssessmentState, Outcome
from core.constraints import set_together, valid_choice, within
from core.model_fields import PointsField


class Assessment(models.Model):
    """One unit's self-assessment in one round. `state` moves only through assessments.actions.

    `version` grows by one with each accepted write. `unit_name` is the name in that year.
    Totals and classes are written only by the actions that freeze them.
    """

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="assessments")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="assessments")
    unit_name = models.CharField(max_length=200)
    criteria_set = models.ForeignKey("criteria.CriteriaSet", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(help_text="round's date, extension, or supplement's own deadline")
    registered_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    self_total = PointsField(null=True, blank=True)
    self_class = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    appraised_total = PointsField(null=True, blank=True)
    appraised_class = models.CharField(max_length=60, blank=True)
    feedback_due = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="assessment_once_per_unit"),
            valid_choice("state", AssessmentState, name="assessment_state_valid"),
            valid_choice("outcome", Outcome, name="assessment_outcome_valid", blank=True),
            set_together("submitted_at", "submitted_by", name="assessment_submitted_pair"),
            set_together("opened_at", "opened_by", name="assessment_opened_pair"),
            set_together("settled_at", "settled_by", name="assessment_settled_pair"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(state=AssessmentState.CLOSED),
                name="assessment_outcome_only_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.DRAFT) | Q(submitted_at__isnull=False),
                name="assessment_handed_over_was_submitted",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="assessment_by_state")]

    def __str__(self) -> str:
        return f"{self.unit_name} – {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:detail", args=[self.pk])


class Score(models.Model):
    """One criterion in one self-assessment: facts entered, points computed by the rule.

    `points` NULL means "chưa chấm", which is not 0. `facts` maps part key → fact name → value;
    `working` holds one line of arithmetic per part. `sourced` holds, by part key and fact name,
    what our own records of the year say ({"value", "working", "url"}); `corrections` the reason
    of each such fact that the unit states differently.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("criteria.Criterion", models.PROTECT, related_name="+")
    max_points = PointsField()
    facts = models.JSONField(default=dict)
    points = PointsField(null=True, blank=True)
    working = models.JSONField(default=list)
    sourced = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    not_applicable = models.BooleanField(default=False)
    explanation = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["criterion__group__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once"),
            within("points", "max_points", name="score_points_in_range"),
            set_together("updated_at", "updated_by", name="score_updated_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} – {self.assessment}"


class Submission(models.Model):
    """A hand-in: its receipt and a frozen copy of what was handed in. Never changed.

    `content_hash` is the SHA-256 of the canonical JSON of `content`. `key` comes with the form,
    so that sending the same form twice gives the same receipt.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    receipt_number = models.CharField(max_length=40, unique=True)
    key = models.UUIDField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    total = PointsField()
    class_name = models.CharField(max_length=60)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    recalled_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="submission_numbered"),
            models.UniqueConstraint(fields=["assessment", "key"], name="submission_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number} – {self.assessment}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:receipt", args=[self.assessment_id, self.number])


class SupplementRequest(models.Model):
    """The file goes back to the unit: as a whole, or for single criteria (others stay locked)."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="supplement_requests")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    reason = models.TextField()
    due_on = models.DateField()
    is_whole = models.BooleanField(default=False)
    criteria = models.ManyToManyField("criteria.Criterion", related_name="+", blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(answered_at__isnull=True),
                name="supplement_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"Yêu cầu bổ sung – {self.assessment}"
