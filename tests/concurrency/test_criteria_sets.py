"""Hasty hands and several people at the criteria sets: once, in order, never a crash."""

from collections import Counter
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from criteria.actions import editing, information, lifecycle
from criteria.actions.items import CRITERION, ITEMS, parts_of
from criteria.checks import set_problems
from criteria.definitions import definition_of
from criteria.exports import set_json
from criteria.models import CriteriaSet
from tests.concurrency.racing import accepted, at_once, refused
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_kind,
    small_document,
)

RACES = 4
TABLE = "STT\tNội dung\tĐiểm chuẩn\tCách chấm\nI\tMột\t100\t\n1\tAa\t100\tĐạt: 100\n"


@pytest.fixture
def head():
    """The head of a board."""
    return make_board_head(make_district())


def clients(person, count=2) -> list[Client]:
    """Browser tabs of one person: the same session."""
    first = Client()
    first.force_login(person)
    tabs = [Client() for _ in range(count)]
    for tab in tabs:
        tab.cookies = first.cookies
    return tabs


def organiser_of(person):
    """The unit whose sets the person writes."""
    return person.role_assignments.get().unit


def file_preview(tab, address):
    """The fingerprint of a file that waits for its confirmation."""
    make_kind()
    content = set_json(definition_of(make_draft_set(make_district())))
    upload = SimpleUploadedFile(
        "bo.json", content if isinstance(content, bytes) else content.encode()
    )
    answer = tab.post(address, {"file": upload})
    return answer.context["waiting"].sha256


def table_preview(tab):
    """The fingerprint of a pasted table that waits for its confirmation."""
    fields = {"title": "Bảng", "year": "2026", "unit_kind": make_kind().pk, "pasted": TABLE}
    return tab.post(reverse("criteria:import-table"), fields).context["sha256"]


def test_a_file_confirmed_twice_at_once_makes_one_draft(head):
    confirm = reverse("criteria:import-new-confirm")
    tabs = clients(head, 3)
    for _ in range(RACES):
        sha256 = file_preview(tabs[0], reverse("criteria:import-new"))
        before = CriteriaSet.objects.count()

        answers = at_once([partial(tab.post, confirm, {"sha256": sha256}) for tab in tabs])

        assert [answer.status_code for answer in accepted(answers)] == [302] * 3
        assert CriteriaSet.objects.count() == before + 1
        assert Counter(a.url == reverse("criteria:import-new") for a in answers)[True] == 2


def test_a_table_confirmed_twice_at_once_makes_one_draft(head):
    confirm = reverse("criteria:import-table-confirm")
    tabs = clients(head, 3)
    for _ in range(RACES):
        sha256 = table_preview(tabs[0])
        before = CriteriaSet.objects.count()

        answers = at_once([partial(tab.post, confirm, {"sha256": sha256}) for tab in tabs])

        assert [answer.status_code for answer in accepted(answers)] == [302] * 3
        assert CriteriaSet.objects.count() == before + 1


def test_drafts_renamed_to_one_title_at_once_get_different_versions(head):
    for race in range(RACES):
        drafts = [make_draft_set(organiser_of(head), by=head) for _ in range(3)]

        answers = at_once([
            partial(information.describe, draft, {"title": f"Tên chung {race}"}, by=head)
            for draft in drafts
        ])  # fmt: skip

        assert accepted(answers) == answers
        assert sorted(draft.version for draft in answers) == [1, 2, 3]


def test_a_draft_deleted_while_others_work_on_it_is_gone_for_them(head):
    """Whoever comes second reads that it is gone; nothing crashes, nothing is half done."""
    for _ in range(RACES):
        draft = make_draft_set(organiser_of(head), by=head)
        deleting, copying, renaming, adding, publishing = clients(head, 5)
        year = {"muc_dich": "year", "year": draft.year + 1, "title": draft.title}
        guidance = {"revision": 1, "kind": "Hướng dẫn", "number": "1-HD/BDV", "date": "01/01/2026",
                    "issuer": "Ban Dân vận", "seen": ""}  # fmt: skip
        address = partial(reverse, args=[draft.pk])
        group = reverse("criteria:item-add", args=[draft.pk, "nhom"])

        answers = at_once([
            partial(deleting.post, address("criteria:delete"), {"version": 1}),
            partial(copying.post, address("criteria:copy"), year),
            partial(renaming.post, address("criteria:edit-information"), {"version": 1}),
            partial(adding.post, group, {"code": "IX", "title": "Nhóm", "max_points": "1"}),
            partial(publishing.post, address("criteria:publish"), guidance),
        ])  # fmt: skip

        assert accepted(answers) == answers
        assert {answer.status_code for answer in answers} <= {200, 302, 404, 422}
        for left in CriteriaSet.objects.filter(origin=draft.pk):
            assert CriteriaSet.objects.filter(pk=left.origin_id).exists()


def test_a_double_click_on_deleting_a_draft_deletes_once(head):
    draft = make_draft_set(organiser_of(head), by=head)
    address = reverse("criteria:delete", args=[draft.pk])

    answers = at_once([partial(t.post, address, {"version": 1}) for t in clients(head, 3)])

    assert sorted(answer.status_code for answer in accepted(answers)) == [302, 404, 404]
    assert AuditEvent.objects.filter(kind="criteria_set.deleted").count() == 1


def test_a_deletion_undone_twice_at_once_is_undone_once(head):
    draft = make_draft_set(organiser_of(head), by=head)
    gone = editing.delete(draft, CRITERION, "i-2", by=head)

    answers = at_once([partial(editing.restore, draft, gone.sequence, by=head) for _ in range(3)])

    assert (len(accepted(answers)), len(refused(answers, ValidationError))) == (1, 2)
    assert CRITERION.rows(draft).filter(key="i-2").count() == 1


def test_a_part_deleted_and_undone_by_several_stays_one(head):
    draft = make_draft_set(organiser_of(head), by=head)
    gone = editing.delete(draft, parts_of("i-2"), "p1", by=head)

    answers = at_once([
        partial(editing.restore, draft, gone.sequence, by=head) for _ in range(3)
    ])  # fmt: skip

    assert (len(accepted(answers)), len(refused(answers, ValidationError))) == (1, 2)


def test_what_is_in_force_is_what_was_sound_under_the_lock(head):
    """A change and the publication at once: either the change is in force, too, or refused."""
    for _ in range(RACES):
        draft = make_draft_set(organiser_of(head), small_document(), by=head)

        answers = at_once([
            partial(lifecycle.publish, draft, by=head),
            partial(editing.change, draft, CRITERION, "i-1", {"title": "Đổi"}, by=head),
            partial(editing.delete, draft, ITEMS["group"], "ii", by=head),
            partial(lifecycle.publish, draft, by=head),
        ])  # fmt: skip

        stored = CriteriaSet.objects.get(pk=draft.pk)
        published = AuditEvent.objects.filter(
            kind="criteria_set.published", target_id=str(draft.pk)
        ).count()
        assert published == (stored.state == "published")
        if published:
            assert set_problems(stored) == []
        assert all(not isinstance(answer, RuntimeError) for answer in answers)
