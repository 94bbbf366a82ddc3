"""What every request gets, without views of our own."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from core.middleware import (
    PrivatePagesMiddleware,
    RequestIdMiddleware,
    SessionLifetimeMiddleware,
    client_address,
)
from core.request_context import current_request_id


class SignedIn:
    """The least that a middleware asks of a user."""

    is_authenticated = True

    def get_username(self) -> str:
        return "signed-in"


def page(request):
    return HttpResponse("page")


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/")
    request.user = SignedIn()
    request.session = SessionStore()
    return request


def test_a_request_has_one_id_inside_and_in_the_answer(rf):
    seen = []

    def view(request):
        seen.append(current_request_id())
        return HttpResponse()

    response = RequestIdMiddleware(view)(rf.get("/"))

    assert len(seen[0]) == 32
    assert response.headers["X-Request-ID"] == seen[0]
    assert current_request_id() == ""


def test_two_requests_have_different_ids(rf):
    middleware = RequestIdMiddleware(page)

    first, second = (middleware(rf.get("/")).headers["X-Request-ID"] for _ in range(2))

    assert first != second


def test_the_id_is_forgotten_after_a_failure(rf):
    def broken(request):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        RequestIdMiddleware(broken)(rf.get("/"))

    assert current_request_id() == ""


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.1"),
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.9", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})

    assert client_address(request) == address


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "survives"), [(-5, True), (5, False)])
def test_a_session_ends_when_its_time_is_over(request_, settings, age, survives):
    request_.session["started_at"] = time.time() - settings.SESSION_COOKIE_AGE - age

    SessionLifetimeMiddleware(page)(request_)

    assert request_.user.is_authenticated is survives


def test_the_beginning_of_a_session_is_not_moved_by_use(request_):
    middleware = SessionLifetimeMiddleware(page)
    middleware(request_)
    started_at = request_.session["started_at"]

    middleware(request_)

    assert request_.session["started_at"] == started_at


def test_pages_of_people_are_kept_out_of_caches(request_):
    response = PrivatePagesMiddleware(page)(request_)

    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_public_pages_may_be_cached(request_):
    request_.user = AnonymousUser()

    response = PrivatePagesMiddleware(page)(request_)

    assert "Cache-Control" not in response.headers
