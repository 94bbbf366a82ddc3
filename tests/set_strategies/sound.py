"""Sets that may be published, and the same with garbled rules."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from criteria.definitions import (
    BandDefinition,
    Condition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    VetoDefinition,
)
from criteria.rules.base import listed
from tests import strategies

LADDER = (
    ("Xuất sắc", "0.9", True),
    ("Tốt", "0.8", True),
    ("Khá", "0.5", False),
    ("Kém", "0", False),
)
shares = st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("0.7"), Decimal(1)])


@st.composite
def sound_sets(draw, parts=strategies.parts):
    """A set that may be published: sums agree, classes are within reach, conditions look back."""
    asked: list[tuple[CriterionDefinition, str]] = []
    groups = [
        draw(_groups(f"{number}", parts, asked, is_bonus=False))
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    total = sum(group.max_points for group in groups)
    bonus = [draw(_groups("T", parts, asked, is_bonus=True))] if draw(st.booleans()) else []
    return SetDefinition(
        pk=0,
        title=draw(st.sampled_from(["Bộ tiêu chí", "Tiêu chí “Dân vận khéo”"])),
        version=1,
        total_points=total,
        bonus_max=sum((group.max_points for group in bonus), Decimal(0)),
        not_applicable_policy=draw(st.sampled_from(["full", "reduce"])),
        groups=(*groups, *bonus),
        vetoes=draw(_vetoes(groups)),
        bands=tuple(
            BandDefinition(name, total * Decimal(share), draw(shares), recognised, "", 0, name)
            for name, share, recognised in LADDER
        ),
        year=2026,
        unit_kind="commune",
        issuer="Ban Dân vận",
    )


def garbled_sets():
    """Sets whose rules are as a careless editor or a broken spreadsheet may leave them."""
    return sound_sets(parts=strategies.garbled_parts())


@st.composite
def _groups(draw, code, parts, asked, *, is_bonus):
    criteria = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        criterion = draw(_criteria(f"{code}.{number}", parts, asked, is_bonus))
        asked += [(criterion, part) for part in criterion.parts if _answers(part)]
        criteria.append(criterion)
    return GroupDefinition(
        pk=0,
        code=code,
        title=f"Nhóm {code}",
        max_points=sum(criterion.max_points for criterion in criteria),
        minimum_share=Decimal(0) if is_bonus else draw(shares),
        is_bonus=is_bonus,
        criteria=tuple(criteria),
        key=f"g{code}",
    )


@st.composite
def _criteria(draw, code, parts, asked, is_bonus):
    chosen = draw(st.lists(parts, min_size=1, max_size=3))
    own = tuple(replace(part, key=f"p{index}") for index, part in enumerate(chosen))
    return CriterionDefinition(
        pk=0,
        group_code=code.partition(".")[0],
        code=code,
        title=f"Tiêu chí {code}",
        max_points=sum(part.max_points for part in own),
        guidance="",
        scoring_text="",
        evidence_required=draw(st.booleans()),
        evidence_hint=draw(st.sampled_from(["", "Kế hoạch"])),
        may_not_arise=draw(st.booleans()),
        scored_by=draw(st.sampled_from(["unit", "appraiser"])),
        is_bonus=is_bonus,
        parts=own,
        key=f"c{code.replace('.', '-')}",
        condition=draw(st.none() | _conditions(asked)) if asked else None,
    )


@st.composite
def _conditions(draw, asked):
    criterion, part = draw(st.sampled_from(list(asked)))
    chosen = draw(st.sets(st.sampled_from(_answers(part)), min_size=1))
    return Condition(criterion.key, part.key, tuple(sorted(chosen, key=str)))


def _answers(part):
    if part.method == "yes_no":
        return [True, False]
    keys = [option.get("key") for option in listed(part, "options")]
    return keys if part.method == "choice" and all(isinstance(k, str) for k in keys) else []


@st.composite
def _vetoes(draw, groups):
    made = [VetoDefinition(0, "L1", "Bị kỷ luật", "Không xét", "declared", {}, "l1")]
    least = draw(st.integers(1, 4))
    given_by = {"missing_from": least}
    made.append(VetoDefinition(0, "L2", "Thiếu", "Không xét", "reports_missing", given_by, "l2"))
    if any(group.minimum_share for group in groups):
        made.append(VetoDefinition(0, "L3", "Nhóm thấp", "Không xét", "group_floor", {}, "l3"))
    return tuple(draw(st.permutations(made)))
