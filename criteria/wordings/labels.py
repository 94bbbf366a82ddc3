"""Words that the families of wordings share: zero steps, limits, names of figures."""

import re
from decimal import Decimal

from criteria.rules.base import Part
from criteria.wordings.phrases import (
    NUMBER,
    POINTS_WORD,
    Step,
    Steps,
    figure,
    lower_first,
    shortened,
    upper_first,
)

# "Không: 0", "không ban hành: 0", "còn lại: 0": what is left when no other step holds.
_REST = re.compile(r"(?:không|chưa|còn lại|trường hợp (?:khác|còn lại)|ngược lại)\b.*", re.I)
_LIMIT = re.compile(
    rf"[\s,;]*(?:nhưng |và )?(?:tổng (?:số )?(?:điểm )?(?:trừ )?)?"
    rf"(?:trừ tối đa|tối đa trừ|trừ không quá|không trừ quá|tối đa không quá|tối đa|không quá|"
    rf"không vượt quá|cao nhất)\s*(?:là )?(?P<points>{NUMBER})\s*(?:{POINTS_WORD})?",
    re.IGNORECASE,
)
SHORTEST_SUBJECT = 3  # words
# Words that name no subject: "Đạt 100%: 5".
_NO_SUBJECT = frozenset({"đạt", "có", "được", "từ", "số", "tỷ", "lệ"})


def is_rest(step: Step) -> bool:
    """Whether the step gives nothing to whatever the others leave over."""
    return step.points == 0 and bool(_REST.fullmatch(step.label))


def without_rest(steps: Steps) -> Steps:
    """The steps without a last one that gives nothing."""
    return steps[:-1] if len(steps) > 1 and is_rest(steps[-1]) else steps


def limit_in(text: str) -> Decimal | None:
    """The points in ", tối đa 2 điểm"; None if the text says anything else."""
    match = _LIMIT.fullmatch(text.rstrip(" ."))
    return figure(match["points"]) if match else None


def subject(words: str, title: str) -> str:
    """What a ratio is about: the words of the text, with the title where they say too little."""
    words = words.strip(" ,:-")
    if not set(words.lower().split()) - _NO_SUBJECT:
        words = ""
    if words.lower() in title.lower():
        return shortened(title or words or "nội dung này")
    if not title or len(words.split()) >= SHORTEST_SUBJECT:
        return shortened(words)
    return shortened(f"{title}: {lower_first(words)}")


def part(method: str, label: str, points: Decimal, parameters: dict) -> Part:
    """A part without its key, which depends on its place."""
    return Part("", upper_first(shortened(label)), method, points, parameters)
