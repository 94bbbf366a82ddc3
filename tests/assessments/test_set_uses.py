"""A set's page names the rounds it measures, and leads to the decision which files move to it."""

from dataclasses import replace

import pytest
from django.urls import reverse

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Assessment
from assessments.set_uses import uses
from assessments.workflow import RoundState
from criteria.uses import register, uses_of
from tests.assessments.version_cases import later_than, later_version, make_files, without
from tests.factories import make_board_head, make_editor

pytestmark = pytest.mark.django_db
CHANGE = without("I.1", heir="I.2")


@pytest.fixture
def files() -> list[Assessment]:
    return make_files(2)


@pytest.fixture
def head(files):
    return make_board_head(files[0].round.organiser)


def decision(file, criteria_set) -> str:
    return f"{reverse('assessments:move-version', args=[file.round_id])}?ban-moi={criteria_set.pk}"


def move(file, criteria_set, head):
    versions.move_to_version(
        file.round, criteria_set, [file], Choice.KEEP, reason="Sửa chữ in sai.",
        for_later=False, by=head,
    )  # fmt: skip


def test_the_set_in_use_names_its_round_once(files, head):
    found = uses(files[0].criteria_set, [], head)

    assert [(use.url, use.decide_url, use.is_waiting) for use in found] == [
        (files[0].round.get_absolute_url(), "", False)
    ]


def test_a_correction_leads_to_the_decision_until_something_has_moved(files, head):
    new = later_than(files[0].round, CHANGE)
    (waiting,) = uses(new, [files[0].criteria_set_id], head)

    move(files[0], new, head)
    (moved,) = uses(new, [files[0].criteria_set_id], head)

    assert (waiting.decide_url, waiting.is_waiting) == (decision(files[0], new), True)
    assert (moved.decide_url, moved.is_waiting) == (decision(files[0], new), False)


def test_nobody_else_is_led_to_the_decision(files, head):
    new = later_than(files[0].round, CHANGE)
    earlier = [files[0].criteria_set_id]

    assert uses(new, earlier, make_editor(files[0].unit)) == []
    files[0].round.state = RoundState.CLOSED
    files[0].round.save(update_fields=["state"])
    assert uses(new, earlier, head) == []


def test_a_draft_and_a_set_for_a_later_year_replace_nothing(files, head):
    used = files[0].criteria_set
    draft = later_version(used, CHANGE, is_published=False)
    next_year = later_version(used, CHANGE, lambda content: replace(content, year=used.year + 1))

    assert uses(draft, [used.pk], head) == []
    assert uses(next_year, [used.pk], head) == []


def test_the_page_says_what_waits_and_links_there(client, files, head):
    new = later_than(files[0].round, CHANGE)
    client.force_login(head)

    before = client.get(new.get_absolute_url()).content.decode()
    move(files[0], new, head)
    after = client.get(new.get_absolute_url()).content.decode()

    assert "vẫn dùng phiên bản trước" in before
    assert f'class="btn btn-primary" href="{decision(files[0], new)}"' in before
    assert "vẫn dùng phiên bản trước" not in after
    assert files[0].round.get_absolute_url() in after


def test_the_page_of_the_old_set_has_its_round_and_no_decision(client, files):
    client.force_login(make_editor(files[0].unit))

    page = client.get(files[0].criteria_set.get_absolute_url()).content.decode()

    assert files[0].round.get_absolute_url() in page
    assert "doi-phien-ban" not in page


def test_registering_twice_asks_once(files, head):
    register(uses)

    assert len(uses_of(files[0].criteria_set, [], head)) == 1
