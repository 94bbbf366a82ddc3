"""Findings of the checks with the address at which each is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from criteria.checks import Finding, Place, Severity, findings
from criteria.definitions import SetDefinition
from criteria.models import CriteriaSet


@dataclass(frozen=True)
class ShownFinding:
    """One line of the list: what is wrong, and where the link leads."""

    message: str
    address: str


@dataclass(frozen=True)
class ShownFindings:
    """What must be mended, and what is worth a second look."""

    faults: tuple[ShownFinding, ...]
    advice: tuple[ShownFinding, ...]


def shown_findings(criteria_set: CriteriaSet, definition: SetDefinition) -> ShownFindings:
    """Every finding of the set, ready for criteria/_findings.html."""
    found = findings(definition)
    return ShownFindings(
        tuple(_shown(found, Severity.FAULT, criteria_set, definition)),
        tuple(_shown(found, Severity.ADVICE, criteria_set, definition)),
    )


def address_of(place: Place, criteria_set: CriteriaSet, definition: SetDefinition) -> str:
    """Where the place is read; the one function that decides it."""
    if place.kind in ("criterion", "part"):
        return reverse("criteria:criterion", args=[criteria_set.pk, place.key])
    page = criteria_set.get_absolute_url()
    if place.kind == "group":
        codes = {group.key: group.code for group in definition.groups}
        return f"{page}#nhom-{codes[place.key]}"
    anchors = {"veto": "#loai-tru", "band": "#xep-loai"}
    return page + anchors.get(place.kind, "")


def _shown(
    found: Iterable[Finding],
    severity: Severity,
    criteria_set: CriteriaSet,
    definition: SetDefinition,
) -> Iterable[ShownFinding]:
    for finding in found:
        if finding.severity == severity:
            address = address_of(finding.place, criteria_set, definition)
            yield ShownFinding(finding.message, address)
