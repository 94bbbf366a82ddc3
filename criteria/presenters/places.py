"""Where each place of a set is edited: findings, and whatever else names a place, link there."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from criteria.checks import Finding, Place, Severity, findings
from criteria.definitions import SetDefinition
from criteria.models import CriteriaSet
from criteria.presenters.rule_boxes import plain_words
from criteria.scoring import Part

# Kinds of rows as addresses name them.
WORDS = {"group": "nhom", "criterion": "tieu-chi", "veto": "loai-tru", "band": "xep-loai"}
OWN_BOXES = {"condition": "condition_part", "key": "code"}  # where the box has another name
# What a set may lack altogether, and the part of the editor's page where it is added.
LISTS = {"groups": "groups", "class_bands": "bands"}


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
        return f"{address}#{_spot_of_criterion(place)}"
    editor = reverse("criteria:edit", args=[criteria_set.pk])
    if place.kind in WORDS and place.field:
        args = [criteria_set.pk, WORDS[place.kind], place.key]
        return f"{reverse('criteria:item-edit', args=args)}#id_{place.field}"
    if place.kind in WORDS:
        return f"{editor}#{WORDS[place.kind]}-{place.key}"
    if place.field in LISTS:
        return f"{editor}#{LISTS[place.field]}"
    if place.field:
        return f"{reverse('criteria:edit-information', args=[criteria_set.pk])}#id_{place.field}"
    return editor


def linked_findings(
    definition: SetDefinition, criteria_set: CriteriaSet
) -> dict[str, list[LinkedFinding]]:
    """What to mend and what to look at again, each with its address."""
    parts = {(c.key, part.key): part for c in definition.criteria.values() for part in c.parts}
    found = [_linked(finding, criteria_set, parts) for finding in findings(definition)]
    return {
        "faults": [each for each in found if each.severity == Severity.FAULT],
        "advice": [each for each in found if each.severity == Severity.ADVICE],
    }


def _linked(
    finding: Finding, criteria_set: CriteriaSet, parts: Mapping[tuple[str, str], Part]
) -> LinkedFinding:
    place = finding.place
    part = parts.get((place.key, place.part))
    message = plain_words(finding.message, part) if part else finding.message
    return LinkedFinding(message, address_of(place, criteria_set), finding.severity)


def _spot_of_criterion(place: Place) -> str:
    """A part, a box of the criterion's own form, or where its first part is added."""
    if place.part:
        return f"phan-{place.part}"
    return f"c-{OWN_BOXES.get(place.field, place.field)}" if place.field else "add-shape"
