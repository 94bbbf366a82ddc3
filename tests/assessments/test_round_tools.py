"""What a round's page offers: the step of the moment as its one button, the rest in groups."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Assessment, Round
from assessments.presenters.round_pages import sets_of
from assessments.presenters.round_tools import CLOSE, START, RoundTools, steering, tools_of
from assessments.workflow import RoundState
from core.calendar import today
from tests.factories import (
    make_assessment,
    make_board_head,
    make_district,
    make_head,
    make_officer,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_assessment().round


@pytest.fixture
def head(round_):
    return make_board_head(round_.organiser)


def tools(round_: Round, user) -> RoundTools:
    return tools_of(round_, user, steering(round_, user, sets_of(round_)))


def offered(found: RoundTools) -> dict[str, list[str]]:
    return {group.label: [tool.label for tool in group.tools] for group in found.groups}


def test_a_planned_year_is_to_be_opened():
    district = make_district()
    make_unit(district)
    planned = make_round(district, make_published_set(district))

    found = tools(planned, make_board_head(district))

    assert found.first.url == reverse("assessments:round-open", args=[planned.pk])
    assert offered(found) == {
        "Phân công, bộ tiêu chí": [
            "Sửa lịch, bộ tiêu chí", "Phân công chuyên viên, lãnh đạo", "Chỉ tiêu báo cáo quý",
        ],
    }  # fmt: skip


def test_during_the_year_progress_comes_first(round_, head):
    found = tools(round_, head)

    assert found.first.url == reverse("assessments:matrix", args=[round_.pk])
    assert offered(found) == {
        "Theo dõi": ["Nhắc đơn vị chậm…", "Danh sách gọi điện"],
        "Phân công, bộ tiêu chí": ["Phân công chuyên viên, lãnh đạo", "Chỉ tiêu báo cáo quý"],
        "Thời hạn": ["Gia hạn cho một đơn vị…", "Dời hạn cho mọi đơn vị…"],
        "Chuyển bước": [START.label],
    }


@pytest.mark.parametrize(("days", "is_first"), [(0, False), (-1, True)])
def test_the_day_after_the_hand_in_is_the_day_to_appraise(round_, head, days, is_first):
    Round.objects.update(self_assessment_due=today() + timedelta(days=days))
    round_.refresh_from_db()

    found = tools(round_, head)

    assert (found.first == START) is is_first
    assert ("Chuyển bước" in offered(found)) is not is_first


@pytest.mark.parametrize(("days", "is_first"), [(0, False), (-1, True)])
def test_a_year_is_to_be_closed_when_the_appraisals_are_over(round_, head, days, is_first):
    rounds.move_round(round_, "start_appraising", by=head)
    Round.objects.update(
        self_assessment_due=today() - timedelta(days=5),
        appraisal_due=today() + timedelta(days=days),
    )
    round_.refresh_from_db()

    found = tools(round_, head)

    assert (found.first == CLOSE) is is_first
    assert ("Chuyển bước" in offered(found)) is not is_first


def test_a_year_with_open_files_says_why_it_cannot_be_closed(round_, head):
    rounds.move_round(round_, "start_appraising", by=head)
    round_.refresh_from_db()
    Assessment.objects.update(state="submitted", submitted_by=head, submitted_at=timezone.now())

    found = tools(round_, head)

    assert found.first.url == reverse("assessments:matrix", args=[round_.pk])
    assert "chưa có kết luận" in found.refusal


def test_an_officer_follows_but_does_not_steer(round_):
    found = tools(round_, make_officer(round_.organiser))

    assert found.first.url == reverse("assessments:matrix", args=[round_.pk])
    assert offered(found) == {"Theo dõi": ["Nhắc đơn vị chậm…", "Danh sách gọi điện"]}
    assert found.refusal == ""


def test_a_closed_year_is_only_looked_at(round_, head):
    Round.objects.update(state=RoundState.CLOSED)
    round_.refresh_from_db()

    found = tools(round_, head)

    assert found.first.url == reverse("assessments:matrix", args=[round_.pk])
    assert (found.groups, found.refusal) == ([], "")


def test_a_unit_is_offered_nothing(client, round_):
    person = make_head(round_.assessments.get().unit)
    found = tools(round_, person)
    client.force_login(person)

    page = client.get(round_.get_absolute_url()).content.decode()

    assert (found.first, found.groups) == (None, [])
    assert "Theo dõi, điều hành đợt" not in page


def test_the_page_has_one_primary_button(client, round_, head):
    client.force_login(head)

    page = client.get(round_.get_absolute_url()).content.decode()

    # Each dialog has the button that confirms; of the page itself there is one.
    assert page.count("btn-primary") - page.count("<dialog class") == 1
    for words in ("Theo dõi, điều hành đợt", START.label, "Dời hạn cho mọi đơn vị…"):
        assert words in page
