"""What fields and levels of models are called, from which day on."""

from django.db import models
from django.db.models import Q

from core.constraints import valid_choice
from recognition.categories import CategoryKind, ModelField, ModelLevel


class CategoryName(models.Model):
    """A field or level is called so from a day on; before the first row its code has its own name.

    Codes are what rows keep and rules ask (a commune recognises at its own level). Names are what
    people read and change with the bodies: what was registered under an old name keeps showing it.
    """

    kind = models.CharField(max_length=10, choices=CategoryKind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    valid_from = models.DateField()
    note = models.CharField(max_length=200, help_text="the document that brought the name")

    class Meta:
        ordering = ["kind", "code", "-valid_from"]
        constraints = [
            valid_choice("kind", CategoryKind, name="category_name_kind_valid"),
            models.CheckConstraint(
                condition=Q(kind=CategoryKind.FIELD, code__in=ModelField.values)
                | Q(kind=CategoryKind.LEVEL, code__in=ModelLevel.values),
                name="category_name_code_valid",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="category_name_not_empty"),
            models.UniqueConstraint(
                fields=["kind", "code", "valid_from"], name="category_name_once_per_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name
