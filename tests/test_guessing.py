"""Guessing passwords: what is locked, for whom, and that a spoofed address changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_district, make_person

pytestmark = pytest.mark.django_db


def attempt(username: str, password: str, address: str = "203.0.113.7", **headers: str):
    """One login from one address, in a browser without history."""
    fields = {"username": username, "password": password}
    return Client().post(
        reverse("organisation:login"), fields, REMOTE_ADDR=address, headers=headers
    )


@pytest.fixture
def guessed() -> str:
    """The user name of a person whose password was guessed wrong five times."""
    make_district()
    username = make_person().username
    for _ in range(5):
        attempt(username, "wrong")
    return username


def test_the_fifth_failure_locks_with_a_page_in_plain_words(guessed):
    response = attempt(guessed, PASSWORD)

    assert response.status_code == 429
    assert "registration/locked.html" in [template.name for template in response.templates]


def test_the_account_stays_open_from_elsewhere(guessed):
    assert attempt(guessed, PASSWORD, address="203.0.113.8").status_code == 302


def test_other_accounts_stay_open_at_that_address(guessed):
    assert attempt(make_person().username, PASSWORD).status_code == 302


def test_writing_the_name_differently_does_not_help(guessed):
    assert attempt(f" {guessed.upper()} ", PASSWORD).status_code == 429


def test_a_made_up_proxy_header_does_not_help(guessed):
    response = attempt(guessed, PASSWORD, **{"x-forwarded-for": "198.51.100.1"})

    assert response.status_code == 429
