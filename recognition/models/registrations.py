"""What a unit registers at the start of the year, and how far it has come each quarter."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from core.constraints import set_together, valid_choice
from core.text import fold
from recognition.categories import (
    ModelField,
    ModelLevel,
    ModelOwner,
    field_name,
    level_name,
)
from recognition.querysets import ModelRegistrationQuerySet, UnitRegistrationQuerySet
from recognition.workflow import (
    ProgressState,
    RegistrationState,
    UnitRegistrationState,
)


class UnitRegistration(models.Model):
    """Bản đăng ký: a unit registers itself, and its models with it, for one round.

    `title_sought` is the title or class the unit aims at; `pledge` what it wants to reach;
    `entered_on_behalf` marks a registration typed by the board's staff under a mandate.
    """

    round = models.ForeignKey(
        "assessments.Round", models.PROTECT, related_name="unit_registrations"
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="unit_registrations")
    state = models.CharField(
        max_length=20, choices=UnitRegistrationState, default=UnitRegistrationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    title_sought = models.CharField(max_length=200, blank=True)
    pledge = models.TextField(blank=True)
    due_on = models.DateField(help_text="round's date, or the unit's own extension")
    entered_on_behalf = models.BooleanField(default=False)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer_comment = models.TextField(blank=True)
    commented_at = models.DateTimeField(null=True, blank=True)
    commented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_note = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UnitRegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="unit_registration_once"),
            valid_choice("state", UnitRegistrationState, name="unit_registration_state_valid"),
            set_together(
                "submitted_at", "submitted_by", "first_submitted_at",
                name="unit_registration_submitted_together",
            ),
            set_together("commented_at", "commented_by", name="unit_registration_commented_pair"),
            set_together("decided_at", "decided_by", name="unit_registration_decided_pair"),
            models.CheckConstraint(
                condition=Q(state=UnitRegistrationState.DRAFT) | Q(submitted_at__isnull=False),
                name="unit_registration_handed_over_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state=UnitRegistrationState.RETURNED)
                | GreaterThanOrEqual(Length("decision_note"), 10),
                name="unit_registration_returned_has_note",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Bản đăng ký năm {self.round.year} – {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("recognition:registration", args=[self.pk])


class ModelRegistration(models.Model):
    """A unit's request that a practice be followed and later recognised.

    `kept_from`: last year's registration of the same practice, when it is kept up.
    """

    round = models.ForeignKey("assessments.Round", models.PROTECT, related_name="registrations")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="registrations")
    registration = models.ForeignKey(
        UnitRegistration, models.PROTECT, related_name="model_registrations"
    )
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=20, choices=ModelField)
    owner = models.CharField(max_length=20, choices=ModelOwner)
    level = models.CharField(max_length=20, choices=ModelLevel)
    kept_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="kept_as"
    )
    reason = models.TextField(blank=True)
    content = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    people = models.CharField(max_length=300, blank=True, help_text="who is in charge, who joins")
    forces = models.TextField(blank=True)
    resources = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    expected_product = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=RegistrationState, default=RegistrationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    registered_on = models.DateField(null=True, blank=True)
    officer_comment = models.TextField(blank=True)
    decision_note = models.TextField(blank=True)
    search_key = models.CharField(max_length=700, editable=False)

    objects = ModelRegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["unit__sort_key", "name"]
        constraints = [
            valid_choice("field", ModelField, name="registration_field_valid"),
            valid_choice("owner", ModelOwner, name="registration_owner_valid"),
            valid_choice("level", ModelLevel, name="registration_level_valid"),
            valid_choice("state", RegistrationState, name="registration_state_valid"),
            models.UniqueConstraint(
                fields=["round", "unit", "name"], name="registration_once_per_name"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="registration_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = self.folded()
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("recognition:model-registration", args=[self.registration_id, self.pk])

    def get_field_display(self) -> str:
        """As it was called on the day of registration; a draft speaks of today."""
        return field_name(self.field, self.registered_on)

    def get_level_display(self) -> str:
        """As it was called on the day of registration; a draft speaks of today."""
        return level_name(self.level, self.registered_on)

    def folded(self) -> str:
        """What searching compares with; whoever uses bulk_create sets `search_key` to this."""
        return fold(f"{self.name} {self.unit.name}")


class ModelTarget(models.Model):
    """One thing that a registered model is to reach: words, a figure, its unit of measure.

    A draft may lack the figure; handing in asks for it.
    """

    model_registration = models.ForeignKey(
        ModelRegistration, models.CASCADE, related_name="targets"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit_label = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(figure__gt=0), name="target_figure_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.figure} {self.unit_label}"


class ModelProgress(models.Model):
    """How a registered model stood at the end of a quarter, as its unit reported."""

    report = models.ForeignKey(
        "assessments.QuarterlyReport", models.CASCADE, related_name="model_progress"
    )
    model_registration = models.ForeignKey(
        ModelRegistration, models.PROTECT, related_name="progress"
    )
    state = models.CharField(max_length=20, choices=ProgressState, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["model_registration__name"]
        verbose_name_plural = "model progress"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "model_registration"], name="model_progress_once"
            ),
            valid_choice("state", ProgressState, name="model_progress_state_valid", blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.model_registration} – {self.report}"


class TargetProgress(models.Model):
    """What of a target had been reached by the end of a quarter, since the start of the year."""

    progress = models.ForeignKey(ModelProgress, models.CASCADE, related_name="figures")
    target = models.ForeignKey(ModelTarget, models.PROTECT, related_name="progress")
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["target__position"]
        constraints = [
            models.UniqueConstraint(fields=["progress", "target"], name="target_progress_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_progress_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.value}"
