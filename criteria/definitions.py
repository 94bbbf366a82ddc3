"""A criteria set as plain frozen values: what scoring, sheets, papers, checks, Excel work on.

Read from rows it carries their keys (`pk`); read from a file it does not (0). A published set
never changes, so its definition is kept in memory for the life of the process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from criteria.models import (
    ClassBand,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    Scorer,
    ScoringPart,
    Veto,
)
from criteria.scoring import Part, measure_of, sources_of
from criteria.workflow import CriteriaSetState


@dataclass(frozen=True)
class Condition:
    """A criterion is asked only if a part of another one was answered with one of `answers`.

    The part is one with a yes/no (`answers`: true or false) or a choice (keys of options).
    """

    criterion: str  # its key
    part: str  # its key
    answers: tuple[bool | str, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is stored with the criterion."""
        return {"criterion": self.criterion, "part": self.part, "answers": list(self.answers)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Condition | None":
        """What as_json stored; None for an empty mapping: asked always."""
        if not stored:
            return None
        return cls(stored["criterion"], stored["part"], tuple(stored["answers"]))


@dataclass(frozen=True)
class CriterionDefinition:
    """One criterion with its parts."""

    pk: int
    group_code: str
    code: str
    title: str
    max_points: Decimal
    guidance: str
    scoring_text: str
    evidence_required: bool
    evidence_hint: str
    may_not_arise: bool
    scored_by: str
    is_bonus: bool
    parts: tuple[Part, ...]
    key: str = ""
    legal_basis: str = ""
    good_example: str = ""
    bad_example: str = ""
    condition: Condition | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of the measures (own records) that this criterion takes its facts from."""
        return tuple(code for part in self.parts if (code := measure_of(part)))

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources (own records) that fill single facts of this criterion."""
        return tuple(name for part in self.parts for name in sources_of(part).values())


@dataclass(frozen=True)
class GroupDefinition:
    """A heading with its criteria."""

    pk: int
    code: str
    title: str
    max_points: Decimal
    minimum_share: Decimal
    is_bonus: bool
    criteria: tuple[CriterionDefinition, ...]
    key: str = ""


@dataclass(frozen=True)
class VetoDefinition:
    """A condition that stops recognition."""

    pk: int
    code: str
    title: str
    effect: str
    kind: str
    parameters: Mapping[str, Any]
    key: str = ""


@dataclass(frozen=True)
class BandDefinition:
    """A class with the points and the share of each group that it asks for."""

    name: str
    minimum_points: Decimal
    minimum_group_share: Decimal
    is_recognised: bool
    conditions: str
    pk: int = 0
    key: str = ""


@dataclass(frozen=True)
class SetDefinition:
    """The whole set, in reading order. `unit_kind` is the code of the kind of unit."""

    pk: int
    title: str
    version: int
    total_points: Decimal
    bonus_max: Decimal
    not_applicable_policy: str
    groups: tuple[GroupDefinition, ...]
    vetoes: tuple[VetoDefinition, ...]
    bands: tuple[BandDefinition, ...]
    year: int = 0
    unit_kind: str = ""
    issuer: str = ""
    basis: tuple[str, ...] = field(default=())

    @cached_property
    def criteria(self) -> dict[int, CriterionDefinition]:
        """Criteria by key, in reading order."""
        return {c.pk: c for group in self.groups for c in group.criteria}

    @cached_property
    def appraiser_points(self) -> dict[str, Decimal]:
        """Points that only the appraiser gives, by code of the group; bonus left out."""
        points = {g.code: _points_of_appraiser(g) for g in self.groups if not g.is_bonus}
        return {code: most for code, most in points.items() if most}

    @cached_property
    def conditional(self) -> tuple[CriterionDefinition, ...]:
        """Criteria that are not always asked; most sets have none."""
        return tuple(c for group in self.groups for c in group.criteria if c.condition)


def _points_of_appraiser(group: GroupDefinition) -> Decimal:
    own = (c.max_points for c in group.criteria if c.scored_by == Scorer.APPRAISER)
    return sum(own, Decimal(0))


# Of published sets only: what is kept here never changes.
_sets_in_use: dict[int, CriteriaSet] = {}


def definition_of(criteria_set: CriteriaSet) -> SetDefinition:
    """The set's definition; from memory once it has been published."""
    if criteria_set.state == CriteriaSetState.DRAFT:
        return _read(criteria_set)
    return _published(criteria_set.pk, criteria_set.published_at)


@lru_cache(maxsize=64)
def _published(pk: int, _published_at) -> SetDefinition:
    return _read(CriteriaSet.objects.select_related("unit_kind").get(pk=pk))


def set_in_use(pk: int) -> CriteriaSet:
    """The set of a file, with what a save of its sheet asks for; from memory once published."""
    known = _sets_in_use.get(pk)
    if known is None:
        known = CriteriaSet.objects.only("state", "published_at", "not_applicable_policy").get(
            pk=pk
        )
        if known.state != CriteriaSetState.DRAFT:
            _sets_in_use[pk] = known
    return known


def forget_definitions() -> None:
    """Empty the memory (tests, after a restore)."""
    _published.cache_clear()
    _sets_in_use.clear()


def _read(criteria_set: CriteriaSet) -> SetDefinition:
    below = {"criteria_set": criteria_set}  # two drafts of one list may be read side by side
    groups = CriterionGroup.objects.filter(**below).prefetch_related("criteria__parts")
    return SetDefinition(
        pk=criteria_set.pk,
        title=criteria_set.title,
        version=criteria_set.version,
        total_points=criteria_set.total_points,
        bonus_max=criteria_set.bonus_max,
        not_applicable_policy=criteria_set.not_applicable_policy,
        groups=tuple(_group(group) for group in groups),
        vetoes=tuple(
            VetoDefinition(v.pk, v.code, v.title, v.effect, v.kind, v.parameters, v.key)
            for v in Veto.objects.filter(**below)
        ),
        bands=tuple(
            BandDefinition(
                b.name, b.minimum_points, b.minimum_group_share, b.is_recognised, b.conditions,
                b.pk, b.key,
            )
            for b in ClassBand.objects.filter(**below)
        ),
        year=criteria_set.year,
        unit_kind=criteria_set.unit_kind.code,
        issuer=criteria_set.issuer,
        basis=tuple(criteria_set.basis),
    )  # fmt: skip


def _group(group: CriterionGroup) -> GroupDefinition:
    return GroupDefinition(
        pk=group.pk,
        code=group.code,
        title=group.title,
        max_points=group.max_points,
        minimum_share=group.minimum_share,
        is_bonus=group.is_bonus,
        criteria=tuple(_criterion(c, group) for c in group.criteria.all()),
        key=group.key,
    )


def _criterion(criterion: Criterion, group: CriterionGroup) -> CriterionDefinition:
    return CriterionDefinition(
        pk=criterion.pk,
        group_code=group.code,
        code=criterion.code,
        title=criterion.title,
        max_points=criterion.max_points,
        guidance=criterion.guidance,
        scoring_text=criterion.scoring_text,
        evidence_required=criterion.evidence_required,
        evidence_hint=criterion.evidence_hint,
        may_not_arise=criterion.may_not_arise,
        scored_by=criterion.scored_by,
        is_bonus=group.is_bonus,
        parts=tuple(as_part(part) for part in criterion.parts.all()),
        key=criterion.key,
        legal_basis=criterion.legal_basis,
        good_example=criterion.good_example,
        bad_example=criterion.bad_example,
        condition=Condition.from_json(criterion.condition),
    )


def as_part(row: ScoringPart) -> Part:
    """The row as scoring takes it."""
    return Part(row.key, row.label, row.method, row.max_points, row.parameters)
