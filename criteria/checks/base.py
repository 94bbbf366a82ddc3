"""A finding, its place and its weight."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from criteria.definitions import CriterionDefinition
from criteria.scoring import Part


class Severity(TextChoices):
    """Whether a finding keeps the set from being published."""

    FAULT = "fault", "Phải sửa"
    ADVICE = "advice", "Nên xem lại"


@dataclass(frozen=True)
class Place:
    """Where in a set: `kind` is set, group, criterion, part, veto or band.

    `key` is that of the group, criterion, veto or band; a part is named by `part` within the
    criterion `key`. `field` is the column concerned, where one can be named.
    """

    kind: str = "set"
    key: str = ""
    part: str = ""
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to mend: what, where, and whether publishing must wait for it."""

    message: str
    place: Place = Place()
    severity: Severity = Severity.FAULT


def fault(message: str, kind: str = "set", key: str = "", **place: str) -> Finding:
    """Something that must be mended before publishing."""
    return Finding(message, Place(kind, key, **place))


def advice(message: str, kind: str = "set", key: str = "", **place: str) -> Finding:
    """Something worth a second look."""
    return Finding(message, Place(kind, key, **place), Severity.ADVICE)


@dataclass(frozen=True)
class PartPlace:
    """Makes findings about one part: named by code and label, placed at the part."""

    criterion: CriterionDefinition
    part: Part

    def fault(self, text: str, field: str = "parameters") -> Finding:
        """Something that must be mended before publishing."""
        return fault(self._message(text), **self._place(field))

    def advice(self, text: str, field: str = "parameters") -> Finding:
        """Something worth a second look."""
        return advice(self._message(text), **self._place(field))

    def _message(self, text: str) -> str:
        name = self.part.label.strip() or f"phần “{self.part.key}”"
        return f"Tiêu chí {self.criterion.code}: {name}: {text}"

    def _place(self, field: str) -> dict[str, Any]:
        return {"kind": "part", "key": self.criterion.key, "part": self.part.key, "field": field}
