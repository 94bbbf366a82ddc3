"""October of a year with reports, and a printer that only notes what it is given."""

from datetime import datetime

import pytest
import time_machine

from assessments.actions import consolidation as actions
from core.calendar import VIETNAM
from tests import factories
from tests.assessments.consolidated_cases import make_rounds, report_of, take_part, write
from tests.assessments.printing import note_papers


@pytest.fixture(autouse=True)
def october(db):
    """The third quarter is over, the fourth has begun, last year is known."""
    with time_machine.travel(datetime(2026, 10, 5, 9, tzinfo=VIETNAM)):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch) -> list[dict]:
    return note_papers(monkeypatch, actions)


@pytest.fixture
def round_():
    """Two years; An Thượng gave more land than a year ago, Bố Hạ has sent nothing."""
    this, last = make_rounds()
    active, silent = (
        factories.make_unit(this.organiser, name=f"Đảng bộ xã {name}")
        for name in ("An Thượng", "Bố Hạ")
    )
    for row in (this, last):
        take_part(row, active, silent)
    factories.make_indicator(this.organiser, "dat-hien", name="Diện tích đất hiến", unit_label="m²")
    write(report_of(last, active, 3), dat_hien=2438)
    write(report_of(this, active, 3), dat_hien=5120)
    return this
