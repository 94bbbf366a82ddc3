"""The calendar file by role: what a unit has to mend, whom an officer goes to inspect."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from assessments.models import Assessment, Inspection
from tests.assessments.round_cases import add_file, assign
from tests.factories import (
    make_board_head,
    make_clerk,
    make_committee_member,
    make_district,
    make_editor,
    make_officer,
    make_open_round,
    make_registration,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file() -> Assessment:
    return add_file(make_open_round(make_district()), name="Đảng bộ xã Bố Hạ")


def events(client, user) -> dict:
    client.force_login(user)
    calendar = Calendar.from_ical(client.get(reverse("calendar-ics")).content)
    return {str(event["UID"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def inspect(file: Assessment, state: str) -> Inspection:
    day = timezone.localdate() + timedelta(days=2)
    gone = {} if state in ("planned", "cancelled") else {"visited_on": day, "concluded_on": day}
    return Inspection.objects.create(
        round=file.round, unit=file.unit, kind="supervision", subject="Công khai thủ tục",
        planned_on=day, state=state, created_by=make_board_head(file.round.organiser), **gone,
    )  # fmt: skip


def test_what_a_unit_has_to_mend_is_in_its_calendar_until_it_is_mended(client, file):
    day = timezone.localdate() + timedelta(days=20)
    finding = inspect(file, "concluded").findings.create(
        text="Chưa niêm yết", is_shortcoming=True, remedy_due=day
    )
    editor = make_editor(file.unit)

    found = events(client, editor)[f"finding-{finding.pk}"]

    assert found.decoded("DTSTART") == day
    assert "Báo cáo khắc phục sau kiểm tra, giám sát" in str(found["SUMMARY"])
    finding.remedy_state, finding.remedy, finding.reported_by = "reported", "Đã làm", editor
    finding.reported_at = timezone.now()
    finding.save()
    assert f"finding-{finding.pk}" not in events(client, editor)


def test_what_is_done_is_named_by_its_step(client, file):
    make_registration(file, state="submitted")

    found = events(client, make_editor(file.unit))[f"{file.round_id}-registration-{file.unit_id}"]

    assert str(found["SUMMARY"]) == "Đã xong: Đăng ký"


def test_an_officer_finds_the_inspections_of_the_units_followed(client, file):
    head, officer = make_board_head(file.round.organiser), make_officer(file.round.organiser)
    assign(file, officer, head)
    own, other = inspect(file, "planned"), inspect(add_file(file.round), "planned")
    inspect(file, "cancelled")

    found = events(client, officer)

    assert str(found[f"inspection-{own.pk}"]["SUMMARY"]) == (
        "Cuộc giám sát “Công khai thủ tục” theo kế hoạch – Bố Hạ"
    )
    assert "hạn cuối" not in str(found[f"inspection-{own.pk}"]["DESCRIPTION"])
    assert [key for key in found if key.startswith("inspection-")] == [f"inspection-{own.pk}"]
    assert {f"inspection-{own.pk}", f"inspection-{other.pk}"} <= events(client, head).keys()


def test_inspections_are_not_told_before_they_are_made(client, file):
    key = f"inspection-{inspect(file, 'planned').pk}"

    for person in (make_editor(file.unit), make_committee_member(file.round.organiser)):
        assert key not in events(client, person)


def test_another_districts_head_learns_nothing(client, file):
    inspect(file, "planned")

    assert events(client, make_board_head(make_district("Huyện uỷ Lục Ngạn"))) == {}


@pytest.mark.parametrize("make", [make_committee_member, make_clerk])
def test_the_committee_and_the_clerk_find_the_file_on_their_page(client, file, make):
    client.force_login(make(file.round.organiser))

    assert reverse("calendar-ics") in client.get("/").content.decode()
