"""The district whose board writes sets, and the head of that board at the desk."""

from dataclasses import replace
from decimal import Decimal

import pytest

from criteria.actions import contents, copying
from criteria.definitions import definition_of
from tests.criteria.version_pages import REASON
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


@pytest.fixture
def corrected(published, head):
    """A second version in which a title and the points of one criterion are others."""
    draft = copying.start_version(published, reason=REASON, by=head)
    whole = definition_of(draft)
    first, second = whole.groups
    one, two = first.criteria
    two = replace(two, title="Tiêu chí hai", max_points=Decimal(25))
    changed = replace(whole, groups=(replace(first, criteria=(one, two)), second))
    return contents.replace(draft, changed, by=head)
