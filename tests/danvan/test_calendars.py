"""The year as a calendar file: own deadlines for a unit, every date for the organiser's people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.models import Extension, Round
from assessments.workflow import Step
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.assessments.following_cases import in_days, planned
from tests.assessments.round_cases import add_file, assign
from tests.factories import (
    LONG_AGO,
    make_board_head,
    make_district,
    make_editor,
    make_officer,
    make_open_round,
    make_person,
    make_registration,
)

pytestmark = pytest.mark.django_db
REPORTS = "report_1 report_2 report_3 report_4"


@pytest.fixture
def round_() -> Round:
    return make_open_round(make_district())


def download(client, user) -> bytes:
    client.force_login(user)
    answer = client.get(reverse("calendar-ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def events(client, user) -> dict:
    calendar = Calendar.from_ical(download(client, user))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_a_unit_gets_its_own_steps_with_its_own_extension(client, round_):
    file = add_file(round_)
    add_file(round_)
    later = round_.report_4_due + timedelta(days=9)
    Extension.objects.create(
        round=round_, unit=file.unit, step=Step.REPORT_4, due_on=later, reason="Mưa lũ chia cắt",
        granted_by=make_board_head(round_.organiser),
    )  # fmt: skip

    found = events(client, make_editor(file.unit))

    assert len(found) == 6
    moved = found[f"{round_.pk}-report_4-{file.unit_id}@testserver"]
    assert (moved.decoded("DTSTART"), moved.decoded("DTEND")) == (later, later + timedelta(days=1))
    assert str(moved["SUMMARY"]) == "Hạn: Gửi báo cáo quý IV"
    assert "http://testserver/cham-diem/bao-cao/" in moved["DESCRIPTION"]


def test_alarms_ring_in_the_morning_a_week_and_a_day_before_until_it_is_done(client, round_):
    file = add_file(round_)
    make_registration(file, state="submitted")

    found = events(client, make_editor(file.unit))

    open_ = found[f"{round_.pk}-report_1-{file.unit_id}@testserver"]
    rings = [alarm.decoded("TRIGGER") for alarm in open_.walk("VALARM")]
    assert rings == [timedelta(days=-7, hours=7), timedelta(days=-1, hours=7)]
    done = found[f"{round_.pk}-registration-{file.unit_id}@testserver"]
    assert (str(done["SUMMARY"]), done.walk("VALARM")) == ("Đã xong: Đăng ký", [])


def test_the_organisers_people_get_every_date_and_extension(client, round_):
    file = add_file(round_)
    Extension.objects.create(
        round=round_, unit=file.unit, step=Step.REPORT_3, due_on=timezone.localdate(),
        reason="Mưa lũ chia cắt", granted_by=make_board_head(round_.organiser),
    )  # fmt: skip

    for role in (Role.BOARD_HEAD, Role.AUDITOR):
        found = events(client, make_person(role, round_.organiser))
        assert len(found) == 9
        extended = found[f"{round_.pk}-report_3-{file.unit_id}-extended@testserver"]
        assert str(extended["SUMMARY"]) == f"Hạn gia hạn: Báo cáo quý III – {file.unit.short_name}"


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        (
            Role.OFFICER,
            "registration report_1 report_2 report_3 report_4 self_assessment appraisal",
        ),
        (Role.CONTRIBUTOR, "self_assessment appraisal"),
        (Role.COMMITTEE_MEMBER, f"{REPORTS} appraisal"),
        (Role.CLERK, f"{REPORTS} appraisal"),
    ],
)
def test_each_role_gets_the_days_that_concern_it(client, round_, role, steps):
    add_file(round_)

    found = events(client, make_person(role, round_.organiser))

    own = {f"{round_.pk}-{step}@testserver" for step in steps.split()}
    opens = {f"{round_.pk}-opens@testserver"} if "self_assessment" in steps else set()
    assert found.keys() == own | opens


def test_an_officer_gets_what_waits_at_the_units_followed(client, round_):
    head, officer = make_board_head(round_.organiser), make_officer(round_.organiser)
    file, other = add_file(round_), add_file(round_)
    assign(file, officer, head)
    for one in (file, other):
        planned(one, head, subject="Quy chế dân chủ", planned_on=in_days(3))
        Extension.objects.create(
            round=round_, unit=one.unit, step=Step.REPORT_4, reason="Mưa lũ chia cắt",
            due_on=round_.report_4_due + timedelta(days=9), granted_by=head,
        )  # fmt: skip

    found = events(client, officer)

    named = [str(event["SUMMARY"]) for event in found.values()]
    visit = f"Cuộc kiểm tra “Quy chế dân chủ” theo kế hoạch – {file.unit.short_name}"
    assert [words for words in named if words.startswith("Cuộc")] == [visit]
    assert sum("gia hạn" in words for words in named) == 1


def test_an_extension_that_the_round_has_overtaken_is_left_out(client, round_):
    file = add_file(round_)
    Extension.objects.create(
        round=round_, unit=file.unit, step=Step.REPORT_3, reason="Mưa lũ chia cắt",
        due_on=round_.report_3_due - timedelta(days=1),
        granted_by=make_board_head(round_.organiser),
    )  # fmt: skip

    found = events(client, make_board_head(round_.organiser))

    assert not [key for key in found if "extended" in key]


def test_downloaded_again_the_events_keep_their_names(client, round_):
    editor = make_editor(add_file(round_).unit)

    assert events(client, editor).keys() == events(client, editor).keys()


def test_lines_are_folded_and_in_utf_8(client, round_):
    Round.objects.filter(pk=round_.pk).update(title="Chấm điểm, công nhận “Dân vận khéo” " * 4)

    raw = download(client, make_board_head(round_.organiser))

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    summaries = [str(e["SUMMARY"]) for e in Calendar.from_ical(raw).walk("VEVENT")]
    assert any("công nhận “Dân vận khéo”" in words for words in summaries)


def test_with_several_units_the_events_name_them(client, round_):
    first, second = add_file(round_), add_file(round_)
    person = make_editor(first.unit)
    RoleAssignment.objects.create(
        user=person, unit=second.unit, role=Role.UNIT_EDITOR, valid_from=LONG_AGO
    )

    found = events(client, person)

    assert len(found) == 12
    assert str(found[f"{round_.pk}-report_1-{second.unit_id}@testserver"]["SUMMARY"]).endswith(
        f" – {second.unit.short_name}"
    )


def test_a_closed_round_is_no_longer_in_the_calendar(client, round_):
    file = add_file(round_)
    Round.objects.filter(pk=round_.pk).update(state="closed")

    assert events(client, make_editor(file.unit)) == {}
    assert events(client, make_board_head(round_.organiser)) == {}


def test_who_has_nothing_to_do_with_a_round_gets_an_empty_calendar(client, round_):
    assert events(client, make_person()) == {}


def test_visitors_get_nothing(client):
    assert client.get(reverse("calendar-ics")).status_code == 302
