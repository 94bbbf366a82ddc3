"""The committee's pages."""

import pytest
from django.urls import reverse

from assessments.models import Assessment
from core.models import AuditEvent
from recognition.models import Decision
from tests.factories import (
    make_board_head,
    make_committee_member,
    make_editor,
    make_settled_assessment,
)
from tests.recognition.conftest import submitted

REASON = "Còn đơn thư chưa giải quyết xong"


@pytest.fixture
def member_client(organiser, client):
    client.force_login(make_committee_member(organiser))
    return client


def page_of(item) -> str:
    return reverse("recognition:item", args=[item.proposal_id, item.pk])


def test_a_word_is_written_down(organiser, member_client):
    make_settled_assessment(organiser)
    item = submitted(organiser).items.get()

    member_client.post(page_of(item), {"outcome": "refused", "note": REASON})

    item.refresh_from_db()
    assert (item.outcome, item.note) == ("refused", REASON)


@pytest.mark.parametrize(("points", "word"), [("95", "Đồng ý"), ("60", "Đồng ý không công nhận")])
def test_agreeing_is_one_press_and_says_what_to(organiser, member_client, points, word):
    make_settled_assessment(organiser, points=points)
    proposal = submitted(organiser)

    member_client.post(page_of(proposal.items.get()), {"outcome": "approved"})
    page = member_client.get(proposal.get_absolute_url())

    rows = page.context["qualified"] + page.context["not_qualified"]
    assert [(row.item.word, row.tone) for row in rows] == [(word, "success")]
    assert AuditEvent.objects.get(kind="proposal_item.decided").after.endswith(f": {word}")


def test_a_missing_reason_is_asked_for_beside_the_field(organiser, member_client):
    make_settled_assessment(organiser)
    item = submitted(organiser).items.get()

    page = member_client.post(page_of(item), {"outcome": "sent_back", "note": "  "})

    assert page.context["form"].errors == {"note": ["Nêu lý do, ít nhất 10 ký tự."]}


def test_a_unit_that_is_not_qualified_offers_two_words(organiser, member_client):
    make_settled_assessment(organiser, points="60")

    form = member_client.get(page_of(submitted(organiser).items.get())).context["form"]

    assert [value for value, _ in form.fields["outcome"].choices] == ["approved", "sent_back"]


def test_the_rest_is_approved_as_the_confirmation_named_it(organiser, member_client):
    for _ in range(2):
        make_settled_assessment(organiser)
    proposal = submitted(organiser)
    page = member_client.get(proposal.get_absolute_url())
    named = [item.pk for item in page.context["rest"]]

    member_client.post(reverse("recognition:approve-rest", args=[proposal.pk]), {"item": named})

    assert set(proposal.items.values_list("outcome", flat=True)) == {"approved"}


def test_a_changed_list_is_not_approved(organiser, member_client):
    make_settled_assessment(organiser)
    proposal = submitted(organiser)

    answer = member_client.post(
        reverse("recognition:approve-rest", args=[proposal.pk]), {"item": "x"}, follow=True
    )

    assert "Danh sách đã thay đổi" in answer.content.decode()
    assert proposal.items.get().outcome == ""


def test_conclude_through_its_page(organiser, member_client):
    assessment = make_settled_assessment(organiser, points="60")
    proposal = submitted(organiser)
    proposal.items.update(outcome="approved")

    address = reverse("recognition:conclude", args=[proposal.pk])
    member_client.post(address, {"version": proposal.version})

    assert Assessment.objects.get(pk=assessment.pk).outcome == "not_recognised"
    assert not Decision.objects.exists()


def test_the_board_reads_and_decides_nothing(organiser, client):
    make_settled_assessment(organiser)
    item = submitted(organiser).items.get()
    client.force_login(make_board_head(organiser))

    assert client.get(item.proposal.get_absolute_url()).status_code == 200
    assert client.post(page_of(item), {"outcome": "approved"}).status_code == 403


def test_a_unit_finds_no_item(organiser, client):
    assessment = make_settled_assessment(organiser)
    item = submitted(organiser).items.get()
    client.force_login(make_editor(assessment.unit))

    assert client.get(page_of(item)).status_code == 404
