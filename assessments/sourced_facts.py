"""Facts that our own records of the year fill in: what they say, what the unit says instead.

A score keeps both. `sourced`: part → fact → {"value", "working", "url"}, with "problem" where the
value does not fit the fact, and "was" where it took the place of something typed before the
records knew. `corrections`: part → fact → the reason of a value that differs.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Protocol

from criteria import sources
from criteria.definitions import CriterionDefinition, SetDefinition
from criteria.facts import shown_fact
from criteria.models import Scorer
from criteria.rules.figures import exact_decimal, number_text, stored_figure
from criteria.scoring import FactField, Part, fact_errors, fact_fields, rule_of, sources_of
from criteria.sources import Answer

Answers = Mapping[str, Answer]
ByFact = Mapping[str, Mapping[str, Any]]
REASON_LENGTH = 10  # characters, at least, of the reason of a correction
SUMMED = ("bands", "proportional")  # rules whose arithmetic begins with the first fact


class Sourced(Protocol):
    """What is asked of a score."""

    facts: dict[str, Any]
    sourced: dict[str, Any]
    corrections: dict[str, Any]


def is_filled(criterion: CriterionDefinition) -> bool:
    """Whether the records fill something that the unit would enter otherwise."""
    return criterion.scored_by != Scorer.APPRAISER and bool(criterion.sources)


def ask(assessment: Any, definition: SetDefinition) -> dict[str, Answer]:
    """What the records say to all that the set takes from them; each provider is asked once."""
    names = {n for c in definition.criteria.values() if is_filled(c) for n in c.sources}
    return sources.answers(assessment, names)


def fill(row: Sourced, criterion: CriterionDefinition, answers: Answers) -> None:
    """Bring what the records say into the row, in memory; what the unit corrected stays.

    Where the records no longer say anything, what they had filled in goes.
    """
    before, now, facts = row.sourced, {}, {key: dict(v) for key, v in row.facts.items()}
    for part, fact, name in _sourced_fields(criterion):
        stated = facts.setdefault(part.key, {})
        earlier = _of(before, part.key, fact.name)
        is_corrected = bool(_of(row.corrections, part.key, fact.name))
        if name in answers:
            entry = _entry(part, fact, answers[name])
            now.setdefault(part.key, {})[fact.name] = entry
            if "problem" not in entry and not is_corrected:
                _put(stated, fact, entry, earlier)
        elif not is_corrected and offers(earlier) and _is_same(stated, fact, earlier):
            del stated[fact.name]
    # A part that nothing was ever said about stays away.
    row.facts = {key: values for key, values in facts.items() if values or key in row.facts}
    row.sourced = now
    row.corrections = _without_gone(row.corrections, criterion)


def completed(facts: ByFact, sourced: ByFact) -> dict[str, dict[str, Any]]:
    """What was typed, with the records' value where a box was left empty."""
    known = {key: dict(values) for key, values in facts.items()}
    for part, fact, entry in _entries(sourced):
        if part in known and offers(entry) and known[part].get(fact) in (None, ""):
            known[part][fact] = entry["value"]
    return known


def departures(facts: ByFact, sourced: ByFact) -> list[tuple[str, str]]:
    """(part, fact) of everything that is stated otherwise than the records say."""
    return [
        (part, fact)
        for part, fact, entry in _entries(sourced)
        if offers(entry) and not equal(_of(facts, part, fact), entry["value"])
    ]


def reasons_kept(reasons: ByFact, facts: ByFact, sourced: ByFact) -> dict[str, dict[str, str]]:
    """Those reasons that something departs for: a value given back to the records needs none."""
    kept: dict[str, dict[str, str]] = {}
    for part, fact in departures(facts, sourced):
        if reason := _of(reasons, part, fact):
            kept.setdefault(part, {})[fact] = reason
    return kept


