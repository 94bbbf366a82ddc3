"""What waits in the hands of who follows or fills in for some units: duties, files, drafts.

Frozen into a handover's minutes, so everything is plain text and figures.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from assessments.consolidating.notable import ROMAN
from assessments.duties.base import duties
from assessments.models import (
    Advice,
    Assessment,
    Finding,
    OfficerAssignment,
    QuarterlyReport,
    Round,
)
from assessments.workflow import RemedyState, ReportState, RoundState
from core.party_dates import citation_date
from organisation.mergers import family
from organisation.models import Unit, User

UNIT, FOLLOWING = ("unit",), ("unit", "board")  # whose steps a person has in hand
UNMENDED = (RemedyState.OPEN, RemedyState.REPORTED, RemedyState.PARTLY)


def open_rounds_of(unit: Unit) -> list[Round]:
    """Rounds that are going on in which the unit takes part, or that it organises."""
    going_on = Round.objects.exclude(state__in=[RoundState.PLANNED, RoundState.CLOSED])
    units = family(unit.pk)
    own = going_on.filter(organiser=unit) | going_on.filter(assessments__unit__in=units)
    return list(own.distinct())


def followed_units(officer: User, organiser: Unit) -> list[OfficerAssignment]:
    """Units that an officer follows in the organiser's rounds that are not closed."""
    rows = OfficerAssignment.objects.filter(officer=officer, round__organiser=organiser)
    rows = rows.exclude(round__state=RoundState.CLOSED).select_related("unit", "round")
    return list(rows.order_by("-round__year", "unit__sort_key"))


def open_work(
    round_: Round, units: Collection[int], holders: Collection[str] = UNIT
) -> dict[str, Any]:
    """What `holders` can do or will have to for these units; a constant number of queries.

    Steps that wait for somebody else first are nobody's open work yet. Of a unit that has merged
    only what is still open is told.
    """
    files = Assessment.objects.filter(round=round_, unit__in=units).order_by("unit__sort_key")
    waiting = defaultdict(list)
    for duty in duties(round_, units):
        if duty.is_open and not duty.is_blocked and duty.holder in holders:
            waiting[duty.unit_id].append(_duty(duty))
    reports = _reports(round_, units) if holders != UNIT else {}
    findings = _findings(round_, units)
    advice = _advice(round_, units)
    lines = []
    for file in files.select_related("unit"):
        work = {
            "duties": waiting[file.unit_id],
            "reports": reports.get(file.unit_id, []),
            "findings": findings[file.unit_id],
            "advice": advice[file.unit_id],
        }
        if any(work.values()) or not file.unit.has_ended:
            state = f"Hồ sơ: {file.get_state_display()}, hạn {citation_date(file.due_on)}"
            lines.append({"unit": file.unit_name, "file": state, **work})
    return {"round": str(round_), "lines": lines}


def _duty(duty) -> str:
    due = f", hạn {citation_date(duty.due_on)}" if duty.due_on else ""
    late = f" (quá hạn {duty.days_late} ngày)" if duty.is_late else ""
    return f"{duty.words or duty.step.label}{due}{late}"


def _reports(round_: Round, units: Collection[int]) -> Mapping[int, list[str]]:
    """Those that wait to be accepted; one that is with its unit is a duty of the unit."""
    rows = QuarterlyReport.objects.filter(round=round_, unit__in=units, state=ReportState.SUBMITTED)
    found = defaultdict(list)
    for row in rows.only("unit", "quarter", "state"):
        found[row.unit_id].append(f"Báo cáo quý {ROMAN[row.quarter]}: {row.get_state_display()}")
    return found


def _findings(round_: Round, units: Collection[int]) -> Counter:
    rows = Finding.objects.filter(
        inspection__round=round_, inspection__unit__in=units, is_shortcoming=True,
        remedy_state__in=UNMENDED,
    )  # fmt: skip
    return Counter(rows.values_list("inspection__unit", flat=True))


def _advice(round_: Round, units: Collection[int]) -> Counter:
    """What the appraisal of earlier years asked to mend and is not done."""
    rows = Advice.objects.filter(
        assessment__unit__in=units, assessment__round__year__lt=round_.year, state__in=UNMENDED
    )
    return Counter(rows.values_list("assessment__unit", flat=True))
