"""The next year is opened while the last one is still appraised: neither hides the other."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import rounds
from assessments.calendars import shifted_calendar
from assessments.models import Assessment, Round
from assessments.year_plans import DATES
from recognition.models import UnitRegistration
from tests.assessments.round_cases import add_file
from tests.factories import (
    make_district,
    make_editor,
    make_head,
    make_open_round,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def years() -> tuple[Assessment, Assessment]:
    """The files of one unit in a year that goes on and in the next, opened already."""
    this_round = make_open_round(make_district())
    file = add_file(this_round)
    day = timezone.localdate()
    Round.objects.filter(pk=this_round.pk).update(
        registration_due=day - timedelta(days=100), self_assessment_due=day + timedelta(days=5)
    )
    Assessment.objects.filter(pk=file.pk).update(due_on=day + timedelta(days=5))
    make_registration(file, state="approved")
    following = rounds.start_assessment(opened_year_after(this_round), file.unit, file.criteria_set)
    return Assessment.objects.get(pk=file.pk), following


def opened_year_after(round_: Round) -> Round:
    """The same round a year later."""
    days = shifted_calendar({name: getattr(round_, name) for name in DATES}, 1)
    return Round.objects.create(
        organiser=round_.organiser, year=round_.year + 1, title="Đợt sau", state="open",
        supplement_days=3, feedback_days=3, **days,
    )  # fmt: skip


def moved_on(file: Assessment, state: str) -> None:
    """The file as it is once it was handed in, and settled in the later states."""
    now, head = timezone.now(), make_head(file.unit)
    settled = {"settled_at": now, "settled_by": head, "appraised_total": 81}
    Assessment.objects.filter(pk=file.pk).update(
        state=state, submitted_at=now, submitted_by=head, self_total=90, self_class="Tốt",
        **({} if state == "returned" else settled),
    )  # fmt: skip


def home_of(client, user) -> str:
    client.force_login(user)
    return client.get("/").content.decode()


def test_the_file_that_is_due_goes_before_next_years_registration(client, years):
    file, following = years

    page = home_of(client, make_head(file.unit))

    assert page.index(f"Tự chấm điểm năm {file.round.year}</h2>") < page.index("Sau đó")
    assert f"Lập và nộp bản đăng ký đầu năm, năm {following.round.year}" in page
    assert file.round.title in page


def test_a_supplement_of_the_last_year_is_not_hidden(client, years):
    file, _following = years
    moved_on(file, "returned")

    page = home_of(client, make_editor(file.unit))

    assert f"Bổ sung hồ sơ theo yêu cầu, năm {file.round.year}</h2>" in page
    assert "còn 5 ngày" in page


def test_reports_of_both_years_are_told_apart(client, years):
    file, _following = years
    round_ = file.round
    Round.objects.filter(pk=round_.pk).update(report_1_due=timezone.localdate())
    make_report(round_, file.unit, 1)

    page = home_of(client, make_editor(file.unit))

    assert f"Gửi báo cáo quý I (đang soạn), năm {round_.year}" in page


def test_a_settled_year_is_a_result_and_its_last_report_still_work(client, years):
    file, following = years
    round_ = file.round
    moved_on(file, "settled")
    Round.objects.filter(pk=round_.pk).update(report_4_due=timezone.localdate())
    make_report(round_, file.unit, 4)

    page = home_of(client, make_editor(file.unit))

    assert f"Gửi báo cáo quý IV (đang soạn), năm {round_.year}</h2>" in page
    assert f"Năm {round_.year}</a>" in page.partition("Kết quả các năm trước")[2]
    assert f"Tự chấm điểm năm {following.round.year}" in page


def test_a_year_without_a_set_for_the_unit_does_not_hide_the_last(client, years):
    file, following = years
    following.delete()

    page = home_of(client, make_editor(file.unit))

    assert f"Tự chấm điểm năm {file.round.year}</h2>" in page


def test_the_menu_leads_to_the_file_that_waits(client, years):
    file, following = years
    client.force_login(make_editor(file.unit))

    assert client.get(reverse("own-file")).url == file.get_absolute_url()
    moved_on(file, "settled")
    assert client.get(reverse("own-file")).url == following.get_absolute_url()


@pytest.mark.parametrize("name", ["assessments:reports", "assessments:inspections"])
def test_lists_show_the_year_that_runs(client, years, name):
    file, following = years
    client.force_login(make_editor(file.unit))

    assert client.get(reverse(name)).context["round"].year == file.round.year
    chosen = client.get(reverse(name), {"round": following.round_id})
    assert chosen.context["round"].year == following.round.year


def test_one_press_begins_what_nobody_has_begun(client, years):
    file, _following = years
    UnitRegistration.objects.filter(round=file.round).delete()
    Round.objects.filter(pk=file.round_id).update(
        registration_due=timezone.localdate() + timedelta(days=1)
    )
    client.force_login(make_editor(file.unit))
    begin = reverse("recognition:registration-start", args=[file.round_id, file.unit_id])

    page = client.get("/").content.decode()

    assert f'<form method="post" action="{begin}">' in page
    client.post(begin)
    assert UnitRegistration.objects.filter(round=file.round, unit=file.unit).exists()
    assert f'action="{begin}"' not in client.get("/").content.decode()


def test_one_press_begins_a_report(years):
    file, _following = years
    round_ = file.round
    days = {f"report_{quarter}_due": timezone.localdate() + timedelta(days=90)
            for quarter in (2, 3, 4)}  # fmt: skip
    Round.objects.filter(pk=round_.pk).update(report_1_due=timezone.localdate(), **days)
    begin = reverse("assessments:report-start", args=[round_.pk, 1, file.unit_id])

    client = Client(enforce_csrf_checks=True)
    page = home_of(client, make_editor(file.unit))

    form = page.partition(f'<form method="post" action="{begin}">')[2].partition("</form>")[0]
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    answer = client.post(begin, {"csrfmiddlewaretoken": token})
    assert answer.url == reverse("assessments:report-edit", args=[round_.reports.get().pk])
