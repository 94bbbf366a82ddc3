"""The guided way from the plan of a year to its opening."""

from datetime import date

import pytest

from assessments.actions import rounds
from assessments.calendars import proposed_calendar
from assessments.models import Assessment, Round
from assessments.workflow import RoundState
from tests.assessments.year_pages import address, page_of
from tests.factories import make_published_set, make_round

pytestmark = pytest.mark.django_db


# Pages


def test_the_way_leads_from_the_plan_to_the_open_year(client, district, head, unit):
    make_published_set(district)
    client.force_login(head)
    form = client.get(address("round-plan")).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {field.name: field.initial.pk for field in form if field.name.startswith("set_")}

    planned = client.post(address("round-plan"), fields | chosen)
    round_ = Round.objects.get()
    assert planned.url == address("round-assign", round_.pk)

    assigned = client.post(planned.url, {})
    assert assigned.url == address("round-open", round_.pk)

    opened = client.post(assigned.url)
    assert opened.url == round_.get_absolute_url()
    assert Assessment.objects.get().unit == unit


def test_last_year_is_named_and_its_dates_are_filled_in(client, planned, head):
    Round.objects.update(title=f"Thi đua {planned.year}")

    page = page_of(client, head, "round-plan")

    assert f"Thi đua {planned.year}" in page
    assert f'value="Thi đua {planned.year + 1}"' in page


def test_a_plan_is_changed_on_its_page(client, planned, head):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {f.name: f.initial.pk for f in form if f.name.startswith("set_")}

    client.post(where, fields | chosen | {"title": "Tên đã sửa", "feedback_days": "5"})

    planned.refresh_from_db()
    assert (planned.title, planned.feedback_days) == ("Tên đã sửa", 5)


@pytest.mark.parametrize(
    ("column", "day", "words"),
    [("report_2_due", "02/01", "phải từ"), ("appraisal_due", "01/05", "trong khoảng")],
)
def test_wrong_dates_of_a_plan_are_named(client, planned, head, column, day, words):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    year = planned.year + (column == "appraisal_due")

    page = client.post(where, fields | {column: f"{day}/{year}"}).content.decode()

    assert words in page


def test_a_stale_plan_shows_both_and_counts_when_sent_again(client, planned, head):
    client.force_login(head)
    where = address("round-change", planned.pk)
    form = client.get(where).context["form"]
    fields = {bound.name: bound.field.prepare_value(bound.value()) or "" for bound in form}
    chosen = {f.name: f.initial.pk for f in form if f.name.startswith("set_")}
    Round.objects.update(title="Tên của người khác", version=7)

    answer = client.post(where, fields | chosen | {"title": "Tên của tôi"})
    assert "Người khác vừa lưu: Tên của người khác" in answer.content.decode()
    assert Round.objects.get().title == "Tên của người khác"

    again = {"title": "Tên của tôi", "version": answer.context["form"]["version"].value()}
    client.post(where, fields | chosen | again)
    assert Round.objects.get().title == "Tên của tôi"


@pytest.mark.parametrize(
    ("name", "state"),
    [("round-change", "open"), ("round-extend", "planned"), ("round-deadlines", "closed")],
)
def test_pages_of_another_time_refuse_with_the_reason(client, planned, head, name, state):
    Round.objects.update(state=state)
    client.force_login(head)

    assert client.get(address(name, planned.pk)).status_code == 403


def test_a_blocked_year_says_so_and_offers_no_button(client, district, head):
    page = page_of(client, head, "round-open", make_round(district).pk)

    assert "Chưa mở được" in page
    assert 'type="submit" disabled' in page


# Deadlines on their pages, and what every unit reads


def test_the_history_names_the_parts_of_a_plan_that_were_changed(client, planned, head):
    dates = proposed_calendar(planned.year) | {"report_1_due": date(planned.year, 3, 27)}
    sets = [link.criteria_set for link in planned.criteria_sets.select_related("criteria_set")]
    rounds.change_plan(planned, title="Khác", calendar=dates, criteria_sets=sets, by=head)

    assert "tên đợt, lịch" in page_of(client, head, "round", planned.pk)


def test_a_planned_year_leads_to_its_check_list(client, planned, head):
    page = page_of(client, head, "round", planned.pk)

    assert address("round-open", planned.pk) in page
    assert address("round-change", planned.pk) in page
    assert address("round-deadlines", planned.pk) not in page
    assert planned.state == RoundState.PLANNED
