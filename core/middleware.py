"""What every request gets: an id, the headers of our policy, an end of the session."""

import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from core import sendings
from core.request_context import reset_request_id, set_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address as seen by the outermost proxy that is our own.

    Each trusted proxy appends one entry to X-Forwarded-For; whatever stands further left was
    written by the visitor and is not believed.
    """
    count = settings.TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if count and len(forwarded) >= count and forwarded[-count]:
        return forwarded[-count]
    return request.META.get("REMOTE_ADDR", "")


class RequestIdMiddleware:
    """Names the request, so that its log lines and audit events can be found together."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request.META["REQUEST_ID"] = uuid.uuid4().hex
        token = set_request_id(request_id)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            return response
        finally:
            reset_request_id(token)


class PolicyHeadersMiddleware:
    """Adds the headers that Django does not set itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SessionLifetimeMiddleware:
    """Ends a session SESSION_COOKIE_AGE seconds after login, however busy it was."""

    KEY = "started_at"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            started_at = request.session.setdefault(self.KEY, now)
            if now - started_at > settings.SESSION_COOKIE_AGE:
                logout(request)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Keeps pages of signed-in people out of every cache, the browser's included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class SentOnceMiddleware:
    """Answers a form that was sent twice with the answer to the first; see core.sendings."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
            form = sendings.arriving()
            return self._settled(request, form, response) if form else response
        finally:
            sendings.arrive(None)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Before anything is asked again: the first one may have changed what would be answered."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if not (mark := sendings.mark_of(request)):
            return None
        if place := sendings.first_answer(request, mark):
            return HttpResponseRedirect(place)
        sendings.arrive(sendings.Arriving(mark))
        return None

    def process_exception(self, request: HttpRequest, _error: Exception) -> HttpResponse | None:
        """The first one was quicker: this one was stopped by it or refused because of it."""
        form = sendings.arriving()
        place = sendings.first_answer(request, form.mark) if form else ""
        return HttpResponseRedirect(place) if place else None

    def _settled(
        self, request: HttpRequest, form: sendings.Arriving, response: HttpResponse
    ) -> HttpResponse:
        # A page that cannot be shown twice names the one that can: Content-Location.
        headers = response.headers
        location = headers.get("Location") or headers.get("Content-Location", "")
        if form.has_changed:
            sendings.answered(form, location)
        elif not location and (place := sendings.first_answer(request, form.mark)):
            return HttpResponseRedirect(place)
        return response
