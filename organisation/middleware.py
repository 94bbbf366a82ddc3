"""Whoever still has the password that somebody else chose does nothing but change it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class FirstPasswordMiddleware:
    """Answers every address but two with the way to the change page, until it has been used."""

    OPEN = ("organisation:password-change", "organisation:logout")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not self._is_open(request):
            return redirect("organisation:password-change")
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        return request.path in {reverse(name) for name in self.OPEN}
