"""What tests ask of a recognised text."""

from decimal import Decimal

from criteria.rules.base import Part
from criteria.wordings import Sureness, recognise

TITLE = "Giải quyết hồ sơ"


def rules(text: str, maximum: object, title: str = TITLE) -> list[Part]:
    """The parts that are rules; nothing where people are to score."""
    found = recognise(text, Decimal(str(maximum)), title)
    return [part for part in found.parts if part.method != "manual"]


def only(text: str, maximum: object, title: str = TITLE) -> Part:
    """The one part that the text was recognised as."""
    found = recognise(text, Decimal(str(maximum)), title)
    assert found.sureness == Sureness.WHOLE, text
    (part,) = found.parts
    return part
