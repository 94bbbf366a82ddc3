"""A set as one JSON document (the shape of fixtures/criteria_*.json) and back: nothing is lost.

Figures are texts with a point ("1.5"); those of rules are read from numbers as well. Keys may be
left out; they then follow from the codes.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from core.text import fold
from criteria.definitions import (
    BandDefinition,
    Condition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    VetoDefinition,
)
from criteria.models import KEY_LENGTH, NotApplicablePolicy, Scorer, VetoKind
from criteria.rules.figures import stored_figure, with_stored_figures
from criteria.scoring import Part

Document = Mapping[str, Any]

# Texts of a criterion under the names that the document gives them.
CRITERION_TEXTS = {
    "guidance": "guidance",
    "scoring": "scoring_text",
    "evidence_hint": "evidence_hint",
    "legal_basis": "legal_basis",
    "good_example": "good_example",
    "bad_example": "bad_example",
}


def definition_from(document: Document) -> SetDefinition:
    """The set that the document describes; raises KeyError or ValueError for a misshapen one."""
    return SetDefinition(
        pk=0,
        title=document["title"],
        version=int(document.get("version", 1)),
        total_points=_figure(document.get("total_points", 100)),
        bonus_max=_figure(document.get("bonus_max", 0)),
        not_applicable_policy=document.get("not_applicable_policy", NotApplicablePolicy.FULL),
        groups=tuple(_group(group) for group in document["groups"]),
        vetoes=tuple(_veto(veto) for veto in document.get("vetoes", ())),
        bands=tuple(_band(band) for band in document.get("class_bands", ())),
        year=int(document.get("year", timezone.localdate().year)),
        unit_kind=document["unit_kind"],
        issuer=document.get("issuer", ""),
        basis=tuple(document.get("basis", ())),
    )


def document_from(definition: SetDefinition) -> dict[str, Any]:
    """The document that definition_from reads back to the same content."""
    return {
        "title": definition.title,
        "year": definition.year,
        "version": definition.version,
        "unit_kind": definition.unit_kind,
        "issuer": definition.issuer,
        "basis": list(definition.basis),
        "total_points": stored_figure(definition.total_points),
        "bonus_max": stored_figure(definition.bonus_max),
        "not_applicable_policy": str(definition.not_applicable_policy),
        "groups": [_group_document(group) for group in definition.groups],
        "vetoes": [
            {"key": v.key, "code": v.code, "title": v.title, "effect": v.effect,
             "kind": str(v.kind), "parameters": dict(v.parameters)}
            for v in definition.vetoes
        ],
        "class_bands": [
            {"key": b.key, "name": b.name, "minimum_points": stored_figure(b.minimum_points),
             "minimum_group_share": stored_figure(b.minimum_group_share),
             "recognised": b.is_recognised, "conditions": b.conditions}
            for b in definition.bands
        ],
    }  # fmt: skip


def fingerprint(definition: SetDefinition) -> str:
    """Names the content: equal for equal content, whatever rows or file it was read from."""
    document = json.dumps(
        document_from(definition), sort_keys=True, ensure_ascii=False, default=dict
    )
    return hashlib.sha256(document.encode()).hexdigest()


def key_from(name: str) -> str:
    """The key that a code or a name suggests: "I.1" → "i-1", "Xuất sắc" → "xuat-sac"."""
    return slugify(fold(name).replace(".", "-"))[:KEY_LENGTH] or "khac"


def _figure(value: object) -> Decimal:
    return Decimal(str(value))


def _group(group: Document) -> GroupDefinition:
    is_bonus = group.get("is_bonus", False)
    return GroupDefinition(
        pk=0,
        code=group["code"],
        title=group["title"],
        max_points=_figure(group["max_points"]),
        minimum_share=_figure(group.get("minimum_share", 0)),
        is_bonus=is_bonus,
        criteria=tuple(_criterion(c, group["code"], is_bonus) for c in group["criteria"]),
        key=group.get("key") or key_from(group["code"]),
    )


def _criterion(criterion: Document, group_code: str, is_bonus: bool) -> CriterionDefinition:
    texts = {ours: criterion.get(theirs, "") for theirs, ours in CRITERION_TEXTS.items()}
    return CriterionDefinition(
        pk=0,
        group_code=group_code,
        code=criterion["code"],
        title=criterion["title"],
        max_points=_figure(criterion["max_points"]),
        evidence_required=criterion.get("evidence_required", True),
        may_not_arise=criterion.get("may_not_arise", False),
        scored_by=criterion.get("scored_by", Scorer.UNIT),
        is_bonus=is_bonus,
        parts=tuple(
            Part(
                p["key"],
                p["label"],
                p["method"],
                _figure(p["max_points"]),
                with_stored_figures(p["parameters"]),
            )
            for p in criterion["parts"]
        ),
        key=criterion.get("key") or key_from(criterion["code"]),
        condition=Condition.from_json(criterion.get("condition", {})),
        **texts,
    )


def _veto(veto: Document) -> VetoDefinition:
    return VetoDefinition(
        pk=0,
        code=veto["code"],
        title=veto["title"],
        effect=veto["effect"],
        kind=veto.get("kind", VetoKind.DECLARED),
        parameters=with_stored_figures(veto.get("parameters", {})),
        key=veto.get("key") or key_from(veto["code"]),
    )


def _band(band: Document) -> BandDefinition:
    return BandDefinition(
        name=band["name"],
        minimum_points=_figure(band["minimum_points"]),
        minimum_group_share=_figure(band.get("minimum_group_share", 0)),
        is_recognised=band.get("recognised", False),
        conditions=band.get("conditions", ""),
        key=band.get("key") or key_from(band["name"]),
    )


def _group_document(group: GroupDefinition) -> dict[str, Any]:
    return {
        "key": group.key,
        "code": group.code,
        "title": group.title,
        "max_points": stored_figure(group.max_points),
        "minimum_share": stored_figure(group.minimum_share),
        "is_bonus": group.is_bonus,
        "criteria": [_criterion_document(criterion) for criterion in group.criteria],
    }


def _criterion_document(criterion: CriterionDefinition) -> dict[str, Any]:
    return {
        "key": criterion.key,
        "code": criterion.code,
        "title": criterion.title,
        "max_points": stored_figure(criterion.max_points),
        **{theirs: getattr(criterion, ours) for theirs, ours in CRITERION_TEXTS.items()},
        "evidence_required": criterion.evidence_required,
        "may_not_arise": criterion.may_not_arise,
        "scored_by": str(criterion.scored_by),
        "condition": criterion.condition.as_json() if criterion.condition else {},
        "parts": [
            {"key": p.key, "label": p.label, "method": p.method,
             "max_points": stored_figure(p.max_points), "parameters": p.parameters}
            for p in criterion.parts
        ],
    }  # fmt: skip
