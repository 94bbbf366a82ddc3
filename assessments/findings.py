"""Vetoes that our own records can find: what the appraiser sees before looking."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assessments.completeness import floor_text
from assessments.models import Assessment, VetoFinding
from assessments.providers import annual_period, quarterly_periods, registration_due
from assessments.totals import Totals
from criteria.definitions import VetoDefinition
from criteria.models import VetoKind

# Only the totals can answer these: nobody decides them by hand.
COMPUTED_KINDS = frozenset({VetoKind.GROUP_FLOOR})


@dataclass(frozen=True)
class Found:
    """`found` None: the records cannot tell; the note says what they hold."""

    found: bool | None = None
    note: str = ""


def finding(veto: VetoDefinition, assessment: Assessment, totals: Totals) -> Found:
    """What the records say about one veto of the set."""
    answer = _FINDERS.get(veto.kind)
    return answer(veto, assessment, totals) if answer else Found()


def is_waiting(row: VetoFinding) -> bool:
    """Whether a person still has to look at this veto."""
    return row.decided_at is None and row.veto.kind not in COMPUTED_KINDS


def group_floor(veto: VetoDefinition, assessment: Assessment, totals: Totals) -> Found:
    """A group below its least share, by the totals given."""
    short = totals.groups_below_minimum()
    note = "; ".join(floor_text(group) for group in short)
    return Found(bool(short), f"{note}." if note else "")


def registration(veto: VetoDefinition, assessment: Assessment, totals: Totals) -> Found:
    """Registered or handed in after the deadline, extensions included."""
    registered, due = assessment.registered_on, registration_due(assessment)
    if registered and registered > due:
        return Found(True, f"Đăng ký ngày {registered:%d/%m/%Y}, sau hạn {due:%d/%m/%Y}.")
    handed_in = annual_period(assessment)
    if not handed_in.is_on_time:
        return Found(True, f"Nộp bản tự chấm điểm sau hạn {handed_in.due_on:%d/%m/%Y}.")
    if registered is None:
        return Found(None, "Hệ thống chưa ghi ngày đăng ký đầu năm: xin đối chiếu sổ đăng ký.")
    return Found(False)


def reports_missing(veto: VetoDefinition, assessment: Assessment, totals: Totals) -> Found:
    """Too many quarterly reports whose day has passed did not come in."""
    missing = [
        quarter
        for quarter, period in enumerate(quarterly_periods(assessment), start=1)
        if period.is_missing
    ]
    if len(missing) < Decimal(str(veto.parameters["missing_from"])):
        return Found(False)
    return Found(True, f"Không có báo cáo quý {', '.join(map(str, missing))}.")


_FINDERS: dict[str, Callable[[VetoDefinition, Assessment, Totals], Found]] = {
    VetoKind.GROUP_FLOOR: group_floor,
    VetoKind.REGISTRATION: registration,
    VetoKind.REPORTS_MISSING: reports_missing,
}
