"""What helps a person to answer one criterion: its steps of points, guidance, examples, basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from criteria.definitions import CriterionDefinition
from criteria.scoring import Part, level_reached, levels, points_text


@dataclass(frozen=True, repr=False)
class LevelTable:
    """The steps of one part; `reached`: position of the step that the facts reach.

    Spelled out only where it is drawn; a published rule never changes, so that its place and
    the step reached say all that a drawn table shows (see presenters.drawing).
    """

    criterion: CriterionDefinition
    part: Part
    reached: int | None

    def __repr__(self) -> str:
        return f"<{self.criterion.pk} {self.part.key} {self.reached}>"

    @property
    def label(self) -> str:
        """Name of the part, where the criterion has several."""
        return self.part.label if len(self.criterion.parts) > 1 else ""

    def rows(self) -> list[tuple[str, str, bool]]:
        """(step in words, points, whether it is the one that is reached)."""
        return [
            (text, points_text(points), number == self.reached)
            for number, (text, points) in enumerate(levels(self.part))
        ]


def level_tables(
    criterion: CriterionDefinition, facts: Mapping[str, Mapping[str, Any] | None]
) -> list[LevelTable]:
    """A table for each part whose rule has steps."""
    return [
        LevelTable(criterion, part, level_reached(part, facts.get(part.key)))
        for part in criterion.parts
        if _has_levels(part)
    ]


def help_of(criterion: CriterionDefinition, *, hint: bool = True) -> list[tuple[str, str]]:
    """(heading, text) of everything that explains the criterion; what is empty is left out.

    `hint`: with the typical evidence, where the page does not show it beside the evidence.
    """
    texts = (
        ("Hướng dẫn", criterion.guidance),
        ("Minh chứng thường dùng", criterion.evidence_hint if hint else ""),
        ("Ví dụ đạt", criterion.good_example),
        ("Ví dụ chưa đạt", criterion.bad_example),
        ("Căn cứ", criterion.legal_basis),
    )
    return [(heading, text) for heading, text in texts if text]


def _has_levels(part: Part) -> bool:
    method = part.method
    if method == "measure":
        method = part.parameters["rule"]["method"]
    return method in ("bands", "choice")
