"""The higher body's verification of an assessment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from assessments.querysets import PartOfAssessmentQuerySet
from core.constraints import set_together, within
from core.model_fields import PointsField

REASON_LENGTH = 10  # characters; design 5: a difference needs a reason of at least this length


class Appraisal(models.Model):
    """Begun when an officer opens the file; finished when the provisional result goes out."""

    assessment = models.OneToOneField(
        "assessments.Assessment", models.PROTECT, related_name="appraisal"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    conclusion = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settlement_note = models.TextField(blank=True)

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [set_together("finished_at", "finished_by", name="appraisal_finished_pair")]

    def __str__(self) -> str:
        return f"Thẩm định – {self.assessment}"


class AppraisedScore(models.Model):
    """Points settled for one criterion, beside what the unit stated.

    NULL points: not decided yet. `is_changed` is set when facts or points differ from the unit's;
    the database then asks for a reason of at least 10 characters.
    """

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("criteria.Criterion", models.PROTECT, related_name="+")
    max_points = PointsField()
    self_points = PointsField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    points = PointsField(null=True, blank=True)
    working = models.JSONField(default=list)
    not_applicable = models.BooleanField(default=False)
    is_changed = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Annotated by assessments.appraisal_rows: what the unit entered.
    unit_facts: dict | None
    unit_not_applicable: bool | None
    unit_sourced: dict | None
    unit_corrections: dict | None

    class Meta:
        ordering = ["criterion__group__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "criterion"], name="appraised_score_once"),
            within("points", "max_points", name="appraised_points_in_range"),
            set_together("decided_at", "decided_by", name="appraised_score_decided_pair"),
            models.CheckConstraint(
                condition=Q(is_changed=False) | GreaterThanOrEqual(Length("reason"), REASON_LENGTH),
                name="appraised_change_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_changed=True)
                | Q(points__isnull=True)
                | Q(self_points__isnull=True)
                | Q(points=F("self_points")),
                name="appraised_difference_is_marked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} – {self.appraisal}"


class VetoFinding(models.Model):
    """What the appraisal found about one veto; NULL: not looked at yet."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="veto_findings")
    veto = models.ForeignKey("criteria.Veto", models.PROTECT, related_name="+")
    found = models.BooleanField(null=True)
    by_system = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["veto__position"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "veto"], name="veto_finding_once"),
            models.CheckConstraint(
                condition=Q(found__isnull=True)
                | Q(found=False)
                | GreaterThanOrEqual(Length("note"), REASON_LENGTH),
                name="veto_found_has_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.veto} – {self.appraisal}"


class Feedback(models.Model):
    """The unit's word on the provisional result, within the feedback window."""

    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="feedback"
    )
    is_agreed = models.BooleanField()
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_agreed=True) | GreaterThanOrEqual(Length("text"), REASON_LENGTH),
                name="feedback_disagreement_has_text",
            )
        ]

    def __str__(self) -> str:
        return f"Ý kiến – {self.assessment}"
