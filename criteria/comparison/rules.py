"""A changed rule: its words, and whether points, wording or the way of counting changed."""

from collections.abc import Iterator, Mapping
from typing import Any

from criteria import sources
from criteria.comparison.changes import FieldChange, Kind, in_order
from criteria.definitions import VetoDefinition
from criteria.models import VetoKind
from criteria.rules.figures import exact_decimal, number_text
from criteria.scoring import (
    METHOD_LABELS,
    Part,
    describe,
    fact_fields,
    part_problems,
    sources_of,
)

LABEL = "Cách tính"
VETO_LABEL = "Ai xác định"
SOURCES_LABEL = "Điền sẵn từ số liệu trong năm"
POINT_NAMES = {"points", "points_each", "floor", "minimum_share"}
WORDING_NAMES = {"label", "question", "numerator", "denominator", "unit"}

_MISSING = object()

Leaves = dict[tuple[str | int, ...], Any]


def part_rule(before: Part | None, after: Part | None) -> FieldChange | None:
    """The change from one part's rule to the other's; None where the rule is the same."""
    return _rule_change(
        LABEL,
        before and {"method": before.method, "parameters": _without_sources(before)},
        after and {"method": after.method, "parameters": _without_sources(after)},
        before and _part_text(before),
        after and _part_text(after),
    )


def part_sources(before: Part | None, after: Part | None) -> FieldChange | None:
    """The change in what fills single facts of a part; None where there is none."""
    sides = [sources_of(part) if part else {} for part in (before, after)]
    if sides[0] == sides[1]:
        return None
    words = [_sources_text(part, named) if part else "" for part, named in
             zip((before, after), sides, strict=True)]  # fmt: skip
    return FieldChange("sources", SOURCES_LABEL, words[0], words[1], (Kind.RULES,))


def veto_rule(before: VetoDefinition | None, after: VetoDefinition | None) -> FieldChange | None:
    """The change in how a veto is found; None where there is none."""
    return _rule_change(
        VETO_LABEL,
        before and {"kind": str(before.kind), "parameters": before.parameters},
        after and {"kind": str(after.kind), "parameters": after.parameters},
        before and _veto_text(before),
        after and _veto_text(after),
    )


def _rule_change(
    label: str,
    old: Mapping | None,
    new: Mapping | None,
    before: str | None,
    after: str | None,
) -> FieldChange | None:
    if old == new:
        return None
    if old is None or new is None:
        return FieldChange("rule", label, before or "", after or "", (Kind.RULES,))
    leaves, others = _leaves(old), _leaves(new)
    paths = [
        path for path in {**leaves, **others}
        if leaves.get(path, _MISSING) != others.get(path, _MISSING)
    ]  # fmt: skip
    if before == after:  # the difference does not show in the words: name it
        before, after = (_listed(before, side, paths) for side in (leaves, others))
    kinds = in_order(_kind(path, leaves, others) for path in paths)
    return FieldChange("rule", label, before or "", after or "", kinds)


def _part_text(part: Part) -> str:
    method = METHOD_LABELS.get(part.method, part.method)
    return f"{method}: {describe(part)}"


def _without_sources(part: Part) -> Mapping[str, Any]:
    """The parameters without what `part_sources` tells; scraps of a draft stay."""
    given = part.parameters
    if given.get("sources") != sources_of(part):
        return given
    return {name: value for name, value in given.items() if name != "sources"}


def _sources_text(part: Part, named: Mapping[str, str]) -> str:
    """ "Số tổ dân vận có hoạt động: Báo cáo quý, số cả năm: to-dan-van", one line a fact."""
    labels = {} if part_problems(part) else {f.name: f.label for f in fact_fields(part)}
    lines = (f"{labels.get(fact, fact)}: {sources.label_of(name)}" for fact, name in named.items())
    return "\n".join(lines) or "Đơn vị tự nhập"


def _veto_text(veto: VetoDefinition) -> str:
    kind = VetoKind(veto.kind).label if veto.kind in VetoKind.values else str(veto.kind)
    given = [_parameter_text(name, value) for name, value in sorted(veto.parameters.items())]
    return f"{kind} ({'; '.join(given)})" if given else kind


def _parameter_text(name: str, value: Any) -> str:
    figure = exact_decimal(value)
    if name == "minimum_share" and figure is not None:
        return f"dưới {number_text(figure * 100)} %"
    if name == "missing_from" and figure is not None:
        return f"từ {number_text(figure)} báo cáo"
    return f"{name}: {value}"


def _kind(path: tuple[str | int, ...], leaves: Leaves, others: Leaves) -> Kind:
    """What a single differing value is about; a row that came or went is another rule."""
    if path not in leaves or path not in others:
        return Kind.RULES
    names = [name for name in path if isinstance(name, str)]
    if names[-1] in POINT_NAMES:
        return Kind.POINTS
    return Kind.WORDING if names[-1] in WORDING_NAMES else Kind.RULES


def _listed(text: str | None, leaves: Leaves, paths: list[tuple[str | int, ...]]) -> str:
    given = (f"{'.'.join(map(str, path[1:]))} = {leaves.get(path, '–')}" for path in paths)
    return f"{text} [{'; '.join(given)}]"


def _leaves(value: Any) -> Leaves:
    return dict(_walk(value, ()))


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, Mapping) and value:
        steps = value.items()
    elif isinstance(value, list | tuple) and value:
        steps = enumerate(value)
    else:
        yield path, value
        return
    for step, inner in steps:
        yield from _walk(inner, (*path, step))
