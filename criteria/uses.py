"""Where sets are used: asked of the apps above, which register in their AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Use:
    """Something above that is measured by a set, or by a version that the set replaces.

    `decide_url` leads to where the person may decide what moves to this version; empty otherwise.
    While `is_waiting` nothing has moved yet.
    """

    title: str
    url: str
    state: str
    decide_url: str = ""
    is_waiting: bool = False


Provider = Callable[[Any, list[int], Any], list[Use]]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Ask `provider(criteria_set, earlier, user)` too; `earlier`: keys of what the set replaces."""
    if provider not in _providers:
        _providers.append(provider)


def uses_of(criteria_set: Any, earlier: Iterable[int], user: Any) -> list[Use]:
    """Every use that the user may see, in the order in which the apps registered."""
    keys = list(earlier)
    return [use for provider in _providers for use in provider(criteria_set, keys, user)]
