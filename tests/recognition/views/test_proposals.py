"""The board's pages of a proposal: who sees what, what forms answer, how many queries."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions.rounds import start_assessment
from recognition.actions import proposals as actions
from recognition.models import Proposal
from tests.factories import (
    make_board_head,
    make_clerk,
    make_committee_member,
    make_editor,
    make_open_round,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import drawn_up, submitted


@pytest.fixture
def head_client(organiser, client):
    client.force_login(make_board_head(organiser))
    return client


def address(name: str, *args) -> str:
    return reverse(f"recognition:{name}", args=args)


def test_the_first_page_offers_to_draw_up(organiser, head_client):
    round_ = make_open_round(organiser)

    page = head_client.get(address("list")).content.decode()

    assert address("draw-up", round_.pk) in page


def test_draw_up_leads_to_the_list(organiser, head_client):
    make_settled_assessment(organiser, name="Đảng bộ xã An Thượng")

    answer = head_client.post(address("draw-up", organiser.rounds.get().pk), follow=True)

    assert "Đảng bộ xã An Thượng" in answer.content.decode()


def test_an_outsider_finds_neither_round_nor_proposal(organiser, client, django_user_model):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    client.force_login(django_user_model.objects.create_user("la", full_name="Người Lạ"))

    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert client.post(address("draw-up", proposal.round_id)).status_code == 404


def test_the_committee_sees_a_proposal_only_once_submitted(organiser, client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    client.force_login(make_committee_member(organiser))
    before = client.get(proposal.get_absolute_url()).status_code

    actions.submit(proposal, by=make_board_head(organiser))

    assert (before, client.get(proposal.get_absolute_url()).status_code) == (404, 200)


def test_the_page_names_units_not_settled_yet(organiser, head_client):
    make_settled_assessment(organiser)
    unit = make_unit(organiser, name="Đảng bộ xã Chưa Chốt")
    round_ = organiser.rounds.get()
    start_assessment(round_, unit, round_.criteria_sets.get().criteria_set)

    page = head_client.get(drawn_up(organiser).get_absolute_url()).content.decode()

    assert "Đảng bộ xã Chưa Chốt: đơn vị đang chấm" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    organiser, client, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_settled_assessment(organiser)
    proposal = submitted(organiser)
    client.force_login(make_committee_member(organiser))
    client.get(proposal.get_absolute_url())

    with django_assert_max_num_queries(14):
        client.get(proposal.get_absolute_url())


def test_the_reference_form_saves(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)

    sent = {"reference": "15-TTr/BDVHU", "dated_on": "20/11/2026", "version": proposal.version}
    head_client.post(address("proposal-edit", proposal.pk), sent)

    assert Proposal.objects.get().reference == "15-TTr/BDVHU"


def test_a_stale_reference_form_keeps_what_was_typed(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)

    sent = {"reference": "15-TTr/BDVHU", "dated_on": "20/11/2026", "version": 1}
    page = head_client.post(address("proposal-edit", proposal.pk), sent).content.decode()

    assert "15-TTr/BDVHU" in page
    assert "12-TTr/BDVHU" in page
    assert Proposal.objects.get().reference == "12-TTr/BDVHU"


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 30])
def test_a_nonsense_version_is_stale_not_an_error(organiser, head_client, version):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)

    answer = head_client.post(
        address("proposal-submit", proposal.pk), {"version": version}, follow=True
    )

    assert "Có người vừa sửa chỗ này" in answer.content.decode()


def test_the_confirmation_names_counts_and_units(organiser, head_client):
    make_settled_assessment(organiser, name="Đảng bộ xã An Thượng", points="95")
    make_settled_assessment(organiser, name="Đảng bộ xã Đồng Tâm", points="60")

    page = head_client.get(address("proposal-submit", drawn_up(organiser).pk)).content.decode()

    assert "1 đơn vị đủ điều kiện" in page
    assert "Đảng bộ xã Đồng Tâm: Xếp loại Trung bình" in page
    assert "Trình 2 đơn vị" in page


def test_submit_and_withdraw_through_their_pages(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)

    head_client.post(address("proposal-submit", proposal.pk), {"version": proposal.version})
    after = Proposal.objects.get()
    head_client.post(address("proposal-withdraw", proposal.pk), {"version": after.version})

    assert (after.state, Proposal.objects.get().state) == ("submitted", "draft")


def test_submitting_twice_is_refused_with_the_reason(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = submitted(organiser)

    answer = head_client.post(address("proposal-submit", proposal.pk), {"version": 1})

    assert answer.status_code == 403
    assert "đã được trình" in answer.content.decode()


def test_refresh_through_its_page(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    make_settled_assessment(organiser)

    head_client.post(address("proposal-refresh", proposal.pk), {"version": proposal.version})

    assert proposal.items.count() == 2


def test_the_list_as_excel(organiser, head_client):
    make_settled_assessment(organiser)

    answer = head_client.get(address("proposal-export", drawn_up(organiser).pk))

    assert answer.content[:2] == b"PK"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["list", "decisions", "recognised-models"])
def test_pages_ask_visitors_to_log_in(client, db, name):
    assert client.get(address(name)).status_code == 302


def test_a_unit_and_the_clerk_see_no_draft_proposals(organiser, client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    for person in (make_clerk(organiser), make_editor(make_unit(organiser))):
        client.force_login(person)

        assert client.get(proposal.get_absolute_url()).status_code == 404


def test_the_day_of_the_reference_is_read_as_people_write_it(organiser, head_client):
    make_settled_assessment(organiser)
    proposal = drawn_up(organiser)
    sent = {"reference": "15-TTr/BDVHU", "dated_on": "31/13/2026", "version": proposal.version}

    page = head_client.post(address("proposal-edit", proposal.pk), sent).content.decode()

    assert "Không có ngày 31/13/2026" in page
    assert Proposal.objects.get().dated_on < timezone.localdate()