def going_on(
    by_fact: ByFact, criterion: CriterionDefinition, facts: ByFact
) -> dict[str, dict[str, Any]]:
    """What was kept about those facts that go on into `criterion` and have a source there."""
    kept: dict[str, dict[str, Any]] = {}
    for part, fact, _ in _sourced_fields(criterion):
        known = _of(by_fact, part.key, fact.name)
        if known and fact.name in (facts.get(part.key) or {}):
            kept.setdefault(part.key, {})[fact.name] = known
    return kept


def seen(sourced: ByFact) -> dict[str, dict[str, Any]]:
    """The same without what was replaced: a person has looked at the row since."""
    return {
        part: {
            fact: {k: v for k, v in entry.items() if k != "was"} for fact, entry in facts.items()
        }
        for part, facts in sourced.items()
    }


def unexplained(
    criterion: CriterionDefinition, facts: ByFact, sourced: ByFact, reasons: ByFact
) -> dict[tuple[str, str], str]:
    """What is wrong where a departure has no (sufficient) reason, by part and fact."""
    known = {(part.key, fact.name): fact for part, fact, _ in _sourced_fields(criterion)}
    return {
        place: needs_reason_text(known[place], _of(sourced, *place)["value"])
        for place in departures(facts, sourced)
        if place in known and len(_of(reasons, *place) or "") < REASON_LENGTH
    }


def needs_reason_text(fact: FactField, value: Any) -> str:
    """ "Số liệu trong năm là 44. Nếu sửa, ghi lý do …"."""
    return (
        f"Số liệu trong năm là {shown_fact(fact, value)}. Nếu sửa, ghi lý do (ít nhất "
        f"{REASON_LENGTH} ký tự)."
    )


def offers(entry: Mapping[str, Any] | None) -> bool:
    """Whether the records gave something usable."""
    return bool(entry) and "problem" not in entry


def equal(stated: Any, recorded: Any) -> bool:
    """Whether two stored facts say the same: 3, "3" and "3.0" do."""
    left, right = exact_decimal(stated), exact_decimal(recorded)
    if left is None or right is None:
        return type(stated) is type(recorded) and stated == recorded
    return left == right


def corrected_words(
    criterion: CriterionDefinition, facts: ByFact, sourced: ByFact, reasons: ByFact
) -> list[dict[str, str]]:
    """Both values and the reason of every fact that the unit states otherwise, in words."""
    known = {(part.key, fact.name): fact for part, fact, _ in _sourced_fields(criterion)}
    return [
        {
            "label": known[place].label,
            "system": shown_fact(known[place], _of(sourced, *place)["value"]),
            "unit": shown_fact(known[place], _of(facts, *place)) or "(trống)",
            "reason": _of(reasons, *place) or "",
        }
        for place in departures(facts, sourced)
        if place in known
    ]


def correction_line(words: Mapping[str, str]) -> str:
    """One correction in a sentence: "Số cuộc: số liệu trong năm 3, đơn vị sửa 4. Lý do: …"."""
    return (
        f"{words['label']}: số liệu trong năm là {words['system']}, đơn vị sửa thành "
        f"{words['unit']}. Lý do: {words['reason']}"
    )


def joined(part: Part, line: str, facts: ByFact, sourced: ByFact) -> str:
    """The arithmetic of a part with that of the records before it.

    "Quý I 12 + II 9 + III 15 + IV 8 = 44/40 → 10,00"; where the rule does not begin with the
    figure, both stand side by side.
    """
    used = [
        (fact, entry)
        for fact in fact_fields(part)
        if offers(entry := _of(sourced, part.key, fact.name))
        and entry["working"]
        and equal(_of(facts, part.key, fact.name), entry["value"])
    ]
    if not used:
        return line
    (fact, entry), figure = used[0], _figure_text(used[0][1]["value"])
    is_share = len(fact_fields(part)) > 1 and rule_of(part).method in SUMMED
    if is_share and fact.name != fact_fields(rule_of(part))[0].name:
        return line  # of the total alone; its arithmetic stands beside its box
    leads = rule_of(part).method in SUMMED and _begins(line, figure)
    if leads and entry["working"].endswith(f" {figure}"):
        return f"{entry['working']}{line[len(figure) :]}"
    return "; ".join([*(entry["working"].removesuffix(".") for _, entry in used), line])


