"""The server is killed in the middle of hand-ins: what was acknowledged is there, once."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from http.client import HTTPException
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from assessments.actions import rounds
from assessments.models import Assessment, Submission
from danvan import invariants
from tests.concurrency import serving
from tests.concurrency.serving import Server, Visitor
from tests.factories import (
    make_board_head,
    make_district,
    make_head,
    make_published_set,
    make_round,
    make_unit,
)

FILES = 24
AT_A_TIME = 6


@pytest.fixture
def hand_ins() -> dict[UUID, partial]:
    """Key → a hand-in that waits for a server; one for each of many communes."""
    organiser = make_district()
    units = [make_unit(organiser) for _ in range(FILES)]
    round_ = make_round(organiser, make_published_set(organiser))
    rounds.open_round(round_, by=make_board_head(organiser))
    visitors = {unit.pk: Visitor.of(make_head(unit)) for unit in units}
    steps = {}
    for file in Assessment.objects.filter(round=round_):
        key, path = uuid4(), reverse("assessments:submit", args=[file.pk])
        steps[key] = partial(visitors[file.unit_id].post, path=path, key=key, version=file.version)
    return steps


def send_all(server: Server, steps: dict[UUID, partial], *, kill_after: int = 0) -> dict[UUID, str]:
    """Hand in, several at a time; returns key → receipt of those that were acknowledged.

    `kill_after`: the server dies when it has acknowledged so many; the others are under way.
    """
    receipts: dict[UUID, str] = {}
    with ThreadPoolExecutor(AT_A_TIME) as people:
        sent = {people.submit(step, server): key for key, step in steps.items()}
        for answer in as_completed(sent):
            if isinstance(answer.exception(), OSError | HTTPException):
                continue
            receipts[sent[answer]] = answer.result()
            if len(receipts) == kill_after:
                server.kill()
    return receipts


def committed() -> dict[UUID, str]:
    """Key → address of every receipt in the database."""
    return {row.key: row.get_absolute_url() for row in Submission.objects.all()}


@pytest.mark.parametrize("kill_after", [1, 7, 13])
def test_killed_server_loses_nothing_that_it_acknowledged(hand_ins, kill_after):
    server = serving.start()
    try:
        acknowledged = send_all(server, hand_ins, kill_after=kill_after)
    finally:
        server.kill()
    survived = committed()

    assert kill_after <= len(acknowledged) < FILES
    assert acknowledged.items() <= survived.items()
    assert invariants.broken() == {}

    server = serving.start()
    try:
        repeated = send_all(server, hand_ins)
    finally:
        server.kill()
    assert survived.items() <= repeated.items()
    assert repeated == committed()
    assert len(repeated) == FILES
    assert invariants.broken() == {}
