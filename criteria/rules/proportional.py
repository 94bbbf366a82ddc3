"""Proportional: the reached share of a whole times the part's points, at most all of them."""

from criteria.rules import shares
from criteria.rules.base import Facts, Method, Part, PartScore
from criteria.rules.figures import number_text, percent_text, points_text, round_points


def score(part: Part, facts: Facts) -> PartScore:
    """ "11/12 = 91,67 % × 1,00 → 0,92"."""
    reached, whole = shares.figures(part, facts)
    if not whole:
        return shares.without_denominator(part, reached)
    points = round_points(part.max_points * min(reached, whole) / whole)
    ratio = f"{number_text(reached)}/{number_text(whole)} = {percent_text(reached, whole)}"
    limit = ", tính tối đa 100 %" if reached > whole else ""
    return PartScore(
        points, f"{ratio}{limit} × {points_text(part.max_points)} → {points_text(points)}"
    )


def describe(part: Part) -> str:
    """The rule in one line."""
    limit = ", không quá 100 %" if part.parameters.get("may_exceed") else ""
    share = f"({shares.ratio_text(part)}{limit}) × {points_text(part.max_points)} điểm"
    return share + shares.zero_text(part)


PROPORTIONAL = Method(shares.fields, score, shares.problems, describe, shares.conflicts)
