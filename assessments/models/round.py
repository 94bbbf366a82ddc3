"""The year of the movement: its calendar, its criteria sets, who follows which unit."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.querysets import RoundQuerySet
from assessments.workflow import RoundState, Step
from core.constraints import valid_choice


class Round(models.Model):
    """One year of the movement under one organising unit, with its calendar.

    Deadlines are dates and run to the end of their day in Asia/Ho_Chi_Minh.
    """

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=RoundState, default=RoundState.PLANNED)
    version = models.PositiveIntegerField(default=1)
    registration_due = models.DateField()
    report_1_due = models.DateField()
    report_2_due = models.DateField()
    report_3_due = models.DateField()
    report_4_due = models.DateField()
    self_assessment_opens = models.DateField()
    self_assessment_due = models.DateField()
    supplement_days = models.PositiveSmallIntegerField(default=3, help_text="working days")
    feedback_days = models.PositiveSmallIntegerField(default=3, help_text="working days")
    appraisal_due = models.DateField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            valid_choice("state", RoundState, name="round_state_valid"),
            models.UniqueConstraint(fields=["organiser", "year"], name="round_once_per_year"),
            models.CheckConstraint(
                condition=Q(self_assessment_opens__lte=F("self_assessment_due"))
                & Q(self_assessment_due__lte=F("appraisal_due")),
                name="round_calendar_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:round", args=[self.pk])

    @property
    def report_due_dates(self) -> dict[int, date]:
        """Quarter → due date."""
        return {quarter: getattr(self, f"report_{quarter}_due") for quarter in (1, 2, 3, 4)}


class RoundCriteriaSet(models.Model):
    """Which set measures units of a kind in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria_sets")
    unit_kind = models.ForeignKey("organisation.UnitKind", models.PROTECT, related_name="+")
    criteria_set = models.ForeignKey("criteria.CriteriaSet", models.PROTECT, related_name="rounds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit_kind"], name="round_one_set_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.round} – {self.unit_kind}"


class OfficerAssignment(models.Model):
    """The officer who follows and appraises a unit in a round, and the leader in charge of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="officer_assignments")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="officer_assignments"
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="officer_once_per_unit")
        ]

    def __str__(self) -> str:
        return f"{self.officer} – {self.unit}"


class Extension(models.Model):
    """A unit's own later deadline for a step that it hands in, with the reason."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    step = models.CharField(max_length=30, choices=Step, default=Step.SELF_ASSESSMENT)
    due_on = models.DateField()
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-granted_at"]
        constraints = [valid_choice("step", Step, name="extension_step_valid")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.due_on:%d/%m/%Y}"
