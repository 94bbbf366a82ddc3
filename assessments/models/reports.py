"""What units report each quarter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessments.querysets import QuarterlyReportQuerySet
from assessments.workflow import ReportState
from core.constraints import set_together, valid_choice


class Indicator(models.Model):
    """A figure that units report each quarter ("Diện tích đất hiến", m²)."""

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="indicators")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    unit_label = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "code"], name="indicator_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit_label})"


class QuarterlyReport(models.Model):
    """A unit's report for one quarter of a round."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="reports")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="reports")
    quarter = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.DRAFT)
    due_on = models.DateField()
    results = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer_comment = models.TextField(blank=True)

    objects = QuarterlyReportQuerySet.as_manager()

    class Meta:
        ordering = ["quarter"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "quarter"], name="report_once"),
            models.CheckConstraint(
                condition=Q(quarter__gte=1) & Q(quarter__lte=4), name="report_quarter_valid"
            ),
            valid_choice("state", ReportState, name="report_state_valid"),
            set_together("submitted_at", "submitted_by", name="report_submitted_pair"),
        ]

    def __str__(self) -> str:
        return f"Báo cáo quý {self.quarter} – {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:report", args=[self.pk])


class IndicatorValue(models.Model):
    """The value of an indicator in a report."""

    report = models.ForeignKey(QuarterlyReport, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["indicator__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="indicator_value_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="indicator_value_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
