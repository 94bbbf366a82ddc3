"""What the committee, the clerk and everybody else find on the home page."""

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from core.notifications import notify
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.assessments.round_cases import add_appraised, add_file, answer, assign
from tests.danvan.home.cases import HOME, home_of
from tests.factories import (
    LONG_AGO,
    make_board_head,
    make_clerk,
    make_committee_member,
    make_district,
    make_head,
    make_officer,
    make_person,
    make_settled_assessment,
)
from tests.recognition.conftest import decided, submitted

pytestmark = pytest.mark.django_db


# The committee, the clerk, the others


def test_the_committee_sees_proposals_that_wait(client, district):
    make_settled_assessment(district)
    proposal = submitted(district)

    for person in (make_committee_member(district), make_person(Role.SIGNATORY, district)):
        page = home_of(client, person)
        assert proposal.get_absolute_url() in page
        assert "1 đơn vị, còn 1 đơn vị chưa có ý kiến" in page


def test_another_districts_committee_sees_nothing(client, district):
    make_settled_assessment(district)
    submitted(district)

    page = home_of(client, make_committee_member(make_district("Huyện uỷ khác")))

    assert "Không có tờ trình nào chờ ý kiến" in page


def test_the_clerk_sees_decisions_that_wait_for_a_number(client, district):
    make_settled_assessment(district)
    decision = decided(district).decisions.get()

    page = home_of(client, make_clerk(district))

    assert decision.get_absolute_url() in page
    assert "1 đơn vị" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.CONTRIBUTOR, "Hồ sơ các đơn vị đã nộp"), (Role.AUDITOR, "không sửa được nội dung")],
)
def test_readers_find_their_way_in(client, round_, district, role, words):
    page = home_of(client, make_person(role, district))

    assert words in page
    assert round_.get_absolute_url() in page
    assert f'href="{reverse("recognition:registrations")}">Đăng ký của các đơn vị' in page


def test_the_administrator_sees_accounts_that_need_a_hand(client, district):
    lost = make_person(name="Trần Thị Lạc")
    AccessAttempt.objects.create(
        username="nguoi.bi.khoa", ip_address="10.0.0.1", failures_since_start=5, user_agent="",
        get_data="", post_data="", http_accept="", path_info="",
    )  # fmt: skip

    page = home_of(client, make_person(Role.ADMINISTRATOR, district))

    assert f"{lost} ({lost.username})" in page.replace("</a>", "")
    assert "nguoi.bi.khoa" in page
    assert "Tự chấm điểm" not in page


def test_a_person_without_a_role_is_told_whom_to_ask(client, db):
    assert "Tài khoản chưa được giao vai trò" in home_of(client, make_person())


def test_several_roles_give_several_sections(client, round_, district):
    file = add_file(round_)
    person = make_head(file.unit)
    RoleAssignment.objects.create(
        user=person, unit=district, role=Role.COMMITTEE_MEMBER, valid_from=LONG_AGO
    )

    page = home_of(client, person)

    assert "Bắt đầu chấm điểm" in page
    assert "Tờ trình chờ ý kiến" in page


def test_visitors_are_sent_to_the_login_page(client, db):
    assert client.get(HOME).status_code == 302


def test_unread_messages_are_on_the_home_page(client, db):
    person = make_person()
    notify("x", [person], text="Có việc mới cho đồng chí")

    assert "Có việc mới cho đồng chí" in home_of(client, person)


# Queries do not grow with the number of units


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("who", ["unit", "officer", "head", "committee", "administrator"])
def test_home_takes_at_most_twenty_queries(
    client, round_, district, django_assert_max_num_queries, who, count
):
    head, officer = make_board_head(district), make_officer(district)
    files = [add_appraised(round_) for _ in range(count)]
    for file in files:
        answer(file, is_agreed=False)
        assign(file, officer, head)
    people = {
        "unit": lambda: make_head(add_file(round_).unit), "officer": lambda: officer,
        "head": lambda: head, "committee": lambda: make_committee_member(district),
        "administrator": lambda: make_person(Role.ADMINISTRATOR, district),
    }  # fmt: skip
    client.force_login(people[who]())

    with django_assert_max_num_queries(20):
        client.get(HOME)
