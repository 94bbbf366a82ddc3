"""What follows the units through the year: inspections, the officer's notebook, advice."""

import io
from datetime import date, timedelta
from functools import partial
from typing import Any

from assessments.actions import findings, inspections, notebook
from assessments.inspections import criteria_of, file_of
from assessments.models import Finding, Inspection
from core.calendar import today as this_day
from danvan.demo import advices, scans
from danvan.demo.clock import working_day_before
from danvan.demo.dice import dice
from danvan.demo.evidence import inspected
from danvan.demo.fixtures import read
from danvan.demo.year import Year
from organisation.models import Unit

PLANNED_AHEAD = 12  # working days between plan and visit
REPORTED_AFTER, CONFIRMED_AFTER = 8, 12  # working days after the conclusion
SILENT_UNIT = 4  # every fourth unit that still fills in has not answered yet


def schedule(year: Year, today: date) -> None:
    """Inspections around today; notes on their days; answers of units that still fill in."""
    units = {unit.short_name: unit for unit in year.district.units}
    for spec in read("demo_following")["inspections"]:
        if spec["unit"] in units:
            _schedule_inspection(year, units[spec["unit"]], spec, today)
    for spec in read("demo_following")["notes"]:
        for name in spec["units"]:
            if name in units:
                _schedule_note(year, units[name], spec, today)
    year.agenda.add(working_day_before(today, 6), 15, partial(_answer_early, year))


def _answer_early(year: Year) -> None:
    """Some units that still fill in have answered a part; every fourth nothing yet."""
    for order, case in enumerate(year.cases):
        file = case.file
        if file.state == "draft" and order % SILENT_UNIT:
            advices.answer(year.district, file, most=1)


def _schedule_inspection(year: Year, unit: Unit, spec: dict[str, Any], today: date) -> None:
    before = spec.get("visited", spec.get("planned"))
    day = working_day_before(today, before) if before > 0 else today - timedelta(days=before)
    step = _Steps(year, unit, spec, day)
    if "cancelled" in spec:
        year.agenda.add(working_day_before(today, 30), 9, step.plan)
        year.agenda.add(working_day_before(today, spec["cancelled"]), 10, step.cancel)
        return
    planned = before + PLANNED_AHEAD if before > 0 else PLANNED_AHEAD
    year.agenda.add(working_day_before(today, planned), 9, step.plan)
    if "visited" in spec:
        year.agenda.add(day, 15, step.visit)
    if concluded := spec.get("concluded"):
        year.agenda.add(working_day_before(today, concluded), 10, step.conclude)
        later = working_day_before(today, concluded - REPORTED_AFTER)
        year.agenda.add(later, 9, step.report)
        year.agenda.add(working_day_before(today, concluded - CONFIRMED_AFTER), 14, step.confirm)


class _Steps:
    """One inspection step by step; its row is found again by unit and subject."""

    def __init__(self, year: Year, unit: Unit, spec: dict[str, Any], day: date) -> None:
        self.year, self.unit, self.spec, self.day = year, unit, spec, day
        self.officer = year.district.officer(unit)
        self.words = read("demo_following")

    @property
    def row(self) -> Inspection:
        """The inspection as it is stored now."""
        rows = Inspection.objects.select_related("unit", "round")
        return rows.get(round=self.year.round, unit=self.unit, subject=self.spec["subject"])

    def plan(self) -> None:
        plan = inspections.Plan(
            self.spec["kind"], self.spec["subject"], self.day, self.words["team"]
        )
        inspections.plan(self.year.round, self.unit, plan, by=self.officer)

    def cancel(self) -> None:
        inspections.cancel(self.row, reason=self.words["cancelled"], by=self.officer)

    def visit(self) -> None:
        row = inspections.record_visit(
            self.row, visited_on=this_day(), minutes=self.words["minutes"], by=self.officer
        )
        keys = {c.code: c.key for c in criteria_of(file_of(row)).values()}
        for found in self.spec["findings"]:
            findings.add_finding(row, _observation(found, keys), by=self.officer)

    def conclude(self) -> None:
        inspections.conclude(
            self.row, reference=self.spec["number"], concluded_on=this_day(),
            conclusion=self.words["conclusion"], by=self.year.district.board_head,
        )  # fmt: skip

    def report(self) -> None:
        editor = self.year.district.editor(self.unit)
        for finding, found in self._mended("remedy"):
            findings.report_remedy(finding, remedy=found["remedy"], by=editor)

    def confirm(self) -> None:
        for finding, found in self._mended("verdict"):
            findings.confirm_remedy(
                finding, verdict=found["verdict"], note=found.get("note", ""), by=self.officer
            )

    def _mended(self, word: str) -> list[tuple[Finding, dict[str, Any]]]:
        rows = self.row.findings.all()
        pairs = zip(rows, self.spec["findings"], strict=True)
        return [(finding, found) for finding, found in pairs if word in found]


def _observation(found: dict[str, Any], keys: dict[str, str]) -> findings.Observation:
    key = next((keys[code] for code in found["codes"] if code in keys), "")
    is_shortcoming = "due" in found or "verdict" in found
    due = this_day() + timedelta(days=found["due"]) if "due" in found else None
    return findings.Observation(found["text"], key, is_shortcoming, due)


def _schedule_note(year: Year, unit: Unit, spec: dict[str, Any], today: date) -> None:
    if "before" in spec:
        day = working_day_before(today, spec["before"])
    else:
        day = date(year.number, spec["month"], spec["day"])
    year.agenda.add(day, 16.5, partial(_note, year, unit, spec))
    if "done_month" in spec:
        done = date(year.number, spec["done_month"], spec["done_day"])
        year.agenda.add(done, 17, partial(_tick, year, unit, spec))


def _note(year: Year, unit: Unit, spec: dict[str, Any]) -> None:
    day, district = this_day(), year.district
    quarter = (day.month + 2) // 3 if day.year == year.number else 4
    note = notebook.Note(quarter, spec["kind"], day, spec["text"], _due(spec, day))
    officer = district.officer(unit)
    entry = notebook.write_entry(year.round, unit, note, by=officer)
    pictures = []
    for scene, caption in spec.get("photos", ()):
        random = dice(district.seed, "photo", unit.short_name, caption)
        content = scans.photograph(scene, f"{caption}, {day:%d/%m/%Y}", random)
        about = inspected({"kind": "jpeg", "title": f"{caption} {unit.short_name}"}, content)
        pictures.append((io.BytesIO(content), about))
    if pictures:
        notebook.add_photos(entry, pictures, by=officer)


def _due(spec: dict[str, Any], day: date) -> date | None:
    if "due_in" in spec:
        return day + timedelta(days=spec["due_in"])
    if "due_month" in spec:
        return date(day.year, spec["due_month"], spec["due_day"])
    return None


def _tick(year: Year, unit: Unit, spec: dict[str, Any]) -> None:
    entry = year.round.notebook_entries.get(unit=unit, text=spec["text"])
    notebook.tick_entry(entry, is_done=True, by=year.district.officer(unit))
