"""Who is recognised: points and conditions together, always with the reasons. Pure.

A unit is qualified when every criterion is scored, no veto is found and its class is one that
the set recognises; everything else is said in the reasons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assessments.totals import ClassResult, ClassRule, GroupTotal, Totals, class_for, limit_text
from criteria.scoring import points_text

DECLARED = "declared"
GROUP_FLOOR = "group_floor"
REGISTRATION = "registration"
REPORTS_MISSING = "reports_missing"


@dataclass(frozen=True)
class VetoFinding:
    """One veto of the set as found for a unit, by our records or by the appraiser.

    For the kind "group_floor" `found` is computed here from the totals.
    """

    code: str
    title: str
    found: bool = False
    note: str = ""
    kind: str = DECLARED


@dataclass(frozen=True)
class Outcome:
    """What is proposed for a unit: its class, whether to recognise it, and why."""

    class_name: str
    qualified: bool
    reasons: tuple[str, ...]


def outcome(
    totals: Totals, class_rules: Iterable[ClassRule], vetoes: Iterable[VetoFinding]
) -> Outcome:
    """The proposed outcome; a unit that is not qualified has at least one reason."""
    rules = tuple(class_rules)
    found = tuple(veto for veto in settled_vetoes(vetoes, totals) if veto.found)
    result = reached_class(totals, rules, found)
    obstacles = (
        _missing_reasons(totals)
        + tuple(_veto_reason(veto) for veto in found)
        + _class_reasons(totals, result.rule, rules)
    )
    reached = f"Đạt {points_text(totals.total)} điểm, xếp loại {result.rule.name}."
    reasons = obstacles or (reached,)
    return Outcome(result.rule.name, not obstacles, reasons + result.reasons)


def settled_vetoes(vetoes: Iterable[VetoFinding], totals: Totals) -> tuple[VetoFinding, ...]:
    """The vetoes with the group floor checked against the totals."""
    short = totals.groups_below_minimum()
    note = ", ".join(_floor_text(group) for group in short)
    return tuple(
        replace(veto, found=bool(short), note=note) if veto.kind == GROUP_FLOOR else veto
        for veto in vetoes
    )


def reached_class(
    totals: Totals, rules: Sequence[ClassRule], found: Iterable[VetoFinding]
) -> ClassResult:
    """The class; a group under its floor holds it below every recognised class."""
    if any(veto.kind == GROUP_FLOOR for veto in found):
        rules = [rule for rule in rules if not rule.recognised]
    return class_for(totals, rules)


def _floor_text(group: GroupTotal) -> str:
    floor = group.minimum_share
    return f"nhóm {group.code} đạt {group.share_text(floor)}, cần từ {limit_text(floor)}"


def _missing_reasons(totals: Totals) -> tuple[str, ...]:
    if not totals.missing:
        return ()
    return (f"Còn {len(totals.missing)} tiêu chí chưa chấm: {', '.join(totals.missing)}.",)


def _veto_reason(veto: VetoFinding) -> str:
    note = f" ({veto.note})" if veto.note else ""
    return f"Vi phạm điều kiện loại trừ {veto.code}: {veto.title}{note}."


def _class_reasons(
    totals: Totals, reached: ClassRule, rules: Sequence[ClassRule]
) -> tuple[str, ...]:
    if reached.recognised:
        return ()
    text = f"Xếp loại {reached.name} với {points_text(totals.total)} điểm"
    recognised = [rule for rule in rules if rule.recognised]
    if not recognised:
        return (f"{text}; bộ tiêu chí không có mức nào được công nhận.",)
    least = min(recognised, key=lambda rule: rule.minimum_points)
    return (
        f"{text}; chỉ công nhận từ mức {least.name}"
        f" (từ {points_text(least.minimum_points)} điểm và đủ điều kiện kèm theo).",
    )
