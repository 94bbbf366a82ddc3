"""A sheet with figures of the year's records moves to a later version of its set."""

from dataclasses import replace

import pytest

from assessments.actions import rounds, scores, versions
from assessments.actions.scores import Entry
from assessments.carrying.parts import Choice
from assessments.models import Assessment
from criteria.actions import lifecycle
from criteria.definitions import SetDefinition
from tests.assessments.acting import score_of
from tests.assessments.sourced_files import REASON, registered, sourced_document
from tests.assessments.version_cases import later_version
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_editor,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
WHY = "Sửa lỗi đánh máy trong bộ tiêu chí."


@pytest.fixture
def records(monkeypatch):
    return registered(monkeypatch)


@pytest.fixture
def file(records) -> Assessment:
    """A draft with two figures of the records, one of them corrected by the unit."""
    organiser = make_district()
    make_unit(organiser)
    by = make_board_head(organiser)
    published = lifecycle.publish(make_draft_set(organiser, sourced_document(), by=by), by=by)
    round_ = rounds.open_round(make_round(organiser, published), by=by)
    file = Assessment.objects.with_context().get(round=round_)
    records.say("doi-thoai", 2)
    records.say("dung-han", 98)
    opened(file)
    entry = Entry({"p1": {"meetings": 1}}, reasons={"p1": {"meetings": REASON}})
    key = score_of(file, "II.1").criterion_id
    scores.save(file.pk, key, lambda _: entry, version=None, by=make_editor(file.unit))
    return file


def opened(file: Assessment) -> None:
    """As somebody of the unit opens the sheet."""
    scores.refresh_measures(file, by=make_editor(file.unit))


def retitled(content: SetDefinition) -> SetDefinition:
    return replace(content, title="Bộ tiêu chí đã đính chính")


def without_sources(content: SetDefinition) -> SetDefinition:
    groups = tuple(
        replace(group, criteria=tuple(map(_unfilled, group.criteria))) for group in content.groups
    )
    return replace(content, groups=groups)


def _unfilled(criterion):
    parts = tuple(
        replace(part, parameters={k: v for k, v in part.parameters.items() if k != "sources"})
        for part in criterion.parts
    )
    return replace(criterion, parts=parts)


def moved(file: Assessment, change) -> Assessment:
    new = later_version(file.criteria_set, change)
    versions.move_to_version(
        file.round, new, [file], next(iter(Choice)), reason=WHY,
        by=make_board_head(file.round.organiser),
    )  # fmt: skip
    return Assessment.objects.with_context().get(pk=file.pk)


def test_records_fill_the_sheet_again_and_the_correction_stays(file, records):
    file = moved(file, retitled)
    records.say("doi-thoai", 3)
    opened(file)

    talks = score_of(file, "II.1")
    assert talks.sourced["p1"]["meetings"]["value"] == 3
    assert talks.facts == {"p1": {"meetings": 1}}
    assert talks.corrections == {"p1": {"meetings": REASON}}
    assert score_of(file, "I.1").facts["p1"]["numerator"] == 98


def test_what_the_records_said_before_is_not_taken_for_something_typed(file, records):
    file = moved(file, retitled)
    records.say("dung-han", 97)
    opened(file)

    row = score_of(file, "I.1")
    assert row.facts["p1"]["numerator"] == 97
    assert "was" not in row.sourced["p1"]["numerator"]


def test_what_the_records_no_longer_say_goes(file, records):
    file = moved(file, retitled)
    del records.answers["dung-han"]
    opened(file)

    assert "numerator" not in score_of(file, "I.1").facts.get("p1", {})


def test_a_fact_without_a_source_in_the_new_version_is_the_units_own(file):
    file = moved(file, without_sources)
    opened(file)

    for code in ("I.1", "II.1"):
        row = score_of(file, code)
        assert (row.sourced, row.corrections) == ({}, {})
