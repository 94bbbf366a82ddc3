"""Evidence: files and links that support scores."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessments.querysets import PartOfAssessmentQuerySet
from core.constraints import set_together


class Evidence(models.Model):
    """A file or a link with its number, date, issuer; it may serve several criteria.

    `code` ("MC01") is given by the system and never reused. Taking evidence away keeps the row.
    """

    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="evidence"
    )
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    document = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField(max_length=500, blank=True)
    reference_number = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    # Collected during the year: with which report, for which of its figures or for which criterion
    # (by its lasting key). The sheet offers it there.
    report = models.ForeignKey(
        "assessments.QuarterlyReport",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
    )
    indicator = models.ForeignKey(
        "assessments.Indicator", models.PROTECT, null=True, blank=True, related_name="+"
    )
    criterion_key = models.SlugField(max_length=60, blank=True)
    pages = models.CharField(max_length=60, blank=True, help_text="“3-5, 8”")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PartOfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="evidence_code_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=False, url="") | Q(document__isnull=True) & ~Q(url=""),
                name="evidence_file_or_link",
            ),
            set_together("removed_at", "removed_by", name="evidence_removed_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:evidence-open", args=[self.assessment_id, self.pk])


class EvidenceUse(models.Model):
    """A piece of evidence supports a criterion."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="uses")
    criterion = models.ForeignKey("criteria.Criterion", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "criterion"], name="evidence_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.criterion_id}"
