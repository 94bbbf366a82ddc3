"""Following a unit through the year: notebook, advice, calls, reminders, mandates, handovers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from assessments.querysets import HandoverQuerySet, NotebookEntryQuerySet
from assessments.workflow import RemedyState, Step
from core.constraints import set_together, valid_choice
from organisation.roles import Role


class NoteKind(models.TextChoices):
    VISIT = "visit", "Đi cơ sở"
    PROMISE = "promise", "Đơn vị hứa, cam kết"
    NEXT_STEP = "next_step", "Việc tiếp theo"
    NOTE = "note", "Ghi chú"


class NotebookEntry(models.Model):
    """What the board's people noted about a unit in a quarter; the unit does not see it."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="notebook_entries")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="notebook_entries")
    quarter = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=NoteKind)
    happened_on = models.DateField()
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True, help_text="of a promise or a next step")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = NotebookEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "notebook entries"
        constraints = [
            valid_choice("kind", NoteKind, name="notebook_entry_kind_valid"),
            models.CheckConstraint(
                condition=Q(quarter__gte=1) & Q(quarter__lte=4),
                name="notebook_entry_quarter_valid",
            ),
            set_together("done_at", "done_by", name="notebook_entry_done_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        page = reverse("assessments:notebook", args=[self.round_id, self.unit_id])
        return f"{page}#ghi-chep-{self.pk}"


class NotebookPhoto(models.Model):
    """A picture taken at the unit."""

    entry = models.ForeignKey(NotebookEntry, models.CASCADE, related_name="photos")
    document = models.ForeignKey("core.StoredDocument", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.document)


class Advice(models.Model):
    """What an appraisal asked a unit to mend; it opens the unit's file of the next year.

    `assessment` is the file that was appraised. What was done is reported and judged in the
    year after.
    """

    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="advice")
    criterion_key = models.SlugField(max_length=60, blank=True)
    text = models.TextField()
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=RemedyState, default=RemedyState.OPEN)
    answer = models.TextField(blank=True, help_text="what the unit did")
    evidence = models.ManyToManyField("assessments.Evidence", related_name="advice")
    entered_on_behalf = models.BooleanField(
        default=False, help_text="the answer: typed by somebody of the board"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict_note = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "advice"
        constraints = [
            valid_choice("state", RemedyState, name="advice_state_valid"),
            set_together("answered_at", "answered_by", name="advice_answered_pair"),
            set_together("judged_at", "judged_by", name="advice_judged_pair"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class EntryMandate(models.Model):
    """A person of the board may type for a unit in a round, for a stated reason, until ended.

    Handing in the self-assessment stays with the unit's head; who typed does not appraise.
    """

    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="entry_mandates"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-granted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"], condition=Q(ended_at__isnull=True),
                name="entry_mandate_once_open",
            ),
            set_together("ended_at", "ended_by", name="entry_mandate_ended_pair"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("reason"), 10),
                name="entry_mandate_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} – {self.assessment}"


class Call(models.Model):
    """A phone call to a unit that is late with a step: "đã gọi"."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="calls")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    step = models.CharField(max_length=30, choices=Step)
    called_at = models.DateTimeField(auto_now_add=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-called_at", "-pk"]
        constraints = [valid_choice("step", Step, name="call_step_valid")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.get_step_display()}"


class Reminder(models.Model):
    """The board reminded units that are late with a step: what was said, to whom, when."""

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=30, choices=Step)
    key = models.UUIDField(unique=True)
    text = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [valid_choice("step", Step, name="reminder_step_valid")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} ({self.sent_at:%d/%m/%Y})"


class ReminderRecipient(models.Model):
    """A person of a unit who was reminded."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="recipients")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "unit", "person"], name="reminder_recipient_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.unit}"


class Digest(models.Model):
    """The one summary of deadlines that a person got on a day: never a second one."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField()
    lines = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.recipient} – {self.day:%d/%m/%Y}"


class Handover(models.Model):
    """Biên bản bàn giao: one person's role and open work passed to another.

    `content` is the frozen list of what was handed over; `document` the minutes as printed.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="handovers")
    role = models.CharField(max_length=30, choices=Role)
    from_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_given"
    )
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_received"
    )
    handed_over_on = models.DateField()
    reason = models.TextField()
    content = models.JSONField(default=dict)
    document = models.ForeignKey(
        "core.StoredDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            valid_choice("role", Role, name="handover_role_valid"),
            models.CheckConstraint(
                condition=~Q(from_person=models.F("to_person")), name="handover_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_person} → {self.to_person}"
