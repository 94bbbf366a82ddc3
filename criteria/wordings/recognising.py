"""A whole criterion: each sentence by the first family that understands it, then the sum."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from criteria.rules.base import Part
from criteria.scoring import criterion_problems
from criteria.wordings import answers, counts, phrases, ratios, steps
from criteria.wordings.labels import is_rest
from criteria.wordings.phrases import Step, Steps

BY_HAND = "Tự chấm tay"
MOST_PARTS = 12
FAMILIES = (
    ratios.proportional, counts.deduction, counts.count, steps.bands, answers.yes_no,
    answers.choice,
)  # fmt: skip


class Sureness(StrEnum):
    """How much of the wording became rules."""

    WHOLE = "whole"
    PARTLY = "partly"
    NONE = "none"


@dataclass(frozen=True)
class Recognition:
    """The parts of a criterion; those with method "manual" are for people to complete."""

    parts: tuple[Part, ...]
    sureness: Sureness


def recognise(text: str, maximum: Decimal, title: str = "") -> Recognition:
    """Rules for the points that the text describes, never other than `maximum` together.

    `title` is that of the criterion, for questions where the text itself names nothing.
    """
    sentences = list(_merged(phrases.sentences(text)))
    if not sentences:
        return _by_hand(maximum)
    found = _of_sentences(sentences, title) or []
    for parts in (found, _as_one_scale(sentences, title), _only(sentences, maximum, title)):
        numbered = tuple(replace(p, key=f"p{n}") for n, p in enumerate(parts, start=1))
        if _is_fit(numbered, maximum):
            partly = any(part.method == "manual" for part in numbered)
            return Recognition(numbered, Sureness.PARTLY if partly else Sureness.WHOLE)
    return _by_hand(maximum)


def _by_hand(maximum: Decimal) -> Recognition:
    return Recognition((Part("p1", BY_HAND, "manual", maximum),), Sureness.NONE)


def _is_fit(parts: tuple[Part, ...], maximum: Decimal) -> bool:
    understood = [part for part in parts if part.method != "manual"]
    return 0 < len(understood) <= len(parts) <= MOST_PARTS and not criterion_problems(
        parts, maximum
    )


def _merged(sentences: list[list[Step]]) -> Iterator[list[Step]]:
    """Sentences that only go on with the one before them, put back to it."""
    pending: list[Step] = []
    for sentence in sentences:
        goes_on = (
            is_rest(sentence[0]) or steps.continues(sentence) or counts.goes_on(pending, sentence)
            if pending
            else False
        )
        if pending and not goes_on:
            yield pending
            pending = []
        pending = [*pending, *sentence]
    if pending:
        yield pending


def _of_sentences(sentences: list[list[Step]], title: str) -> list[Part] | None:
    parts: list[Part] = []
    for sentence in sentences:
        if widened := ratios.full_when_none(sentence, parts[-1] if parts else None):
            parts[-1] = widened
            continue
        found = _of_sentence(sentence, title) or _of_list(sentence, title) or _left(sentence)
        if found is None:
            return None
        parts += found
    return parts


def _of_sentence(sentence: Steps, title: str) -> list[Part] | None:
    for family in FAMILIES:
        if part := family(sentence, title):
            return [part]
    return None


def _of_list(sentence: Steps, title: str) -> list[Part] | None:
    """ "Có kế hoạch: 1; có báo cáo: 1": a list of parts, where it cannot be a falling scale."""
    points = [step.points for step in sentence]
    if len(points) < 2 or not all(points) or all(a > b for a, b in pairwise(points)):
        return None
    found = [_of_sentence([step], title) for step in sentence]
    return [part for parts in found for part in parts] if all(found) else None


def _left(sentence: Steps) -> list[Part] | None:
    """A single step with points of its own that nobody understood: people score it."""
    step = sentence[0]
    if len(sentence) > 1 or not step.points or any(c in "0123456789:;%" for c in step.label):
        return None
    label = phrases.shortened(f"{BY_HAND}: {phrases.lower_first(step.label)}")
    return [Part("", label, "manual", step.points)]


def _only(sentences: list[list[Step]], maximum: Decimal, title: str) -> list[Part]:
    """A single sentence whose points start from the criterion's maximum."""
    part = counts.only_deduction(sentences[0], maximum, title) if len(sentences) == 1 else None
    return [part] if part else []


def _as_one_scale(sentences: list[list[Step]], title: str) -> list[Part]:
    """One step on each line or sentence: a scale, if the last of them gives nothing."""
    whole = [step for sentence in sentences for step in sentence]
    if not answers.states_nothing_left(whole):
        return []
    return _of_sentence(whole, title) or []
