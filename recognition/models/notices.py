"""The notice by which the board announces which registered models it has approved."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from recognition.querysets import RegistrationNoticeQuerySet


class RegistrationNotice(models.Model):
    """Thông báo phê duyệt danh mục, as it was issued: number, day, bytes. Never changed.

    What is approved later goes into the next notice, which replaces this one; each keeps its own
    paper and workbook. `content` is the frozen copy of everything printed; `model_keys` in it
    names the models.
    """

    organiser = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="registration_notices"
    )
    round = models.ForeignKey(
        "assessments.Round", models.PROTECT, related_name="registration_notices"
    )
    term = models.CharField(max_length=20, help_text="“2025 - 2030”: what numbers run through")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60, help_text="“12-TB/BDVHU”")
    issued_on = models.DateField()
    content = models.JSONField()
    document = models.ForeignKey("core.StoredDocument", models.PROTECT, related_name="+")
    workbook = models.ForeignKey("core.StoredDocument", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = RegistrationNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-round__year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "term", "number"], name="registration_notice_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="registration_notice_number_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"Thông báo số {self.symbol}"

    def get_absolute_url(self) -> str:
        return reverse("recognition:notice-download", args=[self.pk])
