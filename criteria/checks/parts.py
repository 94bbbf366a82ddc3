"""Scoring parts: rules that are unfit, and rules that run but can never have their effect."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from criteria import measures, sources
from criteria.checks import part_bands, reach
from criteria.checks.base import Finding, PartPlace
from criteria.definitions import CriterionDefinition
from criteria.models import Scorer
from criteria.rules.base import listed
from criteria.scoring import (
    METHODS,
    Part,
    fact_fields,
    measure_of,
    number_text,
    part_problems,
    points_text,
    rule_of,
    sources_of,
)

SMALLEST_EFFECT = Decimal("0.005")  # less is lost in rounding to two places


def findings(criterion: CriterionDefinition) -> Iterator[Finding]:
    """Part by part; what presumes a fit rule is asked of fit rules only."""
    for part in criterion.parts:
        place = PartPlace(criterion, part)
        if not part.label.strip():
            yield place.fault("chưa có tên.", "label")
        yield from _measure(place)
        yield from _sources(place)
        problems = part_problems(part)
        yield from (place.fault(text, _field(part)) for text in problems)
        if not problems:
            yield from _effects(place)


def _field(part: Part) -> str:
    """The column that the problems of an unfit rule are about."""
    if rule_of(part).method not in METHODS:
        return "parameters" if part.method == "measure" else "method"
    return "max_points" if part.max_points < 0 else "parameters"


def _measure(place: PartPlace) -> Iterator[Finding]:
    """A measure that nobody answers, or that does not answer what the rule asks."""
    part = place.part
    code = measure_of(part)
    if not code:
        return
    if not isinstance(code, str):
        yield place.fault("Tên số liệu của hệ thống phải là chữ.")
    elif code not in measures.labels():
        yield place.fault(f"Hệ thống không có số liệu “{code}”.")
    elif not part_problems(part):
        known = measures.fact_names(code)
        for field in fact_fields(rule_of(part)):
            if field.name not in known:
                yield place.fault(
                    f"Số liệu “{measures.labels()[code]}” không có mục “{field.name}”"
                    f" ({field.label}); chỉ có: {', '.join(known)}."
                )


def _sources(place: PartPlace) -> Iterator[Finding]:
    """Sources of facts that the part does not ask for, or that nobody answers."""
    part, given = place.part, place.part.parameters.get("sources")
    if given is None:
        return
    if part.method == "measure":
        yield place.fault("lấy cả phần từ số liệu của hệ thống nên không điền sẵn từng số liệu.")
    elif not isinstance(given, Mapping) or len(sources_of(part)) < len(given):
        yield place.fault("Nguồn điền sẵn (“sources”) phải ghi tên số liệu và tên nguồn.")
    else:
        yield from _named_sources(place, sources_of(part))


def _named_sources(place: PartPlace, named: Mapping[str, str]) -> Iterator[Finding]:
    part = place.part
    asked = None if part_problems(part) else {fact.name for fact in fact_fields(part)}
    for fact, source in named.items():
        if asked is not None and fact not in asked:
            yield place.fault(f"Điền sẵn cho “{fact}” mà phần này không hỏi số liệu đó.")
        if not sources.is_known(source):
            yield place.advice(f"Hệ thống này không có nguồn “{source}” để điền sẵn.")
    if named and place.criterion.scored_by == Scorer.APPRAISER:
        yield place.advice("Cơ quan thẩm định chấm nên nguồn điền sẵn không được dùng.")


def _effects(place: PartPlace) -> Iterator[Finding]:
    rule = rule_of(place.part)
    check = EFFECTS.get(rule.method)
    if check:
        yield from check(place, rule)


def _count(place: PartPlace, rule: Part) -> Iterator[Finding]:
    most = reach.of_part(place.part)
    if most < rule.max_points:
        yield place.fault(
            f"Không bao giờ đạt {points_text(rule.max_points)}: với nhiều nhất"
            f" {number_text(Decimal(rule.parameters['at_most']))} trường hợp chỉ được"
            f" {points_text(most)}."
        )
    yield from _items_without_effect(place, rule)


def _deduction(place: PartPlace, rule: Part) -> Iterator[Finding]:
    """Deductions that no case, or not all cases together, can bring about."""
    yield from _items_without_effect(place, rule)
    lowest = Decimal(rule.parameters.get("floor", 0))
    items = listed(rule, "items")
    if all("expected" in item for item in items):
        most = sum((Decimal(i["expected"]) * Decimal(i["points_each"]) for i in items), Decimal(0))
        if rule.max_points - most > lowest:
            yield place.advice(
                f"Trừ nhiều nhất {points_text(most)} nên không bao giờ xuống tới điểm sàn"
                f" {points_text(lowest)}."
            )
    others = sum((p.max_points for p in place.criterion.parts if p is not place.part), Decimal(0))
    if others + lowest < 0:
        yield place.advice(
            f"Điểm sàn {points_text(lowest)} trừ quá số điểm của các phần khác"
            f" ({points_text(others)}); điểm của tiêu chí không xuống dưới 0."
        )


def _items_without_effect(place: PartPlace, rule: Part) -> Iterator[Finding]:
    for item in listed(rule, "items"):
        if Decimal(item["points_each"]) < SMALLEST_EFFECT:
            yield place.advice(
                f"“{item['label']}”: {number_text(Decimal(item['points_each']))} điểm mỗi trường"
                " hợp quá nhỏ, làm tròn thì mất."
            )


def _choice(place: PartPlace, rule: Part) -> Iterator[Finding]:
    labels = [option["label"].strip() for option in listed(rule, "options")]
    if len(set(labels)) < len(labels):
        yield place.advice("Có hai lựa chọn cùng tên.")
    if len({Decimal(option["points"]) for option in listed(rule, "options")}) == 1:
        yield place.advice("Chọn gì cũng được số điểm như nhau.")


def _proportional(place: PartPlace, rule: Part) -> Iterator[Finding]:
    yield from part_bands.denominator(place, rule)


EFFECTS: Mapping[str, Callable[[PartPlace, Part], Iterator[Finding]]] = {
    "bands": part_bands.findings,
    "proportional": _proportional,
    "count": _count,
    "deduction": _deduction,
    "choice": _choice,
}
