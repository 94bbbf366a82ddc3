"""The server is killed while a set is published or a file confirmed: all is there, or nothing."""

import contextlib
import threading
from http.client import HTTPException

import pytest
from django.urls import reverse

from core.models import AuditEvent
from core.uploads import open_stored
from criteria.checks import set_problems
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.set_documents import fingerprint
from danvan import invariants
from tests.concurrency import serving
from tests.concurrency.serving import Visitor
from tests.factories import make_board_head, make_district, make_draft_set, make_kind, set_document

TABLE = "STT\tNội dung\tĐiểm chuẩn\tCách chấm\nI\tMột\t100\t\n" + "".join(
    f"{number}\tTiêu chí {number}\t0,2\tĐạt: 0,2\n" for number in range(1, 501)
)


@pytest.fixture
def head():
    """The head of a board."""
    return make_board_head(make_district())


def killed_after(seconds, visitor, path, **fields):
    """Send a form; the server dies so many seconds later. Whether it answered before."""
    server = serving.start()
    answered = threading.Event()

    def send():
        with contextlib.suppress(OSError, HTTPException):
            visitor.post(server, path, **fields)
            answered.set()

    sender = threading.Thread(target=send)
    sender.start()
    answered.wait(seconds)
    server.kill()
    sender.join()
    return answered.is_set()


@pytest.mark.parametrize("seconds", [0.3, 0.8, 1.5, 2.5, 30])
def test_a_killed_server_publishes_all_or_nothing(head, seconds):
    organiser = head.role_assignments.get().unit
    draft = make_draft_set(organiser, set_document("agency"), by=head)
    seen = fingerprint(definition_of(draft))

    answered = killed_after(
        seconds, Visitor.of(head), reverse("criteria:publish", args=[draft.pk]),
        revision=1, kind="Hướng dẫn", number="05-HD/BDV", date="01/02/2026",
        issuer="Ban Dân vận Huyện uỷ", seen=seen,
    )  # fmt: skip

    stored = CriteriaSet.objects.get(pk=draft.pk)
    is_published = stored.state == "published"
    assert is_published or not answered
    assert is_published or seconds < 30
    events = AuditEvent.objects.filter(kind="criteria_set.published", target_id=str(draft.pk))
    assert events.count() == is_published == bool(stored.appendix) == bool(stored.guidance_number)
    assert set_problems(stored) == []
    if is_published:
        with open_stored(stored.appendix.sha256) as file:
            assert file.read().startswith(b"%PDF")
    assert not any(invariants.broken().values())


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.25, 0.5, 30])
def test_a_killed_server_writes_a_whole_draft_or_none(client, head, seconds):
    client.force_login(head)
    fields = {"title": "Bảng", "year": "2026", "unit_kind": make_kind().pk, "pasted": TABLE}
    sha256 = client.post(reverse("criteria:import-table"), fields).context["sha256"]
    visitor = Visitor(client.cookies["sessionid"].value)

    answered = killed_after(
        seconds, visitor, reverse("criteria:import-table-confirm"), sha256=sha256
    )

    drafts = list(CriteriaSet.objects.all())
    assert len(drafts) == 1 or not answered
    for draft in drafts:
        assert sum(len(group.criteria) for group in definition_of(draft).groups) == 500
        assert AuditEvent.objects.filter(kind="criteria_set.created").count() == 1
    # What was not written can be confirmed again; what was written cannot.
    client.post(reverse("criteria:import-table-confirm"), {"sha256": sha256})
    assert CriteriaSet.objects.count() == 1
