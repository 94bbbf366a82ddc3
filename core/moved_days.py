"""Days that the government moves each year: every count of working days asks."""

from collections.abc import Mapping
from datetime import date

from django.apps import apps

from core.remembered import Remembered


def _read() -> Mapping[date, bool]:
    rows = apps.get_model("core", "MovedDay").objects.order_by()
    return dict(rows.values_list("day", "is_off"))


# Day → whether it is off; a day that is not moved is missing.
moved_days = Remembered(_read)
