"""The register of recognised models."""

from datetime import date

from django.db import models

from core.constraints import valid_choice
from core.text import fold
from recognition.categories import (
    ModelField,
    ModelLevel,
    ModelOwner,
    field_name,
    level_name,
)
from recognition.models.registrations import ModelRegistration
from recognition.querysets import RecognisedModelQuerySet


class RecognisedModel(models.Model):
    """An exemplary practice that a decision has recognised; lives on across years."""

    organiser = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="recognised_models")
    registration = models.OneToOneField(
        ModelRegistration, models.PROTECT, null=True, blank=True, related_name="recognised_model"
    )
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=20, choices=ModelField)
    owner = models.CharField(max_length=20, choices=ModelOwner)
    level = models.CharField(max_length=20, choices=ModelLevel)
    year = models.PositiveSmallIntegerField()
    decision_reference = models.CharField(max_length=120)
    search_key = models.CharField(max_length=700)

    objects = RecognisedModelQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "unit__sort_key", "name"]
        constraints = [
            valid_choice("field", ModelField, name="recognised_model_field_valid"),
            valid_choice("owner", ModelOwner, name="recognised_model_owner_valid"),
            valid_choice("level", ModelLevel, name="recognised_model_level_valid"),
        ]
        indexes = [models.Index(fields=["organiser", "-year"], name="recognised_model_by_year")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = self.folded()
        super().save(*args, **kwargs)

    def get_field_display(self) -> str:
        """As it was called at the end of the year of recognition."""
        return field_name(self.field, date(self.year, 12, 31))

    def get_level_display(self) -> str:
        """As it was called at the end of the year of recognition."""
        return level_name(self.level, date(self.year, 12, 31))

    def folded(self) -> str:
        """What searching compares with; whoever uses bulk_create sets `search_key` to this."""
        return fold(f"{self.name} {self.unit.name}")
