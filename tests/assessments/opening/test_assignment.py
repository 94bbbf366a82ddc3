"""The page on which units get their officers and leaders."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import OfficerAssignment
from assessments.year_plans import Followers
from organisation.models import RoleAssignment, Unit
from tests.assessments.year_pages import address
from tests.factories import make_editor, make_officer, make_round, make_unit

pytestmark = pytest.mark.django_db


def assign(client, round_, head, **fields):
    client.force_login(head)
    return client.post(address("round-assign", round_.pk), fields)


@pytest.fixture
def followed(district, head, unit) -> Followers:
    """Who followed the unit in a year long before."""
    officer = make_officer(district)
    earlier = make_round(district, year=2020)
    people = Followers(officer, head)
    rounds.assign_officers(earlier, {unit: people}, by=head)
    return people


def test_last_years_people_are_filled_in_but_not_saved(client, followed, planned, head):
    client.force_login(head)

    answer = client.get(address("round-assign", planned.pk))

    line = answer.context["sheet"].lines[0]
    assert (line.officer_key, line.leader_key) == (followed.officer.pk, followed.leader.pk)
    assert "Đề xuất theo năm trước, chưa lưu" in answer.content.decode()
    assert not planned.officer_assignments.exists()


def test_people_who_left_are_named_and_their_place_is_blank(client, followed, planned, head, unit):
    ended = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.filter(user=followed.officer).update(valid_to=ended)
    client.force_login(head)

    answer = client.get(address("round-assign", planned.pk))

    line = answer.context["sheet"].lines[0]
    assert (line.officer_key, line.leader_key) == (None, None)
    assert f"{unit}: {followed.officer}" in answer.content.decode()


def test_what_was_saved_goes_before_the_proposal(client, followed, planned, head, unit, district):
    other = make_officer(district)
    rounds.assign_officer(planned, unit, other, by=head)
    client.force_login(head)

    sheet = client.get(address("round-assign", planned.pk)).context["sheet"]

    assert (sheet.lines[0].officer_key, sheet.is_proposed) == (other.pk, False)


@pytest.fixture
def three(planned, district) -> list[Unit]:
    """Three more units, the last of another kind that is assessed too."""
    return [make_unit(district) for _ in range(3)]


@pytest.mark.parametrize(
    ("scope", "count"), [("chon", 2), ("chua-co", 3), ("tat-ca", 4), ("loai", 4), ("khac", 0)]
)
def test_several_units_are_given_to_one_officer_at_once(
    client, planned, head, district, unit, three, scope, count
):
    officer, other = make_officer(district), make_officer(district)
    scope = f"loai-{unit.kind_id}" if scope == "loai" else scope
    fields = {"don-vi": [three[0].pk, three[1].pk], "pham-vi": scope, "chuyen-vien": officer.pk,
              "lanh-dao": head.pk, f"officer_{unit.pk}": other.pk, "apply": "1"}  # fmt: skip

    answer = assign(client, planned, head, **fields)

    lines = answer.context["sheet"].lines
    assert sum(line.officer_key == officer.pk for line in lines) == count
    assert sum(line.leader_key == head.pk for line in lines) == count
    assert "Chưa lưu" in answer.content.decode()
    assert not OfficerAssignment.objects.exists()


def test_a_bulk_change_keeps_or_empties_a_column(client, planned, head, district, unit):
    officer = make_officer(district)
    typed = {f"officer_{unit.pk}": officer.pk, f"leader_{unit.pk}": head.pk}
    wanted = {"pham-vi": "tat-ca", "chuyen-vien": "giu", "lanh-dao": "bo-trong", "apply": "1"}

    line = assign(client, planned, head, **typed, **wanted).context["sheet"].lines[0]

    assert (line.officer_key, line.leader_key) == (officer.pk, None)


def test_officer_and_leader_are_saved_together(client, planned, head, district, unit):
    officer = make_officer(district)

    assign(
        client, planned, head, **{f"officer_{unit.pk}": officer.pk, f"leader_{unit.pk}": head.pk}
    )

    row = OfficerAssignment.objects.get()
    assert (row.officer, row.leader) == (officer, head)


def test_somebody_without_the_role_is_refused_and_nothing_is_lost(
    client, planned, head, district, unit, three
):
    officer, stranger = make_officer(district), make_editor(unit)
    fields = {f"officer_{unit.pk}": stranger.pk, f"officer_{three[0].pk}": officer.pk}

    answer = assign(client, planned, head, **fields)

    assert "không còn giữ vai trò" in answer.content.decode()
    keys = {line.unit: line.officer_key for line in answer.context["sheet"].lines}
    assert keys[three[0]] == officer.pk
    assert not OfficerAssignment.objects.exists()


def test_a_leader_alone_is_refused_on_the_page(client, planned, head, unit):
    answer = assign(client, planned, head, **{f"leader_{unit.pk}": head.pk})

    assert "Chọn chuyên viên trước" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_assignment_takes_the_same_queries_for_any_number(
    client, followed, planned, head, district, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_unit(district)
    client.force_login(head)

    with django_assert_max_num_queries(19):
        client.get(address("round-assign", planned.pk))
