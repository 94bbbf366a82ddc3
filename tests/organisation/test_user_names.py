"""Names that somebody tries at the login page: counted, whatever they are made of."""

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from organisation.user_names import LONGEST_ATTEMPT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["x" * 300, "<" * 100_000, "Ｘ" * 300])
def test_a_name_longer_than_the_lockout_keeps_is_one_more_failure(client, name):
    answer = client.post(reverse("organisation:login"), {"username": name, "password": "sai"})

    assert answer.status_code == 200
    assert len(AccessAttempt.objects.get().username) == LONGEST_ATTEMPT


def test_a_name_with_a_nul_is_refused_before_it_reaches_the_database(client):
    answer = client.post(reverse("organisation:login"), {"username": "a\x00b", "password": "sai"})

    assert answer.status_code == 200
    assert not AccessAttempt.objects.exists()
