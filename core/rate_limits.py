"""How often one visitor may ask: counted per minute in the cache, kept nowhere else."""

from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.middleware import client_address

MINUTE = 60  # seconds


def limited(name: str, per_minute: int) -> Callable:
    """Decorate a view: more than `per_minute` requests from one address get the 429 page."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if count_of(f"{name}:{client_address(request)}") <= per_minute:
                return view(request, *args, **kwargs)
            response = render(request, "429.html", status=429)
            response["Retry-After"] = str(MINUTE)
            return response

        return guarded

    return decorate


def count_of(key: str) -> int:
    """Count one more for `key`; the count ends a minute after its first."""
    key = f"rate:{key}"
    cache.add(key, 0, timeout=MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # it ended between the two calls
        cache.set(key, 1, timeout=MINUTE)
        return 1
