"""Kiểm tra, giám sát: what was planned, seen at the unit, concluded and mended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessments.querysets import InspectionQuerySet
from assessments.workflow import InspectionKind, InspectionState, RemedyState
from core.constraints import set_together, valid_choice


class Inspection(models.Model):
    """One inspection or supervision of a unit in a round."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="inspections")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=20, choices=InspectionKind)
    subject = models.CharField(max_length=300)
    team = models.CharField(max_length=500, blank=True, help_text="who goes")
    planned_on = models.DateField()
    visited_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True, help_text="what was seen and said at the unit")
    conclusion = models.TextField(blank=True)
    reference = models.CharField(max_length=100, blank=True, help_text="number of the conclusion")
    concluded_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=InspectionState, default=InspectionState.PLANNED
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_on", "unit__sort_key"]
        constraints = [
            valid_choice("kind", InspectionKind, name="inspection_kind_valid"),
            valid_choice("state", InspectionState, name="inspection_state_valid"),
            models.CheckConstraint(
                condition=Q(visited_on__isnull=True)
                | Q(concluded_on__isnull=True)
                | Q(visited_on__lte=F("concluded_on")),
                name="inspection_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[InspectionState.VISITED, InspectionState.CONCLUDED])
                | Q(visited_on__isnull=False),
                name="inspection_visited_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=InspectionState.CONCLUDED) | Q(concluded_on__isnull=False),
                name="inspection_concluded_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:inspection", args=[self.pk])


class Finding(models.Model):
    """One thing that an inspection found, linked to a criterion by its lasting key.

    A shortcoming may carry a deadline; the unit reports what it did, the board confirms.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    criterion_key = models.SlugField(max_length=60, blank=True)
    text = models.TextField()
    is_shortcoming = models.BooleanField(default=False)
    remedy_due = models.DateField(null=True, blank=True)
    remedy_state = models.CharField(max_length=20, choices=RemedyState, default=RemedyState.OPEN)
    remedy = models.TextField(blank=True, help_text="what the unit did")
    evidence = models.ManyToManyField("assessments.Evidence", related_name="findings")
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict_note = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            valid_choice("remedy_state", RemedyState, name="finding_remedy_state_valid"),
            set_together("reported_at", "reported_by", name="finding_reported_pair"),
            set_together("confirmed_at", "confirmed_by", name="finding_confirmed_pair"),
            models.CheckConstraint(
                condition=Q(remedy_due__isnull=True) | Q(is_shortcoming=True),
                name="finding_only_shortcomings_are_mended",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
