"""What the officer decides on one file: where it departs from the unit, vetoes, the conclusion."""

from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.actions import appraised_scores
from assessments.actions.appraised_scores import Judgement
from assessments.findings import COMPUTED_KINDS
from assessments.sheets import measured_facts
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan, Trouble
from danvan.demo.words import reason

if TYPE_CHECKING:
    from danvan.demo.casework import Casework

FAVOURABLE, LARGE_GAP = Decimal("90"), Decimal("6")
VETOES = {
    "registration": Trouble.LATE_REGISTRATION,
    "reports_missing": Trouble.REPORTS_MISSING,
}


def decide_departures(case: "Casework") -> None:
    """Every criterion on which the officer finds less than the unit stated."""
    officer, file = case.district.officer(case.unit), case.file
    for criterion in case.settled.criteria():
        if case.settled.level[criterion.pk] == case.stated.level[criterion.pk]:
            continue
        facts = measured_facts(criterion, file, case.settled.facts(criterion))
        why = reason(criterion, case.stated, case.settled)
        appraised_scores.decide_score(
            file.pk, criterion.pk, Judgement(facts, reason=why), version=None, by=officer
        )
        case.district.clock.tick(90)


def decide_vetoes(case: "Casework") -> None:
    """A word on every veto that is not computed."""
    officer, file = case.district.officer(case.unit), case.file
    for row in file.appraisal.veto_findings.select_related("veto"):
        if row.veto.kind not in COMPUTED_KINDS:
            note = _ground(case.plan, row.veto.kind)
            appraised_scores.decide_veto(file, row.veto_id, found=bool(note), note=note, by=officer)


def conclusion(plan: Plan) -> str:
    """What the provisional result says in words."""
    gap = plan.stated - plan.settled
    kind = "weak" if gap > LARGE_GAP else "good" if plan.settled >= FAVOURABLE else "lowered"
    return read("demo_words")["conclusions"][kind]


def _ground(plan: Plan, kind: str) -> str:
    """The ground on which a veto is found; empty: it is not."""
    trouble = VETOES.get(kind)
    if trouble is None or trouble != plan.trouble:
        return ""
    return read("demo_words")[trouble]
