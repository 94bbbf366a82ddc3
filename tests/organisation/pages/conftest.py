"""A district and the browser of its administrator."""

import pytest
from django.urls import reverse

from tests.factories import make_district
from tests.organisation.people import make_administrator


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def admin_client(client, district):
    client.force_login(make_administrator(district))
    client.get(reverse("organisation:roles"))  # the first page writes the session
    return client
