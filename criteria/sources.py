"""Sources: what our records of the year say about a unit, offered to fill single facts of a sheet.

A scoring part names them in its parameters: {"sources": {"numerator": "indicator_year:doi-thoai"}}.
Unlike a measure, which alone answers, a sourced fact is prefilled and may be corrected with a
reason. An upper app registers a provider in its AppConfig.ready(); nothing here looks upwards.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a source says: `value` as facts are stored; the arithmetic behind it; where to look.

    `working` reads like "Quý I 12 + II 9 + III 15 + IV 8 = 44"; `url` leads to the records.
    """

    value: Any
    working: str = ""
    url: str = ""


# (assessment, keys) → key → answer; keys without records are left out.
Provider = Callable[[Any, frozenset[str]], Mapping[str, Answer]]
# organising unit → (key, label) of everything that may be named.
Choices = Callable[[Any], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Source:
    """A kind of source: what it is called, who answers, what may be named."""

    label: str
    provider: Provider
    choices: Choices


_sources: dict[str, Source] = {}


def register(code: str, label: str, provider: Provider, choices: Choices) -> None:
    """Offer the source `code`; raises ValueError when another provider already answers to it."""
    if code in _sources and _sources[code].provider is not provider:
        raise ValueError(f"The source {code!r} already has a provider.")
    _sources[code] = Source(label, provider, choices)


def answers(assessment: Any, names: Iterable[str]) -> dict[str, Answer]:
    """Name ("code:key") → answer for one assessment; each provider is asked once."""
    asked = defaultdict(set)
    for name in names:
        code, _, key = name.partition(":")
        asked[code].add(key)
    return {
        f"{code}:{key}": answer
        for code, keys in asked.items()
        if code in _sources
        for key, answer in _sources[code].provider(assessment, frozenset(keys)).items()
    }


def is_known(name: str) -> bool:
    """Whether somebody answers to this kind of source."""
    return name.partition(":")[0] in _sources


def label_of(name: str, labels: Mapping[str, str] | None = None) -> str:
    """A source in words: as `labels` (of `choices`) say, else its kind with the key."""
    if labels and name in labels:
        return labels[name]
    code, _, key = name.partition(":")
    kind = _sources[code].label if code in _sources else code
    return f"{kind}: {key}" if key else kind


def choices(organiser: Any) -> list[tuple[str, str]]:
    """(name, label) of everything that a fact may be filled from, in the order of registering."""
    return [
        (f"{code}:{key}", f"{source.label}: {label}" if label else source.label)
        for code, source in _sources.items()
        for key, label in source.choices(organiser)
    ]
