"""What two rules must share to be the same rule, whatever their questions are called."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def signature(method: str, points: object, parameters: Mapping[str, Any]) -> tuple:
    """Method, maximum and every figure of a rule; a measure counts as the rule that it wraps."""
    if method == "measure":
        method, parameters = parameters["rule"]["method"], parameters["rule"]["parameters"]
    return (method, Decimal(str(points)), *FIGURES[method](parameters))


def _bands(given: Mapping[str, Any]) -> tuple:
    return given["of"], frozenset(frozenset(band.items()) for band in given["bands"])


def _choice(given: Mapping[str, Any]) -> tuple:
    return tuple(option["points"] for option in given["options"])


def _counted(given: Mapping[str, Any]) -> tuple:
    each = tuple(item["points_each"] for item in given["items"])
    return each, given.get("floor"), given.get("at_most")


FIGURES = {
    "bands": _bands,
    "choice": _choice,
    "count": _counted,
    "deduction": _counted,
    "yes_no": lambda given: (given.get("earns", "yes"),),
    "proportional": lambda given: (),
    "manual": lambda given: (),
}
