"""What pages of confirmation say before something is done: where one is, what happens, by when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import findings
from assessments.deadlines import resend_due
from assessments.models import Finding, Inspection
from core.calendar import format_date, today
from tests.assessments.following_cases import concluded, followed_file
from tests.assessments.report_cases import in_state, make_sent
from tests.factories import make_assessment, make_board_head, make_district, make_head, make_person

pytestmark = pytest.mark.django_db


def page(client, person, route: str, *args: object, **typed: object) -> str:
    """The page at the route; with `typed`, the answer to a form that was sent."""
    client.force_login(person)
    address = reverse(route, args=args)
    answer = client.post(address, typed) if typed else client.get(address)
    return answer.content.decode()


# Reports of units


@pytest.mark.parametrize(("state", "move"), [("submitted", "return"), ("accepted", "reopen")])
def test_giving_a_report_back_says_until_when_it_is_sent_again(client, state, move):
    report = in_state(state)
    head = make_board_head(report.round.organiser)

    words = page(client, head, f"assessments:report-{move}", report.pk)

    until = resend_due(timezone.now(), report.due_on)
    assert f"chậm nhất hết ngày {format_date(until)}" in words
    assert f'href="{report.get_absolute_url()}"' in words.split("<h1")[0]


def test_a_refused_word_about_a_report_stands_beside_its_box(client):
    report = make_sent()
    head = make_board_head(report.round.organiser)

    words = page(client, head, "assessments:report-return", report.pk, reason="ngắn")

    assert "Chưa lưu được" in words
    assert "\nngắn</textarea>" in words


# Inspections


@pytest.fixture
def inspection() -> Inspection:
    """Concluded, with one shortcoming whose deadline has passed since."""
    file, officer = followed_file()
    return concluded(file, officer, {"remedy_due": today()})


def passed(finding: Finding) -> Finding:
    Finding.objects.filter(pk=finding.pk).update(remedy_due=today() - timedelta(days=9))
    finding.refresh_from_db()
    return finding


def test_what_was_reported_is_not_called_overdue_where_it_is_judged(client, inspection):
    finding = inspection.findings.get()
    head = make_head(inspection.unit)
    findings.report_remedy(finding, remedy="Đã niêm yết lại đủ 30 ngày.", by=head)
    passed(finding)
    board = make_board_head(inspection.round.organiser)

    words = page(client, board, "assessments:remedy-confirm", inspection.pk, finding.pk)

    assert f"Hạn khắc phục: hết ngày {format_date(finding.remedy_due)}" in words
    assert "quá hạn" not in words
    assert "Đơn vị báo cáo</strong> (" in words


def test_what_was_not_reported_is_overdue(client, inspection):
    finding = passed(inspection.findings.get())
    head = make_head(inspection.unit)

    words = page(client, head, "assessments:remedy-report", inspection.pk, finding.pk)

    assert "quá hạn 9 ngày" in words
    assert "Ban Dân vận được báo và đánh giá" in words
    assert f'href="{inspection.get_absolute_url()}"' in words.split("<h1")[0]


# Deadlines


def test_the_common_deadline_stands_beside_each_step(client):
    round_ = make_assessment().round
    head = make_board_head(round_.organiser)

    words = page(client, head, "assessments:round-extend", round_.pk)

    assert f"Báo cáo quý I (hạn chung {format_date(round_.report_1_due)})" in words
    assert "Đơn vị được báo ngay" in words


# Handing over, typing for a unit


@pytest.mark.parametrize("wanted", ["", "x", "999999"])
def test_without_a_unit_the_handover_asks_for_one(client, wanted):
    client.force_login(make_person("administrator", make_district()))

    answer = client.get(reverse("assessments:handover-make"), {"unit": wanted})

    assert "Chọn đơn vị." in answer.content.decode()


def test_a_mandate_without_a_reason_is_refused_in_our_words(client):
    file = make_assessment()
    head = make_board_head(file.round.organiser)

    words = page(client, head, "assessments:mandates", file.pk, reason="")

    assert "novalidate" in words
    assert "Chưa lưu được" in words
