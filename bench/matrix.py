"""What the matrix of a large province costs: 700 units × 12 steps, against a bare page.

Design 12: a grid of 500 × 8 ≤ 500 ms of CPU where the bare 36-row sheet takes 7.7 (64.9 times).
The page computes all 700 × 12 duties, puts the late units first and draws fifty of them.
"""

import gzip

from django.db.models import F
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, OfficerAssignment, QuarterlyReport, Round
from bench.sheet import queries, ratio
from organisation.models import Unit
from tests.factories import (
    LONG_AGO,
    make_assessment,
    make_board_head,
    make_district,
    make_editor,
    make_kind,
    make_officer,
    make_open_round,
)

UNITS = 700
GRID_RATIO, GRID_QUERIES, PAGE_KILOBYTES = 500 / 7.7, 20, 80


@override_settings(ROOT_URLCONF="bench.bare_views", DEBUG=False)
def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, budget): ratio of CPU, number of queries, weight of the page."""
    round_ = large_round()
    board, bare = Client(), Client()
    board.force_login(make_board_head(round_.organiser))
    sheet = make_assessment(make_district(), complete=True)
    bare.force_login(make_editor(sheet.unit))
    address = reverse("assessments:matrix", args=[round_.pk])
    weight = len(gzip.compress(board.get(address).content)) / 1000
    return [
        (
            f"matrix of {UNITS} × 12, times a bare sheet",
            ratio(lambda: board.get(address), lambda: bare.get(f"/bare/{sheet.pk}/"), rounds=8),
            GRID_RATIO,
        ),
        (
            "home page of the board, times a bare sheet",
            ratio(lambda: board.get("/"), lambda: bare.get(f"/bare/{sheet.pk}/"), rounds=8),
            GRID_RATIO,
        ),
        (f"matrix of {UNITS} × 12, queries", queries(lambda: board.get(address)), GRID_QUERIES),
        ("one page of the matrix, kB compressed", weight, PAGE_KILOBYTES),
    ]


def large_round() -> Round:
    """A round under way with 700 units: each has reported two quarters, some are late."""
    district = make_district("Tỉnh uỷ Bắc Giang")
    round_, kind = make_open_round(district), make_kind("commune")
    criteria_set = round_.criteria_sets.get().criteria_set
    units = [
        Unit(kind=kind, name=f"Đảng bộ xã {n:03d}", short_name=f"xã {n:03d}", parent=district,
             valid_from=LONG_AGO, search_key=f"dang bo xa {n:03d}", sort_key=f"xa {n:03d}")
        for n in range(UNITS)
    ]  # fmt: skip
    units = Unit.objects.bulk_create(units)
    Assessment.objects.bulk_create(
        Assessment(round=round_, unit=unit, unit_name=unit.name, criteria_set=criteria_set,
                   due_on=round_.self_assessment_due)
        for unit in units
    )  # fmt: skip
    _report(round_, units)
    officer = make_officer(district)
    OfficerAssignment.objects.bulk_create(
        OfficerAssignment(round=round_, unit=unit, officer=officer) for unit in units
    )
    Assessment.objects.filter(round=round_).update(version=F("version") + 1)
    return round_


def _report(round_: Round, units: list[Unit]) -> None:
    now, sender = timezone.now(), make_officer(round_.organiser)
    QuarterlyReport.objects.bulk_create(
        QuarterlyReport(round=round_, unit=unit, unit_name=unit.name, quarter=quarter,
                        state="submitted", due_on=round_.report_due_dates[quarter],
                        first_submitted_at=now, submitted_at=now, submitted_by=sender)
        for number, unit in enumerate(units)
        for quarter in ((1, 2) if number % 3 else (1,))
    )  # fmt: skip