def filled_points(
    definition: SetDefinition, is_known: Any = lambda criterion, part, fact: True
) -> Decimal:
    """Points of the unit's parts (bonus left out) all of whose facts the records fill.

    `is_known(criterion, part, fact)`: whether they do so now; without it, what the set provides.
    """
    return sum(
        (
            part.max_points
            for criterion in definition.criteria.values()
            if criterion.scored_by != Scorer.APPRAISER and not criterion.is_bonus
            for part in criterion.parts
            if (names := sources_of(part))
            and all(
                fact.name in names and is_known(criterion, part, fact.name)
                for fact in fact_fields(part)
            )
        ),
        Decimal(0),
    )


def measured_points(definition: SetDefinition) -> Decimal:
    """Points of the unit's parts that the system computes by itself."""
    return sum(
        (
            part.max_points
            for criterion in definition.criteria.values()
            if criterion.scored_by != Scorer.APPRAISER and not criterion.is_bonus
            for part in criterion.parts
            if part.method == "measure"
        ),
        Decimal(0),
    )


def _entry(part: Part, fact: FactField, answer: Answer) -> dict[str, Any]:
    value, problem = _fitting(part, fact, answer.value)
    found = {"value": value, "working": answer.working, "url": answer.url}
    return found | ({"problem": problem} if problem else {})


def _fitting(part: Part, fact: FactField, value: Any) -> tuple[Any, str]:
    """The value as the fact keeps it, and why it cannot be taken ("" where it can).

    A figure answers a yes/no question: there was something, or there was not.
    """
    number = exact_decimal(value)
    if fact.kind == "yes_no" and number is not None:
        value = number > 0
    elif fact.kind in ("number", "points") and number is not None:
        value = stored_figure(number)
    elif number is not None and number == number.to_integral_value():
        value = int(number)
    message = fact_errors(part, {fact.name: value}).get(fact.name, "")
    return value, message


def _put(
    stated: dict[str, Any],
    fact: FactField,
    entry: dict[str, Any],
    earlier: Mapping[str, Any] | None,
) -> None:
    """The records' value into the facts; what a person had typed before they knew is kept."""
    was = (earlier or {}).get("was")
    typed = stated.get(fact.name)
    if not offers(earlier) and typed not in (None, "") and not equal(typed, entry["value"]):
        was = typed
    if was is not None:
        entry["was"] = was
    stated[fact.name] = entry["value"]


def _is_same(stated: Mapping[str, Any], fact: FactField, entry: Mapping[str, Any]) -> bool:
    return fact.name in stated and equal(stated[fact.name], entry["value"])


def _without_gone(corrections: ByFact, criterion: CriterionDefinition) -> dict[str, dict]:
    """Corrections of facts that still have a source."""
    kept: dict[str, dict[str, str]] = {}
    for part, fact, _ in _sourced_fields(criterion):
        if reason := _of(corrections, part.key, fact.name):
            kept.setdefault(part.key, {})[fact.name] = reason
    return kept


def _sourced_fields(criterion: CriterionDefinition) -> Iterator[tuple[Part, FactField, str]]:
    for part in criterion.parts:
        names = sources_of(part)
        for fact in fact_fields(part) if names else ():
            if fact.name in names:
                yield part, fact, names[fact.name]


def _entries(sourced: ByFact) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    return ((part, fact, entry) for part, facts in sourced.items() for fact, entry in facts.items())


def _of(by_fact: ByFact, part: str, fact: str) -> Any:
    return (by_fact.get(part) or {}).get(fact)


def _figure_text(value: Any) -> str:
    number = exact_decimal(value)
    return "" if number is None else number_text(number)


def _begins(line: str, figure: str) -> bool:
    """Whether the line begins with this figure and not with a longer one."""
    return line.startswith(figure) and not line[len(figure) : len(figure) + 1].isdigit()
