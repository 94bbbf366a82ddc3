"""Trying a rule out: facts typed by hand, points and the line that explains them; no rows."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from criteria.facts import INPUT_MODES, choices_of
from criteria.forms.facts import by_hand, input_name, read_facts
from criteria.scoring import (
    FactField,
    Part,
    PartScore,
    fact_fields,
    part_problems,
    points_text,
    score_criterion,
    score_part,
)


@dataclass
class Trial:
    """One rule with the facts that were typed for it."""

    part: Part
    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.problems = part_problems(self.part)
        self.rule = by_hand(self.part)
        self.facts: dict = {}
        if not self.problems:
            self.facts, self.errors = read_facts(self.rule, self.typed)

    @property
    def fields(self) -> tuple[FactField, ...]:
        """What the rule asks for; nothing while the rule is unfinished."""
        return () if self.problems else fact_fields(self.rule)

    @property
    def score(self) -> PartScore:
        """Points and working; no points while something is missing or wrong."""
        if self.problems:
            return PartScore(None, "Cách tính chưa hoàn chỉnh nên chưa thử được.")
        if self.errors:
            return PartScore(None, "Hãy sửa số liệu thử.")
        return score_part(self.rule, self.facts)

    @property
    def signature(self) -> str:
        """Changes when the boxes must be drawn anew."""
        return hashlib.sha256(repr(self.fields).encode()).hexdigest()[:12]

    def boxes(self) -> list[dict]:
        """The boxes for the facts, as the template draws them."""
        return [self._box(fact) for fact in self.fields]

    def _box(self, fact: FactField) -> dict:
        name = input_name(self.part, fact)
        value = self.typed.get(name, "")
        return {
            "name": name,
            "id": f"try-{name.replace('.', '-')}",
            "label": fact.label,
            "unit": fact.unit,
            "value": value,
            "inputmode": INPUT_MODES.get(fact.kind, ""),
            "choices": [(key, text, key == value) for key, text in choices_of(fact)],
            "error": self.errors.get(name, ""),
        }


def whole_criterion(trials: Sequence[Trial], max_points: Decimal) -> str:
    """The points of all parts together, or what keeps them from being added up, in one line."""
    most = points_text(max_points)
    if not trials:
        return "Tiêu chí chưa có phần điểm nào."
    if any(trial.problems or trial.errors for trial in trials):
        return "Cả tiêu chí: chưa tính được, còn phần chưa hoàn chỉnh hoặc số liệu thử chưa đúng."
    facts = {trial.part.key: trial.facts for trial in trials}
    scored = score_criterion([trial.rule for trial in trials], facts, max_points)
    known = [item.points for item in scored.parts if item.points is not None]
    if scored.points is None:
        return f"Cả tiêu chí: mới thử {len(known)}/{len(trials)} phần (tối đa {most} điểm)."
    terms = " + ".join(points_text(points) for points in known)
    total = points_text(scored.points)
    capped = f", giữ trong khoảng 0 đến {most}" if sum(known) != scored.points else ""
    return f"Cả tiêu chí: {terms}{capped} → {total} trên {most} điểm."
