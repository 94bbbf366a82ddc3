"""One unit's file in one year, moved by the people whose work it is, through the real actions."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from assessments.actions import (
    appraisals,
    appraised_scores,
    extensions,
    scores,
    settlements,
    submissions,
)
from assessments.actions.scores import Entry
from assessments.completeness import is_computed
from assessments.models import Assessment, Round
from assessments.workflow import Step
from criteria.definitions import CriterionDefinition
from criteria.models import Scorer
from danvan.demo import advices, judging, laid_sheets
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.evidence import attach_all
from danvan.demo.fixtures import read
from danvan.demo.plans import Plan
from danvan.demo.sheets import FactSheet, full_sheet, lower_to, step_down
from danvan.demo.words import explanation
from organisation.models import Unit

SUPPLEMENTED = 3  # criteria that a supplement asks for
MEETINGS, FOUR_QUARTERS = "meetings", 4  # the part that counts quarters with a meeting
CORRECTING_SHARE = 0.4  # of the units where one of them is not on record yet


@dataclass
class Casework:
    """What happens to the file of `unit` in `round`; `plan` says where it is to end."""

    district: District
    round: Round
    unit: Unit
    plan: Plan

    @property
    def file(self) -> Assessment:
        """The assessment as it is stored now."""
        return Assessment.objects.with_context().get(round=self.round, unit=self.unit)

    @cached_property
    def stated(self) -> FactSheet:
        """The facts that the unit is going to state."""
        sheet = full_sheet(self.district, self.file)
        step_down(sheet, self.plan.lowered)
        lower_to(sheet, self.plan.stated, self.district.seed, "stated", *self._subject)
        return sheet

    @cached_property
    def settled(self) -> FactSheet:
        """The facts that the appraiser finds: the stated ones, some of them lower."""
        sheet = self.stated.copy()
        lower_to(sheet, self.plan.settled, self.district.seed, "settled", *self._subject)
        return sheet

    def fill(self) -> None:
        """Enter the planned share of the criteria, with explanations, then attach evidence."""
        criteria = [c for c in self.stated.definition.criteria.values() if is_entered(c)]
        chosen = criteria[: round(len(criteria) * self.plan.share)]
        editor, file = self.district.editor(self.unit), self.file
        if self.round.year < self.district.year:
            entries = {criterion.pk: self._entry(criterion) for criterion in chosen}
            laid_sheets.enter(file, entries, by=editor, tick=self.district.clock.tick)
        else:
            scores.refresh_measures(file, by=editor)  # opening the sheet fills in what is known
            for criterion in chosen:
                self._enter(file, criterion)
        attach_all(self.district, file, [c for c in chosen if c.pk not in self.stated.absent])

    def hand_in(self) -> None:
        """The head hands the sheet in."""
        file = self.file
        advices.answer(self.district, file)
        random = dice(self.district.seed, "key", *self._subject, file.submissions.count())
        key = UUID(int=random.getrandbits(128), version=4)
        submissions.submit(file, key=key, version=None, by=self.district.head(self.unit))

    def open(self) -> None:
        """The officer opens the file."""
        appraisals.open_file(self.file, by=self.district.officer(self.unit))

    def appraise(self, *, half: bool = False) -> None:
        """Decide vetoes and points; `half`: only what departs from the unit's statement."""
        advices.judge(self.district, self.file)
        judging.decide_departures(self)
        if not half:
            judging.decide_vetoes(self)
            self.finish()

    def finish(self) -> None:
        """Agree to what is not decided yet and send the provisional result."""
        officer = self.district.officer(self.unit)
        appraised_scores.accept_rest(self.file, by=officer)
        appraisals.finish(self.file, conclusion=judging.conclusion(self.plan), by=officer)

    def advise(self) -> None:
        """The officer asks the unit to mend what cost it points."""
        advices.advise(self.district, self.file)

    def answer(self, *, agreed: bool = True) -> None:
        """The unit's word on the provisional result."""
        words = read("demo_words")
        text = dice(self.district.seed, "word", *self._subject).choice(words["agreements"])
        settlements.give_feedback(
            self.file, is_agreed=agreed, text=text if agreed else words["disagreement"],
            by=self.district.head(self.unit),
        )  # fmt: skip

    def settle(self, note: str = "") -> None:
        """The board settles the result."""
        settlements.settle(self.file, note=note, by=self.district.board_head)

    def send_back(self, due_on: date, *, whole: bool = False) -> None:
        """Return the file for supplement: as a whole, or for a few criteria that carry points."""
        words = read("demo_words")
        asked = None if whole else self._doubtful()
        appraisals.send_back(
            self.file, reason=words["supplement_whole" if whole else "supplement_single"],
            criteria=asked, due_on=due_on, by=self.district.officer(self.unit),
        )  # fmt: skip

    def supplement(self) -> None:
        """Correct the criteria that were asked for and hand in again."""
        file, more = self.file, read("demo_words")["supplemented"]
        for pk in self._doubtful():
            self._enter(file, self.stated.definition.criteria[pk], more)
        self.hand_in()

    def extend(self, due_on: date) -> None:
        """The board gives the unit a later deadline."""
        extensions.grant(
            self.round, self.unit, Step.SELF_ASSESSMENT, due_on=due_on,
            reason=read("demo_words")["extension"], by=self.district.board_head,
        )  # fmt: skip

    @property
    def _subject(self) -> tuple[str, int]:
        return self.unit.short_name, self.round.year

    def _doubtful(self) -> list[int]:
        entered = [c.pk for c in self.stated.criteria() if is_entered(c)]
        return entered[3 : 3 + SUPPLEMENTED]

    def _enter(self, file: Assessment, criterion: CriterionDefinition, more: str = "") -> None:
        entry = self._entry(criterion, more)
        editor = self.district.editor(self.unit)
        scores.save(file.pk, criterion.pk, lambda _criterion: entry, version=None, by=editor)
        self.district.clock.tick()

    def _entry(self, criterion: CriterionDefinition, more: str = "") -> Entry:
        facts, absent = self.stated.facts(criterion), criterion.pk in self.stated.absent
        if absent:
            return Entry({}, read("demo_words")["absent"] + more, True)
        typed, reasons = self.stated.typed(criterion), self._corrections(criterion)
        for part, corrected in reasons.items():
            typed[part] |= dict.fromkeys(corrected, FOUR_QUARTERS)
            facts[part] = {**facts[part], **typed[part]}
        words = explanation(self.unit, self.round.year, criterion, facts) + more
        return Entry(typed, words, reasons=reasons)

    def _corrections(self, criterion: CriterionDefinition) -> dict[str, dict[str, str]]:
        """Some units know of a quarter that is not reported yet, and say so."""
        random = dice(self.district.seed, "correction", *self._subject)
        known = self.stated.recorded.get((criterion.pk, MEETINGS), {})
        if known.get("quarters") != FOUR_QUARTERS - 1 or random.random() > CORRECTING_SHARE:
            return {}
        return {MEETINGS: {"quarters": read("demo_words")["quarter_correction"]}}


def is_entered(criterion: CriterionDefinition) -> bool:
    """Whether the unit enters facts for the criterion; nobody claims bonus points here."""
    return not (
        criterion.is_bonus or criterion.scored_by == Scorer.APPRAISER or is_computed(criterion)
    )
