"""Closed years told with three communes: with printing to the decisions, without it to drafts."""

import pytest

from assessments.models import Assessment
from danvan.demo import founding, story
from danvan.demo.fixtures import read
from danvan.demo.story import Wish
from danvan.invariants import broken
from recognition.models import Decision, DecisionEntry
from recognition.workflow import DecisionState
from tests.danvan.demo.telling import TODAY, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHOSEN = {"Đồng Vương", "Xuân Lương", "Đông Sơn"}  # sent back, ordinary, revoked


@pytest.fixture(autouse=True)
def three_communes(monkeypatch):
    places = dict(read("demo_places"))
    places["communes"] = [place for place in places["communes"] if place["name"] in CHOSEN]
    places["agencies"] = []
    monkeypatch.setattr(
        founding, "read", lambda name: places if name == "demo_places" else read(name)
    )


def test_what_was_sent_back_is_decided_on_later_in_the_new_form(tmp_path):
    with told(Wish(1, TODAY), tmp_path):
        later = Decision.objects.get(proposal__number=2)

        assert later.content["format"] == "hd05"
        assert [entry.unit_name for entry in later.entries.all()] == ["Đảng bộ xã Đồng Vương"]
        assert DecisionEntry.objects.exclude(revoked_at=None).get().unit_name.endswith("Đông Sơn")
        assert broken() == {}


def test_without_printing_decisions_wait_and_everything_else_is_there(monkeypatch, tmp_path):
    monkeypatch.setattr(story, "pdf_available", lambda: False)

    with told(Wish(1, TODAY), tmp_path):
        assert set(Decision.objects.values_list("state", flat=True)) == {DecisionState.DRAFT}
        assert Decision.objects.count() == 3
        assert set(Assessment.objects.filter(round__year=2024).values_list("state", flat=True)) == {
            "proposed"
        }
        assert broken() == {}
