"""Which facts of a part are filled from our own records: chosen in its form, one box a fact."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from criteria.scoring import FactField, Part, fact_fields, part_problems

PREFIX = "sources."
SOURCE = re.compile(r"[a-z_]{1,40}:[A-Za-z0-9_|-]{0,60}")
UNREADABLE = "Chọn một mục trong danh sách."


def shown_sources(part: Part) -> dict[str, str]:
    """Input name → chosen source of every fact that may have one; "" for none."""
    chosen = _stored(part)
    names = [fact.name for fact in facts_of(part)]
    known = {name: source for name, source in chosen.items() if isinstance(source, str)}
    return {
        f"{PREFIX}{name}": str(known.get(name, "")) for name in {**dict.fromkeys(names), **known}
    }


def facts_of(part: Part) -> tuple[FactField, ...]:
    """The facts that a person enters; none of a measure, or while the rule is unfinished."""
    return () if part.method == "measure" or part_problems(part) else fact_fields(part)


def typed_sources(typed: Mapping[str, str]) -> dict[str, str]:
    """The boxes among everything that was typed."""
    return {name: text for name, text in typed.items() if name.startswith(PREFIX)}


def with_sources(
    stored: Part, read: Part, typed: Mapping[str, str], errors: MutableMapping[str, str]
) -> Part:
    """The part as `read` with the sources that were chosen; what no box shows stays."""
    if read.method == "measure":
        return read
    known = _stored(read)
    chosen = _of_present_facts(stored, read, _chosen(read, known, typed, errors))
    if chosen == known:
        return read
    parameters = {name: value for name, value in read.parameters.items() if name != "sources"}
    if chosen:
        parameters["sources"] = chosen
    return Part(read.key, read.label, read.method, read.max_points, parameters)


def _stored(part: Part) -> dict[str, Any]:
    given = part.parameters.get("sources") if part.method != "measure" else None
    return dict(given) if isinstance(given, Mapping) else {}


def _chosen(
    read: Part,
    known: Mapping[str, Any],
    typed: Mapping[str, str],
    errors: MutableMapping[str, str],
) -> dict[str, Any]:
    chosen, possible = dict(known), {fact.name for fact in facts_of(read)}
    for name, text in typed_sources(typed).items():
        fact, source = name.removeprefix(PREFIX), text.strip()
        if source == chosen.get(fact, "") or (source and fact not in possible | known.keys()):
            continue
        if source and not SOURCE.fullmatch(source):
            errors[name] = UNREADABLE
        elif source:
            chosen[fact] = source
        else:
            chosen.pop(fact, None)
    return chosen


def _of_present_facts(stored: Part, read: Part, chosen: dict[str, Any]) -> dict[str, Any]:
    """Without those of facts that the form has just taken out of the rule."""
    before, now = ({fact.name for fact in facts_of(part)} for part in (stored, read))
    gone = before - now if now or not part_problems(read) else set()
    return {fact: source for fact, source in chosen.items() if fact not in gone}
