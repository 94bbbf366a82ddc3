"""Units come from a workbook: previewed, then carried out."""

from datetime import date

import pytest

from core.models import AuditEvent
from organisation.exports import units_workbook
from organisation.imports import previews
from organisation.models import Unit
from tests.factories import make_unit
from tests.organisation.imports.cases import PARENT, carried_out, cells, content_of, previewed
from tests.organisation.people import unit_row, units_file

pytestmark = pytest.mark.django_db


def test_new_changed_and_unchanged_units_are_told_apart(district, administrator):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    make_unit(district, name="Đảng bộ xã An Thượng")
    file = units_file(
        unit_row("Đảng bộ xã Mới", "Mới", parent=PARENT),
        unit_row("Đảng bộ xã Đồng Tâm", "Đồng Tâm", code="07299", parent=PARENT),
        unit_row("Đảng bộ xã An Thượng", "An Thượng", parent=PARENT),
    )

    outcome = previewed(file, administrator)

    assert [line.outcome for line in outcome.lines] == ["new", "changed", "unchanged"]
    assert [(c.label, c.before, c.after) for c in outcome.lines[1].changes] == [("Mã", "", "07299")]


def test_the_preview_leaves_nothing_behind(administrator):
    before = (Unit.objects.count(), AuditEvent.objects.count())

    previewed(units_file(unit_row("Đảng bộ xã Mới")), administrator)

    assert (Unit.objects.count(), AuditEvent.objects.count()) == before


def test_confirming_saves_through_the_action(administrator):
    outcome = carried_out(units_file(unit_row("Đảng bộ xã Mới", parent=PARENT)), administrator)

    unit = Unit.objects.get(name="Đảng bộ xã Mới")
    assert outcome.created == [unit.pk]
    assert unit.parent.name == PARENT
    assert AuditEvent.objects.get().kind == "unit.created"


@pytest.mark.parametrize(
    "spelt", ["Đảng bộ xã Hòa Bình", "đảng bộ xã hoà bình", "Đảng bộ  xã Ho\u00e0 B\u0069\u0300nh"]
)
def test_other_spellings_of_a_name_are_the_same_unit(district, administrator, spelt):
    unit = make_unit(district, name="Đảng bộ xã Hoà Bình")

    outcome = carried_out(units_file(unit_row(spelt, "Hoà Bình", parent=PARENT)), administrator)

    unit.refresh_from_db()
    assert [line.outcome for line in outcome.lines] == ["unchanged"]
    assert unit.name == "Đảng bộ xã Hoà Bình"


def test_a_different_tone_is_a_different_unit(district, administrator):
    make_unit(district, name="Đảng bộ xã Hồng Kỳ")

    outcome = previewed(units_file(unit_row("Đảng bộ xã Hồng Kỵ")), administrator)

    assert [line.outcome for line in outcome.lines] == ["new"]


def test_a_parent_may_stand_in_an_earlier_row(administrator):
    file = units_file(
        unit_row("Đảng bộ xã Mới", parent=PARENT), unit_row("Chi bộ A", parent="Đảng bộ xã Mới")
    )

    carried_out(file, administrator)

    assert Unit.objects.get(name="Chi bộ A").parent.name == "Đảng bộ xã Mới"


def test_every_problem_is_named_by_its_cell_at_once(administrator):
    file = units_file(
        unit_row("Đảng bộ xã Một", kind="Loại lạ"),
        unit_row("Đảng bộ xã Hai", parent="Không có"),
        (*unit_row("Đảng bộ xã Ba"), date(2019, 1, 1)),
        unit_row("Đảng bộ xã Bốn"),
        unit_row("Đảng bộ xã Bốn"),
    )

    assert cells(previewed(file, administrator)) == ["C2", "E3", "G4", "A6"]


def test_one_bad_row_keeps_every_row_out(administrator):
    file = units_file(unit_row("Đảng bộ xã Tốt"), unit_row("Đảng bộ xã Hỏng", parent="Không có"))

    outcome = carried_out(file, administrator)

    assert cells(outcome) == ["E3"]
    assert not Unit.objects.filter(name__contains="xã").exists()
    assert not AuditEvent.objects.exists()


def test_a_missing_column_erases_nothing(district, administrator):
    unit = make_unit(district, name="Đảng bộ xã Đồng Tâm")
    content = content_of(units_file(unit_row(unit.name, "Tâm Đồng")), previews.UNITS)
    for line in content.rows:
        del line.values["parent"]

    previews.carry_out(previews.UNITS, content, by=administrator)

    unit.refresh_from_db()
    assert (unit.short_name, unit.parent) == ("Tâm Đồng", district)


def test_the_export_reads_back_unchanged(district, administrator):
    make_unit(district, name="Đảng bộ xã Đồng Tâm")
    units = Unit.objects.select_related("kind", "parent", "merged_into")

    outcome = previewed(units_workbook(units), administrator)

    assert outcome.problems == []
    assert {line.outcome for line in outcome.lines} == {"unchanged"}
