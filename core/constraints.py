"""The check constraints that most tables need."""

from django.db.models import CheckConstraint, F, Q


def set_together(*fields: str, name: str) -> CheckConstraint:
    """Either all `fields` are NULL or none is: who and when belong together."""
    none, every = Q(), Q()
    for field in fields:
        none &= Q(**{f"{field}__isnull": True})
        every &= Q(**{f"{field}__isnull": False})
    return CheckConstraint(condition=none | every, name=name)


def valid_choice(field: str, choices, name: str, blank: bool = False) -> CheckConstraint:
    """`field` holds one of the values of the TextChoices (or "" when `blank`)."""
    values = [*choices.values, ""] if blank else list(choices.values)
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


def within(field: str, most: str, name: str) -> CheckConstraint:
    """0 ≤ `field` ≤ the row's own `most`; NULL (not scored) is allowed."""
    bounds = Q(**{f"{field}__gte": 0}) & Q(**{f"{field}__lte": F(most)})
    return CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | bounds, name=name)
