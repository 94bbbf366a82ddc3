"""Sets to begin from: the files fixtures/criteria_*.json, each of another structure.

They are samples, not documents in force: whoever starts from one gets a draft of his own.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.models import NotApplicablePolicy, Scorer
from criteria.scoring import number_text
from criteria.set_documents import definition_from

PREFIX = "criteria_"


@dataclass(frozen=True)
class LibrarySet:
    """One sample with the name that its address carries."""

    name: str
    definition: SetDefinition

    @property
    def remarks(self) -> tuple[str, ...]:
        """What makes its structure different, in words."""
        return tuple(filter(None, (remark(self.definition) for remark in _REMARKS)))


@cache
def library_sets() -> tuple[LibrarySet, ...]:
    """Every sample, by name; read once."""
    places = sorted((settings.BASE_DIR / "fixtures").glob(f"{PREFIX}*.json"))
    return tuple(LibrarySet(_name(place), _read(place)) for place in places)


def library_set(name: str) -> LibrarySet | None:
    """The sample of that name, if there is one."""
    return next((sample for sample in library_sets() if sample.name == name), None)


def _name(place: Path) -> str:
    return place.stem.removeprefix(PREFIX).replace("_", "-")


def _read(place: Path) -> SetDefinition:
    return definition_from(json.loads(place.read_text(encoding="utf-8")))


def _size(definition: SetDefinition) -> str:
    groups = [group for group in definition.groups if not group.is_bonus]
    criteria = sum(len(group.criteria) for group in groups)
    return f"{len(groups)} nhóm, {criteria} tiêu chí, {number_text(definition.total_points)} điểm"


def _superior(definition: SetDefinition) -> str:
    points = sum(c.max_points for c in _criteria(definition) if c.scored_by == Scorer.APPRAISER)
    if not points:
        return ""
    own = definition.total_points - points
    return f"{number_text(own)} điểm tự chấm, {number_text(points)} điểm do cấp trên chấm"


def _floor(definition: SetDefinition) -> str:
    shares = {group.minimum_share for group in definition.groups if group.minimum_share}
    least = ", ".join(f"{number_text(share * 100)} %" for share in sorted(shares))
    return f"Mỗi nhóm phải đạt ít nhất {least} điểm tối đa" if least else ""


def _not_arisen(definition: SetDefinition) -> str:
    is_reduced = definition.not_applicable_policy == NotApplicablePolicy.REDUCE
    return "Việc không phát sinh được trừ khỏi thang điểm" if is_reduced else ""


def _conditions(definition: SetDefinition) -> str:
    asked = sum(criterion.condition is not None for criterion in _criteria(definition))
    return f"{asked} tiêu chí chỉ hỏi đơn vị thuộc diện" if asked else ""


def _bonus(definition: SetDefinition) -> str:
    most = definition.bonus_max
    return f"Điểm thưởng ngoài thang, tối đa {number_text(most)}" if most else ""


def _criteria(definition: SetDefinition) -> list[CriterionDefinition]:
    return [criterion for group in definition.groups for criterion in group.criteria]


_REMARKS = (_size, _superior, _floor, _not_arisen, _conditions, _bonus)
