"""“Chỉ hỏi khi …”: answers of earlier criteria on which a criterion may depend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from criteria.definitions import Condition, as_part
from criteria.facts import NO, YES, choices_of
from criteria.models import Criterion, ScoringPart
from criteria.scoring import fact_fields, part_problems

ANSWERED_METHODS = ("yes_no", "choice")


@dataclass(frozen=True)
class Source:
    """One earlier part that is answered: `value` names it in the form, `answers` as choices."""

    value: str
    label: str
    answers: tuple[tuple[str, str], ...]
    is_yes_no: bool


def sources_before(criterion: Criterion) -> list[Source]:
    """Every part before the criterion, in reading order, that is answered by choosing."""
    rows = (
        ScoringPart.objects.filter(
            criterion__group__criteria_set=criterion.group.criteria_set_id,
            method__in=ANSWERED_METHODS,
        )
        .select_related("criterion__group")
        .only("key", "label", "method", "parameters", "max_points", "criterion__key",
              "criterion__code", "criterion__position", "criterion__group__position")
        .order_by("criterion__group__position", "criterion__position", "position")
    )  # fmt: skip
    own = (criterion.group.position, criterion.position)
    return [_source(row) for row in rows if _place(row) < own and not part_problems(as_part(row))]


def _place(row: ScoringPart) -> tuple[int, int]:
    return row.criterion.group.position, row.criterion.position


def _source(row: ScoringPart) -> Source:
    fact = fact_fields(as_part(row))[-1]  # the condition of the part, if any, goes before
    label = f"{row.criterion.code}: {fact.label}"
    return Source(f"{row.criterion.key}/{row.key}", label, choices_of(fact), fact.kind == "yes_no")


def chosen_of(stored: Mapping[str, Any]) -> tuple[str, list[str]]:
    """A stored condition as the form holds it: the part, and the answers."""
    condition = Condition.from_json(stored)
    if condition is None:
        return "", []
    words = {True: YES, False: NO}
    answers = [words[a] if isinstance(a, bool) else a for a in condition.answers]
    return f"{condition.criterion}/{condition.part}", answers


def condition_from(value: str, answers: Sequence[str], sources: Sequence[Source]) -> dict[str, Any]:
    """What was chosen as it is stored; raises ValueError with words for the person."""
    if not value:
        return {}
    source = next((source for source in sources if source.value == value), None)
    if source is None:
        raise ValueError("Câu hỏi của điều kiện không còn nữa. Hãy chọn câu hỏi khác.")
    known = [key for key, _label in source.answers if key in answers]
    if not known:
        raise ValueError("Chọn ít nhất một câu trả lời.")
    given = {YES: True, NO: False} if source.is_yes_no else {}
    criterion, part = value.split("/")
    return Condition(criterion, part, tuple(given.get(key, key) for key in known)).as_json()
