"""What units of the demonstration register: their models with targets, and how far these come."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from assessments.models import QuarterlyReport
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.model_names import ModelNames
from danvan.demo.words import place_of
from organisation.models import Unit
from recognition.actions.model_registrations import Content, Target
from recognition.models import (
    ModelField,
    ModelLevel,
    ModelProgress,
    ModelRegistration,
    TargetProgress,
)
from recognition.progress import FOLLOWED
from recognition.registrations import with_targets
from recognition.workflow import ProgressState

PER_UNIT = 5  # the last one for the district, the others for the commune itself
BEHIND_SHARE = 0.18


def contents(district: District, unit: Unit, year: int, drawn: ModelNames) -> list[Content]:
    """Five models over all fields, complete: what, why, where, who, when, targets."""
    return [content(district, unit, year, drawn, place) for place in range(PER_UNIT)]


def content(district: District, unit: Unit, year: int, drawn: ModelNames, place: int) -> Content:
    """The model at one place of the unit's list."""
    field = ModelField.values[place % len(ModelField)]
    name, owner = drawn.draw(field, place_of(unit))
    level = ModelLevel.DISTRICT if place == PER_UNIT - 1 else ModelLevel.COMMUNE
    random = dice(district.seed, "registered", unit.short_name, year, place)
    said: dict[str, Any] = {"name": name, "field": field, "owner": owner, "level": level}
    return Content(
        said | _words(random, district, unit, year, name, field), _targets(random, field)
    )


def _words(
    random: Random, district: District, unit: Unit, year: int, name: str, field: str
) -> dict[str, Any]:
    words = read("demo_registrations")
    hamlet = name.partition(", thôn ")[2].partition(":")[0]
    where = f"thôn {hamlet}" if hamlet else place_of(unit)
    return {
        "reason": random.choice(words["reasons"]),
        "content": random.choice(words["contents"]),
        "place": where[:1].upper() + where[1:],
        "people": f"Đồng chí {district.editor(unit).full_name}, Khối Dân vận",
        "forces": words["forces"],
        "resources": words["resources"],
        "starts_on": date(year, random.choice((2, 3)), 15),
        "ends_on": date(year, random.choice((10, 11, 12)), 30),
        "expected_product": words["fields"][field]["product"],
    }


def _targets(random: Random, field: str) -> Sequence[Target]:
    rows = read("demo_registrations")["fields"][field]["targets"][:2]
    return [
        Target(text, Decimal(random.randint(low, high)), unit_label)
        for text, low, high, unit_label in rows
    ]


def report_progress(district: District, report: QuarterlyReport) -> None:
    """How far the models have come at the end of the quarter, as a report says before it is sent.

    Written directly, in place of the rows with which the report was begun.
    """
    report.model_progress.all().delete()
    models = ModelRegistration.objects.filter(
        round=report.round_id, unit=report.unit_id, state__in=FOLLOWED
    )
    pairs = [_progress(district, report, model) for model in with_targets(models.order_by("name"))]
    ModelProgress.objects.bulk_create(row for row, _figures in pairs)
    TargetProgress.objects.bulk_create(figure for _row, figures in pairs for figure in figures)


def _progress(
    district: District, report: QuarterlyReport, model: ModelRegistration
) -> tuple[ModelProgress, list[TargetProgress]]:
    """About a quarter of each figure a quarter; some lag behind."""
    random = dice(district.seed, "progress", model.name, report.quarter)
    is_behind = dice(district.seed, "lag", model.name).random() < BEHIND_SHARE
    share = report.quarter / 4 * (0.6 if is_behind else random.uniform(0.9, 1.15))
    state = ProgressState.BEHIND if is_behind else ProgressState.ON_TRACK
    if share >= 1:
        state = ProgressState.DONE
    text = random.choice(read("demo_registrations")["progress"][state])
    row = ModelProgress(report=report, model_registration=model, state=state, text=text)
    figures = [
        TargetProgress(
            progress=row, target=target, value=Decimal(int(float(target.figure) * min(share, 1.1)))
        )
        for target in model.targets.all()
    ]
    return row, figures
