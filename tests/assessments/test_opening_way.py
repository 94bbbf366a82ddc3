"""Pages beside the guide of the opening lead back to its check list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.models import Round
from core.calendar import format_date, today
from core.models import MovedDay
from tests.factories import (
    make_board_head,
    make_district,
    make_indicator,
    make_kind,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db
WAY_BACK = "Về danh mục kiểm tra mở năm"


@pytest.fixture
def planned() -> Round:
    district = make_district()
    make_unit(district)
    return make_round(district, make_published_set(district))


@pytest.fixture
def head(client, planned):
    person = make_board_head(planned.organiser)
    client.force_login(person)
    return person


def moved_days(planned: Round) -> str:
    return f"{reverse('assessments:moved-days')}?dot={planned.pk}"


def test_the_check_list_leads_to_moved_days_and_back(client, head, planned):
    checklist = reverse("assessments:round-open", args=[planned.pk])

    assert moved_days(planned) in client.get(checklist).content.decode()
    page = client.get(moved_days(planned)).content.decode()
    assert WAY_BACK in page
    assert checklist in page


def test_the_way_back_outlives_a_day_written_down_and_taken_back(client, head, planned):
    day = today() + timedelta(days=1)
    typed = {"day": format_date(day), "kind": "off", "note": "Thông báo số 01/TB-BNV"}

    answer = client.post(moved_days(planned), typed, follow=True)
    assert WAY_BACK in answer.content.decode()

    remove = reverse("assessments:moved-day-remove", args=[MovedDay.objects.get().pk])
    assert f'action="{remove}?dot={planned.pk}"' in answer.content.decode()
    answer = client.post(f"{remove}?dot={planned.pk}", follow=True)
    assert WAY_BACK in answer.content.decode()


@pytest.mark.parametrize("named", ["", "?dot=", "?dot=x", "?dot=99999999999999999999999"])
def test_without_an_opening_the_page_stands_alone(client, head, named):
    page = client.get(f"{reverse('assessments:moved-days')}{named}").content.decode()

    assert WAY_BACK not in page


def test_somebody_elses_year_is_not_named(client, head):
    other = make_district("Huyện uỷ khác")
    foreign = make_round(other, make_published_set(other))

    assert WAY_BACK not in client.get(moved_days(foreign)).content.decode()


def test_an_indicator_added_on_the_way_comes_back_to_the_guide(client, head, planned):
    make_indicator(planned.organiser)
    typed = {"name": "Ngày công", "unit_label": "công", "nature": "flow", "decimal_places": "0",
             "unit_kind": make_kind().pk, "version": ""}  # fmt: skip

    answer = client.post(reverse("assessments:indicator-add"), typed, follow=True)

    page = answer.content.decode()
    assert "Đã thêm chỉ tiêu" in page
    assert "Sang bước kiểm tra" in page
