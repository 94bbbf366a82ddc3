"""Measures: facts that our own records hold, offered to scoring parts by the apps above.

An upper app registers a provider in its AppConfig.ready(); nothing here looks upwards.
"""

from collections.abc import Callable, Mapping
from typing import Any

Provider = Callable[[Any], Mapping[str, Any] | None]

_measures: dict[str, tuple[str, Provider]] = {}


def register(code: str, label: str, provider: Provider) -> None:
    """Offer the measure `code`; `provider(assessment)` returns facts, or None: not known yet.

    Raises ValueError when another provider already answers to the code.
    """
    if code in _measures and _measures[code][1] is not provider:
        raise ValueError(f"The measure {code!r} already has a provider.")
    _measures[code] = (label, provider)


def facts_for(code: str, assessment: Any) -> Mapping[str, Any] | None:
    """The facts of a measure for one assessment; None when nobody knows them (yet)."""
    if code not in _measures:
        return None
    return _measures[code][1](assessment)


def labels() -> dict[str, str]:
    """Code → Vietnamese label of every registered measure."""
    return {code: label for code, (label, _) in _measures.items()}
