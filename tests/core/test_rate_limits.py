"""Counting requests per minute."""

from django.core.cache import cache
from django.http import HttpResponse

from core.rate_limits import count_of, limited


def test_counts_go_up_and_are_kept_apart():
    assert [count_of("a"), count_of("a"), count_of("b")] == [1, 2, 1]


def test_a_count_that_ends_meanwhile_begins_again(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_args, **_kwargs: None)

    assert [count_of("c"), count_of("c")] == [1, 2]


def test_one_too_many_gets_the_429_page(rf):
    view = limited("test", 1)(lambda _request: HttpResponse("ok"))

    answers = [view(rf.get("/")) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1]["Retry-After"] == "60"
