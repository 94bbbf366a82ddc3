"""Sets in any condition, and what people change in them."""

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
from criteria.models import NotApplicablePolicy, Scorer, VetoKind
from tests.strategies import garbled_parts
from tests.strategies import parts as sound_parts

WORDS = ["dân vận", "khéo", "hồ sơ", "đúng hạn", "từ 95%", "4,00", "minh chứng", "xã", "–"]
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
points = st.integers(1, 400).map(lambda number: Decimal(number) / 4)
shares = st.sampled_from([Decimal("0"), Decimal("0.5"), Decimal("0.7")])
keys = st.text("abcdef0123456789", min_size=1, max_size=3)

parts = st.builds(lambda part, key: replace(part, key=key), sound_parts | garbled_parts(), keys)
conditions = st.none() | st.builds(
    Condition,
    criterion=keys,
    part=keys,
    answers=st.lists(st.booleans() | keys, min_size=1, max_size=2).map(tuple),
)
criteria = st.builds(
    CriterionDefinition,
    pk=st.just(0),
    group_code=st.just(""),
    code=keys,
    title=titles,
    max_points=points,
    guidance=texts,
    scoring_text=texts,
    evidence_required=st.booleans(),
    evidence_hint=texts,
    may_not_arise=st.booleans(),
    scored_by=st.sampled_from(Scorer.values),
    is_bonus=st.just(False),
    parts=st.lists(parts, max_size=3, unique_by=lambda part: part.key).map(tuple),
    key=keys,
    legal_basis=texts,
    good_example=texts,
    bad_example=texts,
    condition=conditions,
)
groups = st.builds(
    GroupDefinition,
    pk=st.just(0),
    code=keys,
    title=titles,
    max_points=points,
    minimum_share=shares,
    is_bonus=st.booleans(),
    criteria=st.just(()),
    key=keys,
)
vetoes = st.builds(
    VetoDefinition,
    pk=st.just(0),
    code=keys,
    title=titles,
    effect=titles,
    kind=st.sampled_from(VetoKind.values),
    parameters=st.fixed_dictionaries(
        {}, optional={"minimum_share": st.just("0.5"), "missing_from": st.integers(1, 4)}
    ),
    key=keys,
)
bands = st.builds(
    BandDefinition,
    name=titles,
    minimum_points=points,
    minimum_group_share=shares,
    is_recognised=st.booleans(),
    conditions=texts,
    key=keys,
)


def rows(of):
    """Some of them, each with a key of its own."""
    return st.lists(of, max_size=4, unique_by=lambda item: item.key)


@st.composite
def definitions(draw):
    """A set in any condition: keys are unique where the database asks for it, nothing else is."""
    heads = draw(rows(groups))
    lines = draw(st.lists(criteria, max_size=8, unique_by=lambda item: item.key))
    homes = [draw(st.integers(0, len(heads) - 1)) for _ in lines] if heads else []
    return SetDefinition(
        pk=0, title=draw(titles), version=1, total_points=draw(points), bonus_max=draw(points),
        not_applicable_policy=draw(st.sampled_from(NotApplicablePolicy.values)),
        groups=tuple(
            replace(head, criteria=tuple(
                replace(line, group_code=head.code, is_bonus=head.is_bonus)
                for line, home in zip(lines, homes, strict=False) if home == place
            ))
            for place, head in enumerate(heads)
        ),
        vetoes=tuple(draw(rows(vetoes))), bands=tuple(draw(rows(bands))),
        year=draw(st.integers(2024, 2028)), unit_kind=draw(st.sampled_from(["commune", "agency"])),
        issuer=draw(texts), basis=tuple(draw(st.lists(titles, max_size=2))),
    )  # fmt: skip


@st.composite
def edited(draw, whole: SetDefinition) -> SetDefinition:
    """The set after somebody's work on it: rows dropped, shuffled, added and changed."""
    whole = draw(rearranged(whole))
    return replace(
        whole,
        title=draw(st.just(whole.title) | titles),
        bonus_max=draw(st.just(whole.bonus_max) | points),
        groups=tuple(
            replace(
                head,
                title=draw(st.just(head.title) | titles),
                minimum_share=draw(shares),
                criteria=_worked_over(draw, head.criteria, criteria, _criterion_edits),
            )
            for head in whole.groups
        ),
        vetoes=_worked_over(draw, whole.vetoes, vetoes, lambda _: {"title": titles}),
        bands=_worked_over(draw, whole.bands, bands, lambda _: {"minimum_points": points}),
    )


@st.composite
def rearranged(draw, whole: SetDefinition) -> SetDefinition:
    """The same rows in perhaps another order, or with one criterion in another group."""
    heads = _with_one_carried_over(draw, _perhaps_shuffled(draw, whole.groups))
    return replace(
        whole,
        groups=tuple(
            replace(head, criteria=_perhaps_shuffled(draw, head.criteria)) for head in heads
        ),
        vetoes=_perhaps_shuffled(draw, whole.vetoes),
        bands=_perhaps_shuffled(draw, whole.bands),
    )


def _perhaps_shuffled(draw, items) -> tuple:
    return tuple(draw(st.permutations(items)) if draw(st.booleans()) else items)


def _with_one_carried_over(draw, heads) -> list[GroupDefinition]:
    """Perhaps with the first criterion of one group at the end of another."""
    heads = list(heads)
    giving = [place for place, head in enumerate(heads) if head.criteria]
    if not giving or draw(st.booleans()):
        return heads
    here, there = draw(st.sampled_from(giving)), draw(st.integers(0, len(heads) - 1))
    carried, *rest = heads[here].criteria
    heads[here] = replace(heads[here], criteria=tuple(rest))
    heads[there] = replace(heads[there], criteria=(*heads[there].criteria, carried))
    return heads


def _criterion_edits(line: CriterionDefinition) -> dict:
    return {
        "title": titles,
        "max_points": points,
        "scored_by": st.sampled_from(Scorer.values),
        "parts": st.permutations(line.parts).map(tuple),
    }


def _worked_over(draw, items, new, edits) -> tuple:
    kept = [item for item in items if draw(st.integers(0, 4))]
    kept = [_touched(draw, item, edits(item)) for item in kept]
    others = {item.key for item in items}
    added = [item for item in draw(st.lists(new, max_size=1)) if item.key not in others]
    return _perhaps_shuffled(draw, [*kept, *added])


def _touched(draw, item, edits: dict):
    name = draw(st.none() | st.sampled_from(sorted(edits)))
    return replace(item, **{name: draw(edits[name])}) if name else item


@st.composite
def pairs_of_sets(draw):
    """Two sets of any relation: strangers, the same rearranged, one worked out of the other."""
    first = draw(definitions())
    relation = draw(st.sampled_from([rearranged, edited, lambda _: definitions()]))
    return first, draw(relation(first))
