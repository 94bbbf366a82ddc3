"""The story depends on its seed and its day, and on nothing else."""

import pytest

from core.models import AuditEvent
from danvan.demo.story import Wish
from organisation.models import Unit, User
from tests.danvan.demo.telling import TODAY, digest, told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_same_seed_tells_the_same_story(tmp_path):
    digests = []
    for run in ("first", "second"):
        with told(Wish(7, TODAY, small=True), tmp_path / run):
            digests.append(digest())

    assert digests[0] == digests[1]


def test_another_seed_has_other_people(tmp_path):
    names = []
    for seed in (7, 8):
        with told(Wish(seed, TODAY, small=True), tmp_path / str(seed)):
            names.append(set(User.objects.values_list("full_name", flat=True)))

    assert len(names[0] & names[1]) < len(names[0]) / 2


def test_a_story_that_breaks_off_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr("danvan.demo.casework.Casework.hand_in", _break_off)

    with pytest.raises(RuntimeError), told(Wish(7, TODAY, small=True), tmp_path):
        pass

    assert not Unit.objects.exists()
    assert not AuditEvent.objects.exists()


def _break_off(case) -> None:
    raise RuntimeError("the machine was switched off")
