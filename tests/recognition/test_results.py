"""What a unit reads about its outcome."""

import pytest
from django.urls import reverse

from recognition.actions import committee, revocations
from recognition.results import result_of
from tests.factories import (
    make_clerk,
    make_committee_member,
    make_editor,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import decided, issued, submitted

pytestmark = pytest.mark.usefixtures("unprinted")
REASON = "Còn đơn thư chưa giải quyết xong"


def fresh(assessment):
    return type(assessment).objects.with_context().get(pk=assessment.pk)


def test_a_recognised_unit_reads_class_points_and_decision(organiser, client):
    assessment = make_settled_assessment(organiser, points="93.5")
    decision = issued(organiser)
    client.force_login(make_editor(assessment.unit))

    page = client.get(reverse("recognition:result", args=[assessment.pk])).content.decode()

    assert "Được công nhận" in page
    assert "93,50" in page
    assert decision.get_absolute_url() in page


def test_a_unit_that_was_not_qualified_reads_the_reasons(organiser):
    assessment = make_settled_assessment(organiser, points="60")
    decided(organiser)

    result = result_of(fresh(assessment))

    assert result.headline == "Không được công nhận"
    assert "chỉ công nhận từ mức Tốt" in result.reasons[0]


def test_a_refused_unit_reads_the_committees_reason(organiser):
    assessment = make_settled_assessment(organiser)
    proposal, member = submitted(organiser), make_committee_member(organiser)
    committee.decide_item(proposal.items.get(), outcome="refused", note=REASON, by=member)
    committee.conclude(proposal, by=member)

    assert result_of(fresh(assessment)).reasons == (REASON,)


def test_before_the_conclusion_nothing_is_said_about_it(organiser):
    assessment = make_settled_assessment(organiser)
    proposal = submitted(organiser)
    committee.decide_item(
        proposal.items.get(), outcome="refused", note=REASON, by=make_committee_member(organiser)
    )

    result = result_of(fresh(assessment))

    assert (result.headline, result.reasons) == ("Đã trình Ban Thường vụ", ())
    assert result.tone == "info"


def test_points_stay_hidden_while_the_file_is_appraised(organiser):
    assessment = fresh(make_settled_assessment(organiser))
    assessment.state = "submitted"

    assert result_of(assessment).total is None


@pytest.mark.parametrize("whole", [True, False])
def test_a_revoked_recognition_says_so(organiser, whole):
    assessment, _other = (make_settled_assessment(organiser) for _ in range(2))
    decision, clerk = issued(organiser), make_clerk(organiser)
    entry = decision.entries.get(assessment=assessment)
    if whole:
        revocations.revoke(decision, reason=REASON, by=clerk)
    else:
        revocations.revoke_entries(decision, [entry.pk], reason=REASON, by=clerk)

    result = result_of(fresh(assessment))

    assert (result.headline, result.tone) == ("Công nhận đã bị thu hồi", "danger")


def test_another_unit_finds_no_result(organiser, client):
    assessment = make_settled_assessment(organiser)
    client.force_login(make_editor(make_unit(organiser)))

    page = client.get(reverse("recognition:result", args=[assessment.pk]))

    assert page.status_code == 404
