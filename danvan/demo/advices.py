"""Advice of last year's appraisals: given, answered by the units this year, judged."""

from assessments.actions import advice
from assessments.advices import advice_due, suggested, unanswered, unjudged
from assessments.models import Assessment
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read

REASONS_TAKEN = 2  # of one file


def advise(district: District, file: Assessment) -> None:
    """The appraiser makes advice of the reasons for lost points, and adds something general.

    Only last year's: older advice would have been judged long ago.
    """
    if file.round.year != district.year - 1:
        return
    officer = district.officer(file.unit)
    for row in suggested(file, [])[:REASONS_TAKEN]:
        advice.take_reason(file, row.criterion_id, by=officer)
    if dice(district.seed, "advice", file.unit_name).random() < 0.5:
        advice.give(file, text=read("demo_following")["general_advice"], by=officer)


def answer(district: District, file: Assessment, most: int | None = None) -> None:
    """The unit answers what last year's appraisal asked for: all of it, or the first few."""
    words = read("demo_following")["answers"]
    random = dice(district.seed, "answer", file.unit_name)
    for row in unanswered(advice_due(file))[:most]:
        advice.answer(file, row, text=random.choice(words), by=district.editor(file.unit))
        district.clock.tick()


def judge(district: District, file: Assessment) -> None:
    """The appraiser judges the answers before the points."""
    verdicts = read("demo_following")["verdicts"]
    random = dice(district.seed, "judge", file.unit_name)
    for row in unjudged(advice_due(file)):
        verdict, note = random.choice(verdicts)
        officer = district.officer(file.unit)
        advice.judge(file, row, verdict=verdict, note=note, by=officer)
