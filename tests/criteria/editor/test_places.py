"""Rows of a draft are deleted, brought back, moved and copied."""

import pytest
from django.urls import reverse

from core.models import AuditEvent
from criteria.actions import editing, information
from criteria.actions.items import BAND, CRITERION, GROUP, VETO, parts_of
from criteria.models import CriteriaSet
from tests.criteria.editing_cases import SAMPLES, address, ask_only_after, codes, content
from tests.criteria.editor.pages import page_of
from tests.factories import make_draft_set
from tests.long_sets import long_document

pytestmark = pytest.mark.django_db
QUERIES = 13
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(("item", "key"), SAMPLES)
def test_deleting_asks_once_and_can_be_undone(desk, draft, item, key):
    before, url = content(draft), address(draft, "delete", item, key)
    asked = desk.get(url)
    assert str(asked.context["row"]) in asked.context["consequences"][0]
    assert content(draft) == before

    desk.post(url, {"version": "1"})
    page = page_of(desk, draft)
    assert "Hoàn tác" in page
    event = AuditEvent.objects.last().sequence
    answer = desk.post(reverse("criteria:restore", args=[draft.pk]), {"event": event})

    assert answer.status_code == 302
    assert content(draft) == before
    assert "Hoàn tác" not in page_of(desk, draft)


def test_places_and_losses_are_named_for_every_kind_of_row(desk, draft, head):
    editing.add(draft, GROUP, {"code": "III", "title": "Trống", "max_points": 0}, by=head)
    empty = draft.groups.get(code="III")

    page = desk.get(address(draft, "delete", GROUP, empty.key)).content.decode()
    places = desk.get(address(draft, "move", VETO, "l1")).content.decode()

    assert "Nhóm chưa có tiêu chí nào." in page
    assert '<option value=":0">Đầu danh sách</option>' in places


def test_what_was_deleted_earlier_stays_on_offer(desk, draft, head):
    for key in ("l1", "l2"):
        editing.delete(draft, VETO, key, by=head)
    editing.move(draft, GROUP, "i", by=head, place=1)

    page = page_of(desk, draft)

    assert "Đã xoá: 2 mục" in page
    assert "Hoàn tác" not in page


def test_deleting_what_others_depend_on_is_refused_with_the_reason(desk, draft):
    ask_only_after(draft, "II.1", "I.2")

    answer = desk.post(address(draft, "delete", CRITERION, "i-2"), {"version": "1"})

    assert answer.status_code == 422
    assert "Hãy bỏ điều kiện ở tiêu chí II.1 trước." in answer.content.decode()


def test_whoever_deletes_second_is_told(desk, draft, head):
    url = address(draft, "delete", GROUP, "i")
    editing.delete(draft, GROUP, "i", by=head)

    for answer in (desk.get(url, follow=True), desk.post(url, {"version": 1}, follow=True)):
        assert "Nội dung này vừa bị xoá" in answer.content.decode()
    moved = desk.post(address(draft, "move", GROUP, "i"), {"to": "up"}, headers=HTMX)
    assert moved.status_code == 422
    assert desk.get(address(draft, "edit", GROUP, "chua-tung-co")).status_code == 404
    assert desk.get(address(draft, "edit", GROUP, "i").replace("nhom", "la")).status_code == 404


def test_a_deleted_part_is_offered_in_the_editor_until_it_is_back(desk, draft, head):
    event = editing.delete(draft, parts_of("i-1"), "p1", by=head)
    assert "Đã xoá phần điểm “Nội dung” của tiêu chí I.1." in page_of(desk, draft)

    back = desk.post(reverse("criteria:restore", args=[draft.pk]), {"event": event.sequence})

    assert back.url.endswith("/tieu-chi/i-1/#phan-p1")
    assert "Đã xoá phần điểm" not in page_of(desk, draft)


def test_undoing_nonsense_says_so(desk, draft):
    url = reverse("criteria:restore", args=[draft.pk])

    for sent in ("", "x", "9" * 30):
        page = desk.post(url, {"event": sent}, follow=True).content.decode()
        assert "không còn khôi phục được" in page


