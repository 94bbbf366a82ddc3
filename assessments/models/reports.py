"""What units report each quarter, and what the board makes of it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from assessments.querysets import QuarterlyReportQuerySet
from assessments.workflow import ConsolidationState, IndicatorNature, ReportState
from core.constraints import set_together, valid_choice
from core.numbers import NOTHING

ROMAN = ("", "I", "II", "III", "IV")


class Indicator(models.Model):
    """A figure that units report each quarter ("Diện tích đất hiến", m²).

    `unit_kind` None: every kind of unit reports it. One that is no longer asked keeps its values.
    """

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="indicators")
    unit_kind = models.ForeignKey(
        "organisation.UnitKind", models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    unit_label = models.CharField(max_length=30)
    nature = models.CharField(max_length=10, choices=IndicatorNature, default=IndicatorNature.FLOW)
    decimal_places = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "code"], name="indicator_code_once"),
            valid_choice("nature", IndicatorNature, name="indicator_nature_valid"),
            models.CheckConstraint(
                condition=Q(decimal_places__lte=2), name="indicator_two_places_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit_label})"


class QuarterlyReport(models.Model):
    """A unit's report for one quarter of a round; `state` moves only through actions.

    Whether it was late is judged by `first_submitted_at`: what the board returns does not become
    late by that. `key` comes with the form: sent twice, a report is handed in once.
    """

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="reports")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="reports")
    unit_name = models.CharField(max_length=200, help_text="the name in that quarter")
    quarter = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField()
    summary = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    entered_on_behalf = models.BooleanField(default=False)
    key = models.UUIDField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer_comment = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="accepted or returned")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = QuarterlyReportQuerySet.as_manager()

    class Meta:
        ordering = ["quarter"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "quarter"], name="report_once"),
            models.CheckConstraint(
                condition=Q(quarter__gte=1) & Q(quarter__lte=4), name="report_quarter_valid"
            ),
            valid_choice("state", ReportState, name="report_state_valid"),
            set_together(
                "submitted_at", "submitted_by", "first_submitted_at",
                name="report_submitted_together",
            ),
            set_together("decided_at", "decided_by", name="report_decided_pair"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(submitted_at__isnull=False),
                name="report_handed_over_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED)
                | GreaterThanOrEqual(Length("officer_comment"), 10),
                name="report_returned_has_comment",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Báo cáo quý {ROMAN[self.quarter]} – {self.unit_name}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:report", args=[self.pk])


class ReportSection(models.Model):
    """What a report says about one group of the criteria set."""

    report = models.ForeignKey(QuarterlyReport, models.CASCADE, related_name="sections")
    group_key = models.SlugField(max_length=60)
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    progress = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    plans = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "group_key"], name="report_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.title}"


class IndicatorValue(models.Model):
    """The value of an indicator in a report; for a flow, of that quarter alone.

    `is_none`: the unit says that nothing of the kind occurred, which is more than a result of 0;
    what nobody has said has no row. `is_confirmed`: somebody looked at a value that seemed absurd
    and said that it is right.
    """

    report = models.ForeignKey(QuarterlyReport, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    is_none = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["indicator__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="indicator_value_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="indicator_value_not_negative"),
            models.CheckConstraint(
                condition=Q(is_none=False) | Q(value=0), name="indicator_value_none_is_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def figure(self) -> Decimal:
        """The value, as NOTHING where nothing occurred."""
        return NOTHING if self.is_none else self.value


class ConsolidatedReport(models.Model):
    """The board's report of a quarter to the Standing Committee's office.

    `figures` is the frozen copy of everything printed; `document` and `workbook` hold the bytes
    once fixed. `proposed`: the texts as the rules wrote them; what still reads so was typed by
    nobody and may be proposed anew.
    """

    round = models.ForeignKey(
        "assessments.Round", models.PROTECT, related_name="consolidated_reports"
    )
    quarter = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=20, choices=ConsolidationState, default=ConsolidationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    reference = models.CharField(max_length=60, blank=True, help_text="“12-BC/BDVHU”")
    opening = models.TextField(blank=True)
    notable = models.TextField(blank=True)
    shortcomings = models.TextField(blank=True)
    plans = models.TextField(blank=True)
    proposed = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    document = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    workbook = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-round__year", "-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["round", "quarter"], name="consolidated_report_once"),
            models.CheckConstraint(
                condition=Q(quarter__gte=1) & Q(quarter__lte=4),
                name="consolidated_report_quarter_valid",
            ),
            valid_choice("state", ConsolidationState, name="consolidated_report_state_valid"),
            set_together(
                "fixed_at",
                "fixed_by",
                "document",
                "workbook",
                name="consolidated_report_fixed_together",
            ),
            models.CheckConstraint(
                condition=Q(state=ConsolidationState.DRAFT) | Q(fixed_at__isnull=False),
                name="consolidated_report_fixed_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp quý {ROMAN[self.quarter]} năm {self.round.year}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:consolidation", args=[self.round_id, self.quarter])
