"""The call list and the page of a reminder."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessments.actions import follow_up
from assessments.calls import reminders_of
from assessments.models import Call, Reminder
from assessments.workflow import Step
from organisation.models import User
from organisation.roles import Role
from tests.assessments.follow_up.cases import STEP, TEXT, remind
from tests.assessments.round_cases import add_file, assign
from tests.factories import (
    make_board_head,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
    make_person,
    make_registration,
    make_report,
)

pytestmark = pytest.mark.django_db


def page(client, name, round_, user, **query):
    client.force_login(user)
    return client.get(reverse(f"assessments:{name}", args=[round_.pk]), query)


def test_the_call_list_shows_numbers_to_tap_and_boxes_to_tick(client, round_, board, late):
    User.objects.filter(pk=late[1].pk).update(phone="0204 3876 123")

    text = page(client, "calls", round_, board).content.decode()

    for words in ('href="tel:02043876123"', "0204 3876 123", "Chưa có số điện thoại", "paper-box",
                  "Chưa liên hệ", "Báo cáo quý I: quá hạn"):  # fmt: skip
        assert words in text


def test_the_call_list_narrows_to_a_step(client, round_, board, late):
    make_report(round_, late[0].unit, 1, sent_at=timezone.now())

    assert "Đồng Kỳ" in page(client, "calls", round_, board).content.decode()
    narrow = page(client, "calls", round_, board, buoc="report_1").content.decode()
    assert "Không có đơn vị nào chậm" in narrow


def test_an_officer_begins_with_the_own_units(client, round_, board, late):
    officer = make_officer(round_.organiser)
    assign(late[0], officer, board)
    add_file(round_, name="Đảng bộ xã Canh Nậu")

    own = page(client, "calls", round_, officer).content.decode()
    everything = page(client, "calls", round_, officer, cua="tat-ca").content.decode()

    assert ("Canh Nậu" in own, "Canh Nậu" in everything) == (False, True)
    assert everything.count("Đã gọi<span") == 1


def test_an_auditor_reads_but_writes_nothing(client, round_, late):
    auditor = make_person(Role.AUDITOR, round_.organiser)

    text = page(client, "calls", round_, auditor).content.decode()

    assert "Đồng Kỳ" in text
    assert "Đã gọi<span" not in text


def test_ticking_writes_the_call_and_leads_back(client, round_, board, late):
    client.force_login(board)
    address = reverse("assessments:call", args=[round_.pk, late[0].unit_id])

    answer = client.post(f"{address}?buoc=report_1", {"note": "Hẹn mai"}, follow=True)

    assert answer.redirect_chain[0][0].endswith(f"?buoc=report_1#dv-{late[0].unit_id}")
    text = answer.content.decode()
    assert "Đã ghi: đã gọi Đảng bộ xã Đồng Kỳ" in text
    assert "“Hẹn mai”" in text


@pytest.mark.parametrize("note", ["x" * 301, "Xong rồi"])
def test_what_cannot_be_written_down_is_said(client, round_, board, late, note):
    if note == "Xong rồi":
        make_registration(late[0], state="submitted", first_submitted_at=timezone.now())
        for quarter in (1, 2, 3, 4):
            make_report(round_, late[0].unit, quarter, sent_at=timezone.now())
    client.force_login(board)
    address = reverse("assessments:call", args=[round_.pk, late[0].unit_id])

    text = client.post(address, {"note": note}, follow=True).content.decode()

    assert "Chưa ghi được" in text or "không còn chậm việc nào" in text
    assert Call.objects.count() == 0


def test_the_call_list_as_excel(client, round_, board, late):
    follow_up.record_call(round_, late[0].unit, note="Hẹn mai", by=board)

    answer = page(client, "calls-export", round_, board)

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[-1][0] == "Đảng bộ xã Đồng Kỳ"
    assert "Báo cáo quý I: hạn" in rows[-1][1]
    assert "Hẹn mai" in rows[-1][5]


def test_the_page_says_who_will_get_it_and_what_it_says(client, round_, board, late):
    text = page(client, "remind", round_, board, buoc="report_1").content.decode()

    for words in (str(late[1]), str(late[2]), "Đơn vị đã quá hạn “Báo cáo quý I”", "quá hạn"):
        assert words in text


def test_the_words_are_changed_sent_and_listed(client, round_, board, late):
    client.force_login(board)
    address = reverse("assessments:remind", args=[round_.pk])
    form = {"step": STEP, "text": TEXT, "key": str(uuid4()), "unit": [late[0].unit_id]}

    text = client.post(address, form, follow=True).content.decode()
    client.post(address, form)

    assert "Đã nhắc 1 đơn vị" in text
    assert f"“{TEXT}”" in text
    assert "2 người nhận" in text
    assert len(reminders_of(round_, STEP)) == 1
    assert reminders_of(round_, Step.REPORT_2) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"unit": []}, "Chọn ít nhất một đơn vị"), ({"text": "ngắn"}, "ít nhất 10 ký tự"),
     ({"text": "x" * 481}, "480")],
)  # fmt: skip
def test_a_reminder_without_words_or_units_is_not_sent(client, round_, board, late, changed, words):
    client.force_login(board)
    form = {"step": STEP, "text": TEXT, "key": str(uuid4()), "unit": [late[0].unit_id]}

    text = client.post(reverse("assessments:remind", args=[round_.pk]), form | changed)

    assert words in text.content.decode()
    assert Reminder.objects.count() == 0


def test_who_finished_while_the_page_was_open_is_said(client, round_, board, late):
    make_report(round_, late[0].unit, 1, sent_at=timezone.now())
    client.force_login(board)
    form = {"step": STEP, "text": TEXT, "key": str(uuid4()), "unit": [late[0].unit_id]}

    answer = client.post(reverse("assessments:remind", args=[round_.pk]), form)

    assert "không còn chậm bước này" in answer.content.decode()


@pytest.mark.parametrize("unit", ["²", "١٢", "9" * 30, "-1", "x", ""])
def test_strange_keys_of_units_are_no_choice(client, round_, board, late, unit):
    client.force_login(board)
    form = {"step": STEP, "text": TEXT, "key": str(uuid4()), "unit": [unit]}

    answer = client.post(reverse("assessments:remind", args=[round_.pk]), form)

    assert answer.status_code == 200
    assert TEXT in answer.content.decode()
    assert not Reminder.objects.exists()


def test_with_nobody_late_the_page_says_so(client):
    round_ = make_open_round(make_district())

    text = page(client, "remind", round_, make_board_head(round_.organiser)).content.decode()

    assert "Không có đơn vị nào chậm" in text


@pytest.mark.parametrize("name", ["calls", "remind"])
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_late_units(
    client, round_, board, django_assert_max_num_queries, name, count
):
    for _ in range(count):
        file = add_file(round_)
        make_head(file.unit)
        make_editor(file.unit)
        follow_up.record_call(round_, file.unit, note="", by=board)
        remind(round_, [file.unit_id], board, key=uuid4())
    page(client, name, round_, board)

    with django_assert_max_num_queries(22):
        client.get(reverse(f"assessments:{name}", args=[round_.pk]))
