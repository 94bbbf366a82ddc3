"""The district whose board writes sets, and the head of that board at the desk."""

import pytest

from tests.factories import make_board_head, make_district, make_draft_set, make_published_set


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def head(district):
    return make_board_head(district)


@pytest.fixture
def desk(client, head):
    """The browser of the head, signed in."""
    client.force_login(head)
    return client


@pytest.fixture
def draft(district, head):
    return make_draft_set(district, by=head)


@pytest.fixture
def published(district):
    return make_published_set(district)
