"""Rows that every app writes and that describe no domain noun."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are only ever added: changing or deleting them is refused."""

    def update(self, **kwargs):
        raise TypeError("append-only")

    def delete(self):
        raise TypeError("append-only")


class AuditEvent(models.Model):
    """Who did what to which object, when, from what, to what, why: one link of a hash chain.

    Written only by core.audit.record. No foreign key to the target, so that it outlives it;
    the actor's name is kept as text. Triggers refuse UPDATE and DELETE on both databases.
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(max_length=300)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "sequence"], name="audit_by_target"),
            models.Index(fields=["kind"], name="audit_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.target_label}"


class Notification(models.Model):
    """A message to one person about something that happened; mailed once after commit."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notification_unread")]

    def __str__(self) -> str:
        return self.text


class OutgoingMail(models.Model):
    """An e-mail that is to leave: written with the change it tells of, sent after it.

    What a mail server refuses or cannot be reached for stays here and is tried again. `try_after`
    is also the claim of a process that is sending it right now: nobody else takes it before then.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    try_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["try_after"], condition=models.Q(sent_at__isnull=True), name="mail_to_send"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"


class Sending(models.Model):
    """A form that has made its change: sent again, it leads where it led; see core.sendings."""

    mark = models.CharField(max_length=64, unique=True)
    location = models.TextField(blank=True, help_text="where the first answer led")
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.sent_at:%d/%m/%Y %H:%M} → {self.location}"


class MovedDay(models.Model):
    """A day that the government declares free or worked, against the usual calendar."""

    day = models.DateField(unique=True)
    is_off = models.BooleanField()
    note = models.CharField(max_length=200, blank=True, help_text="“Nghỉ bù Tết”: why")
    reference = models.CharField(
        max_length=60, blank=True, help_text="“12729/VPCP-KGVX”: the document that announced it"
    )
    reference_on = models.DateField(null=True, blank=True, help_text="day of that document")

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reference_on__isnull=True) | ~models.Q(reference=""),
                name="moved_day_dated_document_has_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class StoredDocument(models.Model):
    """Bytes on storage, named by their SHA-256; never changed, never rendered again."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    kind = models.CharField(max_length=40)
    mime = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="document_not_empty")
        ]

    def __str__(self) -> str:
        return self.name
