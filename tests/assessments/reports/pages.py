"""Addresses of a report's page and its forms."""

from django.urls import reverse

from assessments.models import QuarterlyReport

LIST = reverse("assessments:reports")


def url(name: str, report: QuarterlyReport, *args) -> str:
    return reverse(f"assessments:report-{name}", args=[report.pk, *args])
