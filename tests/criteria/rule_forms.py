"""What the tests of rule forms share: the parts of the fixtures, and typing into a form."""

from decimal import Decimal

from criteria.forms.rules.reading import RuleForm
from criteria.scoring import Part
from tests.factories import set_document


def fixture_parts():
    """(criterion code, part) of every part of both fixture sets."""
    return [
        (f"{kind} {criterion['code']} {part['key']}", _part(part))
        for kind in ("commune", "agency")
        for group in set_document(kind)["groups"]
        for criterion in group["criteria"]
        for part in criterion["parts"]
    ]


def typed(stored, **changes):
    """The form of a part with some boxes typed over; "__" in a name stands for a dot."""
    boxes = RuleForm(stored).flat
    boxes |= {name.replace("__", "."): text for name, text in changes.items()}
    return RuleForm(stored, boxes)


def _part(part):
    most = Decimal(part["max_points"])
    return Part(part["key"], part["label"], part["method"], most, part["parameters"])
