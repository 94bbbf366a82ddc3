"""One part of the home page."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of the home page: the template that draws it, and what it shows."""

    template: str
    values: dict[str, Any] = field(default_factory=dict)