def test_without_script_a_step_leads_back_to_the_row(desk, draft):
    answer = desk.post(address(draft, "move", CRITERION, "i-2"), {"to": "up"})

    assert answer.url.endswith(f"/{draft.pk}/soan/#tieu-chi-i-2")
    assert codes(draft)["I"] == ["I.2", "I.1"]


def test_without_script_a_place_is_chosen_from_a_list(desk, draft):
    url = address(draft, "move", CRITERION, "i-1")
    page = desk.get(url).content.decode()
    assert '<option value="ii:1">Sau II.1. Tiêu chí II.1</option>' in page

    assert desk.post(url, {"place": "ii:1"}).status_code == 302
    assert codes(draft) == {"I": ["I.2"], "II": ["II.1", "I.1", "II.2"]}


def test_a_step_answers_with_the_parts_that_changed(desk, draft):
    answer = desk.post(address(draft, "move", CRITERION, "i-2"), {"to": "down"}, headers=HTMX)

    page = answer.content.decode()
    assert "Tiêu chí I.2 đứng thứ 1 trong nhóm II." in page
    for part in ('id="nhom-i" hx-swap-oob', 'id="nhom-ii" hx-swap-oob', 'id="sums" hx-swap-oob',
                 "40,00 / 60,00", "60,00 / 40,00", "Thừa 20,00"):  # fmt: skip
        assert part in page
    assert 'id="vetoes"' not in page


@pytest.mark.parametrize(
    ("item", "key", "part"),
    [(GROUP, "i", "groups"), (VETO, "l1", "vetoes"), (BAND, "tot", "bands")],
)
def test_a_copy_answers_with_its_list(desk, draft, item, key, part):
    answer = desk.post(address(draft, "copy", item, key), headers=HTMX)

    page = answer.content.decode()
    assert f'id="{part}" hx-swap-oob' in page
    assert "Đã chép thành" in page


@pytest.mark.parametrize("place", ["i:7", "khac:0", "x", "i:-1", ""])
def test_a_place_that_is_not_there_shows_the_page_as_it_is(desk, draft, place):
    url = address(draft, "move", CRITERION, "i-1")
    before = content(draft)

    dragged = desk.post(url, {"place": place}, headers=HTMX)
    chosen = desk.post(url, {"place": place})

    assert (dragged.status_code, chosen.status_code) == (422, 422)
    assert 'id="groups" hx-swap-oob' in dragged.content.decode()
    assert content(draft) == before


def test_the_criterion_page_of_a_draft_is_reached(desk, draft):
    answer = desk.get(address(draft, "edit", CRITERION, "i-1"))

    assert answer.url == reverse("criteria:edit-criterion", args=[draft.pk, "i-1"])
    assert desk.get(answer.url).status_code in (200, 302)


def test_deleting_a_whole_draft(desk, draft, head):
    url = reverse("criteria:delete", args=[draft.pk])
    assert "Nhóm II" in desk.get(url).content.decode()
    information.describe(draft, {"issuer": "Của người khác"}, by=head)
    assert desk.post(url, {"version": "1"}).status_code == 422

    answer = desk.post(url, {"version": "2"}, follow=True)

    assert "Đã xoá bản thảo" in answer.content.decode()
    assert not CriteriaSet.objects.exists()


@pytest.mark.parametrize("criteria", [1, 3, 200])
def test_the_editor_takes_the_same_queries_for_any_number(
    desk, district, head, django_assert_num_queries, criteria
):
    draft = make_draft_set(district, long_document(criteria), by=head)
    page_of(desk, draft)  # the first request of a session stores its start

    with django_assert_num_queries(QUERIES):
        page_of(desk, draft)


@pytest.mark.parametrize("criteria", [3, 200])
def test_a_step_takes_the_same_queries_for_any_number(
    desk, district, head, django_assert_max_num_queries, criteria
):
    draft = make_draft_set(district, long_document(criteria), by=head)
    url = address(draft, "move", CRITERION, "c1")
    page_of(desk, draft)

    with django_assert_max_num_queries(40):
        assert desk.post(url, {"to": "up"}, headers=HTMX).status_code == 200
