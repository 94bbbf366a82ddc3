"""Hypothesis builds criteria sets that may be published: what a file must carry without loss."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from criteria import measures
from criteria.columns.rules import PARAMETERS
from criteria.definitions import (
    BandDefinition,
    Condition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    VetoDefinition,
)
from criteria.models import NotApplicablePolicy, Scorer, VetoKind
from criteria.rules.figures import stored_figure
from criteria.scoring import Part
from tests.strategies import parts as plain_parts

# Words that a spreadsheet likes to misread: formulas, numbers, dates, errors.
WORDS = ["dân vận", "=1+1", "-5", "+84", "@a", "12/12", "1,5", "#N/A", "“khéo”", "TRUE", "a;b", "Ế"]
lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
texts = st.lists(lines, max_size=3).map("\n".join)
labels = lines
figures = st.decimals(Decimal("0.001"), Decimal(9999), places=3)
names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)

PARAMETER_VALUES = {
    "of": st.just("share"),
    "kind": st.sampled_from(["count", "number"]),
    "when_zero": st.sampled_from(["ask", "full", "zero"]),
    "earns": st.sampled_from(["yes", "no"]),
    "may_exceed": st.booleans(),
    "unit": labels,
    "question": labels,
    "numerator": labels,
    "denominator": labels,
    **dict.fromkeys(["name", "numerator_name", "denominator_name"], names),
    **dict.fromkeys(
        ["denominator_minimum", "denominator_maximum", "maximum", "at_most"],
        figures.map(stored_figure),
    ),
    "floor": st.just("-2.5"),
}
requirements = st.fixed_dictionaries({"name": st.just("allowed"), "label": labels})


@st.composite
def rules(draw, part: Part) -> Part:
    """The part with any of the parameters that its method knows, perhaps under a condition."""
    more = {
        name: draw(PARAMETER_VALUES[name])
        for name in sorted(PARAMETERS[part.method] - part.parameters.keys())
        if name not in ("name", "maximum", "question") and draw(st.booleans())
    }
    parameters = _in_own_words({**part.parameters, **more})
    if draw(st.booleans()):
        parameters["requires"] = draw(requirements)
    return replace(part, label=draw(labels), parameters=parameters)


def _in_own_words(parameters: dict) -> dict:
    """The figures of a rule as files and the editor write them."""
    return {
        name: [_step(step) for step in value] if isinstance(value, list) else value
        for name, value in parameters.items()
    }


def _step(step: dict) -> dict:
    words = ("key", "name", "label")
    return {k: v if k in words else stored_figure(Decimal(v)) for k, v in step.items()}


@st.composite
def figure_bands(draw) -> Part:
    """Bands of a single figure, with every kind of bound."""
    cut, far = sorted(draw(st.sets(st.integers(1, 99), min_size=2, max_size=2)))
    bands = [
        {"above": str(far), "points": "2"},
        {"from": str(cut), "to": str(far), "points": "1"},
        {"below": str(cut), "points": "0"},
    ]
    given_ = {"of": draw(st.sampled_from(["count", "number"])), "question": draw(labels)}
    more = {"name": "amount", "maximum": "120", "unit": draw(labels)} if draw(st.booleans()) else {}
    return Part("x", draw(labels), "bands", Decimal(2), {**given_, **more, "bands": bands})


parts = plain_parts.flatmap(rules) | figure_bands()


@st.composite
def part_lists(draw) -> tuple[Part, ...]:
    """The parts of one criterion, some fed by our own measures."""
    found = draw(st.lists(parts, min_size=1, max_size=3))
    keys = draw(st.lists(names, min_size=3, max_size=3, unique=True))
    return tuple(_measured(draw, replace(p, key=k)) for p, k in zip(found, keys, strict=False))


def _measured(draw, part: Part) -> Part:
    if draw(st.integers(0, 3)):
        return part
    parameters = dict(part.parameters)
    requires = {"requires": parameters.pop("requires")} if "requires" in parameters else {}
    rule = {"method": part.method, "parameters": parameters}
    code = draw(st.sampled_from(sorted(measures.labels())))
    return replace(part, method="measure", parameters={"measure": code, "rule": rule, **requires})


@st.composite
def criterion_lists(draw) -> list[CriterionDefinition]:
    """Criteria with keys and codes of their own; later ones may ask what earlier ones answered."""
    keys = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    found: list[CriterionDefinition] = []
    for number, key in enumerate(keys, start=1):
        own = draw(part_lists())
        found.append(CriterionDefinition(
            pk=0, group_code="", code=f"{number}.a", title=draw(lines), is_bonus=False,
            max_points=sum((part.max_points for part in own), Decimal(0)) or Decimal(1),
            guidance=draw(texts), scoring_text=draw(texts), evidence_hint=draw(texts),
            legal_basis=draw(texts), good_example=draw(texts), bad_example=draw(texts),
            evidence_required=draw(st.booleans()), may_not_arise=draw(st.booleans()),
            scored_by=draw(st.sampled_from(Scorer.values)), parts=own, key=key,
            condition=_asking(draw, found),
        ))  # fmt: skip
    return found


def _asking(draw, earlier: list[CriterionDefinition]) -> Condition | None:
    asked = [(c, p) for c in earlier for p in c.parts if p.method in ("yes_no", "choice")]
    if not asked or draw(st.booleans()):
        return None
    criterion, part = draw(st.sampled_from(asked))
    possible = [True, False]
    if part.method == "choice":
        possible = [option["key"] for option in part.parameters["options"]]
    answers = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=2, unique=True))
    return Condition(criterion.key, part.key, tuple(answers))


@st.composite
def sound_sets(draw) -> SetDefinition:
    """A whole set whose sums are right."""
    criteria = draw(criterion_lists())
    heads = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    homes = [draw(st.integers(0, len(heads) - 1)) for _ in criteria]
    groups = tuple(
        _group(draw, place, key, [c for c, h in zip(criteria, homes, strict=True) if h == place])
        for place, key in enumerate(heads)
    )
    total = sum((g.max_points for g in groups if not g.is_bonus), Decimal(0))
    return SetDefinition(
        pk=0, title=draw(lines), version=draw(st.integers(1, 30)), total_points=total,
        bonus_max=Decimal(draw(st.integers(0, 5))), groups=groups,
        not_applicable_policy=draw(st.sampled_from(NotApplicablePolicy.values)),
        vetoes=tuple(_vetoes(draw)), bands=tuple(_bands(draw)),
        year=draw(st.integers(2020, 2040)), unit_kind=draw(st.sampled_from(["commune", "agency"])),
        issuer=draw(lines), basis=tuple(draw(st.lists(lines, max_size=3))),
    )  # fmt: skip


def _group(draw, place: int, key: str, criteria: list[CriterionDefinition]) -> GroupDefinition:
    is_bonus = place == 2 and draw(st.booleans())
    code = "I" * (place + 1)
    return GroupDefinition(
        pk=0, code=code, title=draw(lines), key=key, is_bonus=is_bonus,
        max_points=sum((c.max_points for c in criteria), Decimal(0)),
        minimum_share=Decimal(draw(st.integers(0, 1000))) / 1000,
        criteria=tuple(replace(c, group_code=code, is_bonus=is_bonus) for c in criteria),
    )  # fmt: skip


def _vetoes(draw):
    known = {VetoKind.GROUP_FLOOR: {"minimum_share": "0.55"},
             VetoKind.REPORTS_MISSING: {"missing_from": "2"}}  # fmt: skip
    for number, kind in enumerate(draw(st.lists(st.sampled_from(VetoKind), max_size=3))):
        yield VetoDefinition(
            0, f"L{number}", draw(texts) or "x", draw(lines), str(kind), known.get(kind, {}),
            key=f"l-{number}",
        )  # fmt: skip


def _bands(draw):
    lows = sorted({0, *draw(st.sets(st.integers(1, 100), max_size=3))}, reverse=True)
    for number, low in enumerate(lows):
        yield BandDefinition(
            f"Mức {number}", Decimal(low), Decimal(draw(st.integers(0, 1000))) / 1000,
            draw(st.booleans()), draw(texts), key=f"muc-{number}",
        )  # fmt: skip
