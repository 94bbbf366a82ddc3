"""Column types that several apps share."""

from django.db import models


class PointsField(models.DecimalField):
    """Points, exact to two decimal places, at most 9.999,99; computed with Decimal only."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_digits", 6)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)
