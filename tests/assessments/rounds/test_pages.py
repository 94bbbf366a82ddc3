"""Planning, opening and assigning in the browser."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, OfficerAssignment, Round
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_officer,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


# Planning and opening in the browser


def plan_fields(client, head) -> dict[str, str]:
    client.force_login(head)
    form = client.get(reverse("assessments:round-plan")).context["form"]
    return {field.name: field.value() or "" for field in form}


def test_the_proposed_calendar_can_be_used_as_it_is(client, district, head):
    make_unit(district)
    criteria_set = make_published_set(district)
    fields = plan_fields(client, head)
    chosen = next(name for name in fields if name.startswith("set_"))

    client.post(reverse("assessments:round-plan"), fields | {chosen: criteria_set.pk})

    assert Round.objects.get().criteria_sets.get().criteria_set == criteria_set


def test_wrong_dates_are_named_and_what_was_typed_stays(client, district, head):
    make_unit(district)
    fields = plan_fields(client, head) | {"report_2_due": "01/02/2026", "title": "Đợt thử"}

    page = client.post(reverse("assessments:round-plan"), fields).content.decode()

    assert "Ngày này phải từ" in page
    assert 'value="Đợt thử"' in page
    assert not Round.objects.exists()


def test_a_year_without_any_set_is_refused(client, district, head):
    make_unit(district)

    page = client.post(reverse("assessments:round-plan"), plan_fields(client, head))

    assert "Chọn bộ tiêu chí cho ít nhất một loại đơn vị" in page.content.decode()


def test_planning_is_for_board_heads(client, district):
    client.force_login(make_officer(district))

    assert client.get(reverse("assessments:round-plan")).status_code == 403


def test_opening_shows_units_with_and_without_a_set_first(client, district, head):
    covered, other = make_unit(district), make_unit(district, "agency", "Chi bộ Toà án")
    planned = make_round(district, make_published_set(district))
    client.force_login(head)
    address = reverse("assessments:round-open", args=[planned.pk])

    page = client.get(address).content.decode()

    assert covered.name in page
    assert "1 đơn vị chưa có bộ tiêu chí" in page
    assert other.name in page
    assert not Assessment.objects.exists()
    assert client.post(address).url == planned.get_absolute_url()
    assert Assessment.objects.get().unit == covered


def test_a_round_without_sets_says_so_instead_of_opening(client, district, head):
    planned = make_round(district)
    client.force_login(head)

    page = client.post(reverse("assessments:round-open", args=[planned.pk]), follow=True)

    assert "chưa có bộ tiêu chí nào" in page.content.decode()
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_moving_on(client, round_, head):
    client.force_login(head)

    client.post(reverse("assessments:round-move", args=[round_.pk, "start_appraising"]))

    round_.refresh_from_db()
    assert round_.state == "appraising"


@pytest.mark.parametrize(("move", "status"), [("open", 404), ("nonsense", 404), ("close", 403)])
def test_moves_that_are_not_offered(client, round_, head, move, status):
    client.force_login(head)

    answer = client.post(reverse("assessments:round-move", args=[round_.pk, move]))

    assert answer.status_code == status


# Assignment and extension in the browser


def test_all_units_are_assigned_together(client, round_, head, district):
    first, second = add_file(round_), add_file(round_)
    officer = make_officer(district)
    client.force_login(head)
    fields = {f"officer_{first.unit_id}": officer.pk, f"officer_{second.unit_id}": ""}

    client.post(reverse("assessments:round-assign", args=[round_.pk]), fields)

    assert OfficerAssignment.objects.get().unit == first.unit


def test_sharing_out_fills_the_boxes_without_saving(client, round_, head, district):
    for _ in range(4):
        add_file(round_)
    make_officer(district)
    client.force_login(head)

    answer = client.post(reverse("assessments:round-assign", args=[round_.pk]), {"spread": "1"})

    loads = [count for _person, count in answer.context["sheet"].loads()]
    assert sum(loads) == 4
    assert max(loads) - min(loads) <= 1
    assert not OfficerAssignment.objects.exists()


def test_assignment_is_for_board_heads(client, round_, district):
    client.force_login(make_officer(district))

    address = reverse("assessments:round-assign", args=[round_.pk])

    assert client.get(address).status_code == 403


def test_a_closed_round_offers_neither_time_nor_mandates(client, round_, head):
    file = add_file(round_)
    client.force_login(head)
    addresses = [
        f"{reverse('assessments:round-extend', args=[round_.pk])}?don-vi={file.unit_id}",
        reverse("assessments:mandates", args=[file.pk]),
    ]
    page = client.get(round_.get_absolute_url()).content.decode()
    assert all(address in page for address in addresses)

    Round.objects.filter(pk=round_.pk).update(state="closed")

    page = client.get(round_.get_absolute_url()).content.decode()
    assert file.unit_name in page
    assert not any(address in page for address in addresses)
    assert [client.get(address).status_code for address in addresses] == [403, 403]


def test_the_default_year_is_the_next_without_a_round(client, round_, head):
    client.force_login(head)

    form = client.get(reverse("assessments:round-plan")).context["form"]

    assert form["year"].value() == timezone.localdate().year + 1
