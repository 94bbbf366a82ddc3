"""Measures: facts that our own records hold, offered to scoring parts by the apps above.

An upper app registers a provider in its AppConfig.ready(); nothing here looks upwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Provider = Callable[[Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Measure:
    """What a measure is called, who answers, and the facts of the answer: name → label."""

    label: str
    provider: Provider
    facts: Mapping[str, str]


_measures: dict[str, Measure] = {}


def register(code: str, label: str, provider: Provider, facts: Mapping[str, str]) -> None:
    """Offer the measure `code`; `provider(assessment)` returns `facts`, or None: not known yet.

    Raises ValueError when another provider already answers to the code.
    """
    if code in _measures and _measures[code].provider is not provider:
        raise ValueError(f"The measure {code!r} already has a provider.")
    _measures[code] = Measure(label, provider, facts)


def facts_for(code: str, assessment: Any) -> Mapping[str, Any] | None:
    """The facts of a measure for one assessment; None when nobody knows them (yet)."""
    if code not in _measures:
        return None
    return _measures[code].provider(assessment)


def labels() -> dict[str, str]:
    """Code → Vietnamese label of every registered measure."""
    return {code: measure.label for code, measure in _measures.items()}


def fact_names(code: str) -> Mapping[str, str]:
    """Name → label of the facts that the measure answers with; empty for an unknown one."""
    return _measures[code].facts if code in _measures else {}
