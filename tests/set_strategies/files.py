"""Sound sets in words, names and figures that a file is tempted to change."""

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
from criteria.models import NotApplicablePolicy, VetoKind
from criteria.rules.figures import stored_figure
from criteria.scoring import Part
from tests.set_strategies.sound import sound_sets
from tests.strategies import parts as plain_parts

# Words that a spreadsheet likes to misread: formulas, numbers, dates, errors.
WORDS = ["dân vận", "=1+1", "-5", "+84", "@a", "12/12", "1,5", "#N/A", "“khéo”", "TRUE", "a;b", "Ế"]
lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
texts = st.lists(lines, max_size=3).map("\n".join)
labels = lines
thousandths = st.integers(0, 1000).map(lambda number: Decimal(number) / 1000)
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
named_sources = st.dictionaries(
    names, st.sampled_from(["indicator_year:doi-thoai", "registration_time:"]), min_size=1,
    max_size=3,
)  # fmt: skip


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
    if draw(st.booleans()):
        parameters["sources"] = draw(named_sources)
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
def sets_for_files(draw) -> SetDefinition:
    """A sound set under other names, in other words, its limits no longer tuned to each other."""
    whole = draw(sound_sets(parts))
    names_of = _Renamed(draw, whole)
    bonus = [group for group in whole.groups if group.is_bonus]
    return replace(
        whole, title=draw(lines), version=draw(st.integers(1, 30)),
        bonus_max=Decimal(draw(st.integers(0, 5))) if bonus else Decimal(0),
        groups=tuple(_group(draw, names_of, group) for group in whole.groups) + _empty(draw),
        not_applicable_policy=draw(st.sampled_from(NotApplicablePolicy.values)),
        vetoes=tuple(_vetoes(draw)), bands=tuple(_bands(draw)), year=draw(st.integers(2020, 2040)),
        unit_kind=draw(st.sampled_from(["commune", "agency"])), issuer=draw(lines),
        basis=tuple(draw(st.lists(lines, max_size=3))),
    )  # fmt: skip


class _Renamed:
    """Other keys for criteria and parts; conditions follow."""

    def __init__(self, draw, whole: SetDefinition) -> None:
        criteria = [c for group in whole.groups for c in group.criteria]
        self.criteria = _other_keys(draw, [c.key for c in criteria])
        self.parts = {c.key: _other_keys(draw, [p.key for p in c.parts]) for c in criteria}

    def condition(self, old: Condition | None) -> Condition | None:
        if old is None:
            return None
        part = self.parts[old.criterion][old.part]
        return replace(old, criterion=self.criteria[old.criterion], part=part)


def _other_keys(draw, keys: list[str]) -> dict[str, str]:
    count = len(keys)
    others = draw(st.lists(names, min_size=count, max_size=count, unique=True))
    return dict(zip(keys, others, strict=True))


def _group(draw, names_of: _Renamed, group: GroupDefinition) -> GroupDefinition:
    return replace(
        group, title=draw(lines), minimum_share=draw(thousandths),
        criteria=tuple(_criterion(draw, names_of, criterion) for criterion in group.criteria),
    )  # fmt: skip


def _criterion(draw, names_of: _Renamed, criterion: CriterionDefinition) -> CriterionDefinition:
    keys = names_of.parts[criterion.key]
    return replace(
        criterion, key=names_of.criteria[criterion.key], title=draw(lines),
        code=f"{criterion.code}a", guidance=draw(texts), scoring_text=draw(texts),
        evidence_hint=draw(texts), legal_basis=draw(texts), good_example=draw(texts),
        bad_example=draw(texts), condition=names_of.condition(criterion.condition),
        max_points=criterion.max_points or Decimal(1),
        parts=tuple(_measured(draw, replace(p, key=keys[p.key])) for p in criterion.parts),
    )  # fmt: skip


def _measured(draw, part: Part) -> Part:
    """The part, perhaps fed by our own records."""
    if draw(st.integers(0, 3)):
        return part
    parameters = {name: v for name, v in part.parameters.items() if name != "sources"}
    requires = {"requires": parameters.pop("requires")} if "requires" in parameters else {}
    rule = {"method": part.method, "parameters": parameters}
    code = draw(st.sampled_from(sorted(measures.labels())))
    return replace(part, method="measure", parameters={"measure": code, "rule": rule, **requires})


def _empty(draw) -> tuple[GroupDefinition, ...]:
    """Perhaps a group that nothing stands in yet."""
    empty = GroupDefinition(0, "X", draw(lines), Decimal(0), Decimal(0), False, (), "trong")
    return (empty,) if draw(st.booleans()) else ()


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
            f"Mức {number}", Decimal(low), draw(thousandths), draw(st.booleans()), draw(texts),
            key=f"muc-{number}",
        )  # fmt: skip
