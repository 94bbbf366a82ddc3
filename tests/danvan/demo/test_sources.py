"""Every source that a set of ours names is answered, by records that its kind of unit keeps."""

from dataclasses import replace
from itertools import count

import pytest

from assessments.models import Indicator
from assessments.sourced_facts import filled_points
from criteria import sources
from criteria.definitions import SetDefinition
from criteria.set_documents import definition_from
from danvan.demo.correction import corrected
from danvan.demo.district import District, Size
from danvan.demo.figures import asked_of, figures, lay_indicators
from danvan.demo.fixtures import read
from danvan.demo.workshop import next_years
from tests.factories import make_district, make_kind, make_unit

COMMUNAL, AGENCIES = "criteria_xa_thi_tran", "criteria_co_quan"
FIXTURES = (
    COMMUNAL, AGENCIES, "criteria_co_quan_thang_85", "criteria_dan_van_chinh_quyen",
    "criteria_tiep_can_phap_luat",
)  # fmt: skip
INDICATORS = {"indicator_year", "indicator_quarters"}


def numbered(found: SetDefinition) -> SetDefinition:
    """The set with keys for its criteria, which one read from a file does not have yet."""
    numbers = count(1)
    groups = (
        replace(group, criteria=tuple(replace(c, pk=next(numbers)) for c in group.criteria))
        for group in found.groups
    )
    return replace(found, groups=tuple(groups))


def definition(name: str) -> SetDefinition:
    return definition_from(read(name))


WRITTEN = {name: definition(name) for name in FIXTURES} | {
    "corrected": corrected(definition(COMMUNAL)),
    "next year": next_years(definition(COMMUNAL), 2027),
}
SETS = {name: numbered(found) for name, found in WRITTEN.items()}
KINDS = {COMMUNAL: "commune", AGENCIES: "agency", "corrected": "commune", "next year": "commune"}


def named(chosen: SetDefinition) -> set[str]:
    return {name for criterion in chosen.criteria.values() for name in criterion.sources}


@pytest.fixture
def organiser(db):
    """A district with the demonstration's indicators."""
    for kind in ("commune", "agency"):
        make_kind(kind)
    unit = make_district()
    lay_indicators(District(1, 2026, None, unit, unit, [], {}))
    return unit


@pytest.mark.parametrize("name", SETS)
def test_every_named_source_may_be_chosen(organiser, name):
    assert named(SETS[name]) <= {chosen for chosen, _label in sources.choices(organiser)}


@pytest.mark.parametrize("name", KINDS)
def test_every_named_indicator_is_asked_of_that_kind_of_unit(organiser, name):
    unit = make_unit(organiser, KINDS[name])
    asked = {row.code for row in asked_of(unit, Indicator.objects.filter(organiser=organiser))}
    kinds_and_keys = [name.partition(":") for name in named(SETS[name])]

    assert {key for kind, _, key in kinds_and_keys if kind in INDICATORS} <= asked


@pytest.mark.parametrize("name", KINDS)
def test_each_set_of_the_district_takes_points_from_the_records(name):
    assert filled_points(SETS[name]) >= 25


def test_the_correction_loses_no_source():
    before, after = SETS[COMMUNAL], SETS["corrected"]
    parts = {
        (criterion.key, part.key): part.parameters.get("sources")
        for criterion in after.criteria.values()
        for part in criterion.parts
    }
    changed = {
        (criterion.code, part.key)
        for criterion in before.criteria.values()
        for part in criterion.parts
        if parts[criterion.key, part.key] != part.parameters.get("sources")
    }

    assert changed == {("IV.1", "supervisions")}
    assert named(after) - named(before) == {"indicator_year:phan-bien"}


def test_debates_are_never_more_than_supervisions_and_debates_together(organiser):
    unit = make_unit(organiser)
    district = District(1, 2026, None, organiser, organiser, [unit], {unit.pk: Size(1200, 12)})

    for quarter in (1, 2, 3, 4):
        values = figures(district, unit, 2026, quarter)
        assert 0 <= values["phan-bien"] <= values["giam-sat-phan-bien"]
