"""Two people in one draft: codes and places are given once, what is gone is gone once."""

from functools import partial

from django.core.exceptions import ObjectDoesNotExist

from core.models import AuditEvent
from criteria.actions import editing
from criteria.actions.items import CRITERION
from tests.concurrency.racing import accepted, at_once, refused
from tests.criteria.editing_cases import codes
from tests.factories import make_board_head, make_district, make_draft_set


def test_two_deletes_at_once_delete_once():
    draft = make_draft_set(make_district())
    writers = [make_board_head(draft.organiser) for _ in range(2)]

    answers = at_once([partial(editing.delete, draft, CRITERION, "i-1", by=by) for by in writers])

    assert (len(accepted(answers)), len(refused(answers, ObjectDoesNotExist))) == (1, 1)
    assert AuditEvent.objects.filter(kind="criterion.deleted").count() == 1


def test_copies_at_once_take_different_codes():
    draft = make_draft_set(make_district())
    by = make_board_head(draft.organiser)

    answers = at_once([partial(editing.copy, draft, CRITERION, "i-1", by=by) for _ in range(4)])

    assert accepted(answers) == answers
    assert sorted(codes(draft)["I"]) == [f"I.{n}" for n in range(1, 7)]


def test_steps_at_once_lose_no_row():
    draft = make_draft_set(make_district())
    by = make_board_head(draft.organiser)
    steps = [
        partial(editing.step, draft, CRITERION, key, by=by, is_up=is_up)
        for key in ("i-1", "i-2", "ii-1", "ii-2")
        for is_up in (True, False)
    ]

    answers = at_once(steps)

    assert accepted(answers) == answers
    assert sorted(code for group in codes(draft).values() for code in group) == [
        "I.1", "I.2", "II.1", "II.2",
    ]  # fmt: skip
