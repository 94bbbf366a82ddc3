"""Where each place of a set is edited: findings, and whatever else names a place, link there."""

from dataclasses import dataclass

from django.urls import reverse

from criteria.checks import Finding, Place, Severity, findings
from criteria.definitions import SetDefinition
from criteria.models import CriteriaSet

# Kinds of rows as addresses name them.
WORDS = {"group": "nhom", "criterion": "tieu-chi", "veto": "loai-tru", "band": "xep-loai"}


@dataclass(frozen=True)
class LinkedFinding:
    """A finding with the address where it is mended."""

    message: str
    url: str
    severity: str


def address_of(place: Place, criteria_set: CriteriaSet) -> str:
    """The form in which the place is edited, at the field or part where one is named."""
    if place.kind in ("criterion", "part"):
        address = reverse("criteria:edit-criterion", args=[criteria_set.pk, place.key])
        return f"{address}#phan-{place.part}" if place.part else f"{address}{_field(place)}"
    if place.kind in WORDS:
        args = [criteria_set.pk, WORDS[place.kind], place.key]
        return reverse("criteria:item-edit", args=args) + _field(place)
    if place.field:
        return reverse("criteria:edit-information", args=[criteria_set.pk]) + _field(place)
    return reverse("criteria:edit", args=[criteria_set.pk])


def linked_findings(
    definition: SetDefinition, criteria_set: CriteriaSet
) -> dict[str, list[LinkedFinding]]:
    """What to mend and what to look at again, each with its address."""
    found = [_linked(finding, criteria_set) for finding in findings(definition)]
    return {
        "faults": [each for each in found if each.severity == Severity.FAULT],
        "advice": [each for each in found if each.severity == Severity.ADVICE],
    }


def _linked(finding: Finding, criteria_set: CriteriaSet) -> LinkedFinding:
    url = address_of(finding.place, criteria_set)
    return LinkedFinding(finding.message, url, finding.severity)


def _field(place: Place) -> str:
    return f"#id_{place.field}" if place.field else ""
