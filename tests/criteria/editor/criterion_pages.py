"""Addresses and forms of a criterion's page."""

from django.urls import reverse

from criteria.definitions import as_part
from criteria.forms.rules.reading import RuleForm
from criteria.models import Criterion, ScoringPart

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, draft, key="i-1", part="p1"):
    where = [draft.pk, key] + ([part] if part else [])
    return reverse(f"criteria:{name}", args=where)


def page_of(draft, key="i-1"):
    return url("edit-criterion", draft, key, "")


def part_of(draft, key="i-1"):
    return ScoringPart.objects.get(criterion__group__criteria_set=draft, criterion__key=key)


def sent(row, **changes):
    boxes = RuleForm(as_part(row)).flat | {"version": row.version}
    return boxes | {name.replace("__", "."): text for name, text in changes.items()}


def criterion_of(draft, key="i-1"):
    return Criterion.objects.get(group__criteria_set=draft, key=key)


def body(response):
    return response.content.decode()
