"""Invariants over inspections, the notebook and advice: hold on good rows, find bad ones."""

import pytest
from django.utils import timezone

from assessments.models import Advice, Finding, Inspection, NotebookEntry
from danvan.invariants import broken
from tests.access.following_rows import old_advice
from tests.assessments.following_cases import concluded, followed_file, key_of
from tests.factories import make_unit

pytestmark = pytest.mark.django_db


def test_good_rows_break_nothing():
    file, officer = followed_file()
    concluded(file, officer, {"criterion_key": key_of(file)})
    Finding.objects.update(remedy_state="done")

    assert broken() == {}


def test_a_finding_at_an_unknown_criterion_is_found():
    file, officer = followed_file()
    concluded(file, officer, {})
    Finding.objects.update(criterion_key="khong-co")

    assert set(broken()) == {"finding_at_a_known_criterion"}


@pytest.mark.parametrize("wrong", ["state", "praise"])
def test_a_remedy_without_a_concluded_shortcoming_is_found(wrong):
    file, officer = followed_file()
    concluded(file, officer, {})
    Finding.objects.update(remedy_state="done", is_shortcoming=wrong != "praise")
    if wrong == "state":
        Inspection.objects.update(state="visited")

    assert set(broken()) == {"remedies_follow_a_conclusion"}


@pytest.mark.parametrize("noun", ["inspection", "note"])
def test_what_concerns_no_unit_of_the_round_is_found(noun):
    file, officer = followed_file()
    stranger = make_unit(file.round.organiser)
    today = timezone.localdate()
    if noun == "inspection":
        Inspection.objects.create(
            round=file.round, unit=stranger, kind="inspection", subject="Quy chế",
            planned_on=today, created_by=officer,
        )  # fmt: skip
    else:
        NotebookEntry.objects.create(
            round=file.round, unit=stranger, quarter=1, kind="note", happened_on=today,
            text="Ghi.", written_by=officer,
        )  # fmt: skip

    assert set(broken()) == {"inspected_unit_takes_part"}


def about_advice() -> set[str]:
    """Broken rules on advice; the earlier file of these tests is a bare row."""
    return {name for name in broken() if name.startswith("advice_")}


def test_advice_at_an_unknown_criterion_is_found():
    file, officer = followed_file()
    old_advice(file, officer)
    assert about_advice() == set()
    Advice.objects.update(criterion_key="khong-co")

    assert about_advice() == {"advice_at_a_known_criterion"}


def test_advice_answered_without_a_later_file_is_found():
    file, officer = followed_file()
    row = old_advice(file, officer)
    Advice.objects.filter(pk=row.pk).update(assessment=file)

    assert about_advice() == {"advice_answered_in_a_later_year"}
