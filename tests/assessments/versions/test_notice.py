"""What the unit reads in a sheet that was moved."""

import re

import pytest
from django.urls import reverse

from assessments.actions import versions
from assessments.carrying import Choice
from assessments.models import Assessment
from tests.assessments.acting import fill, hand_in, score_of
from tests.assessments.version_cases import (
    later_than,
    later_version,
    with_judgement_worth,
    with_part,
    without,
)
from tests.assessments.versions.cases import REASON, carried, sheet_of
from tests.factories import make_head

pytestmark = pytest.mark.django_db


def test_the_sheet_tells_what_must_be_entered_again(client, files):
    file = carried(files[0], later_than(files[0].round, with_part("II.1", key="p2")))

    page = sheet_of(client, file)

    assert "Bộ tiêu chí đã đổi sang phiên bản 2 ngày" in page
    assert REASON in page
    assert "Đã nhập trước đây: Chất lượng: 15 (15,00 điểm)." in page
    assert f'href="#tc-{score_of(file, "II.1").criterion_id}"' in page
    assert "Đã nhập lại." not in page


def test_what_was_entered_again_is_ticked_off(client, files):
    file = carried(
        files[0], later_than(files[0].round, with_judgement_worth("10")), choice=Choice.CLEAR
    )
    fill(file, "II.1", points="9")

    page = sheet_of(client, file)

    assert page.count("Đã nhập lại.") == 1


def test_the_sheet_tells_changed_points_words_and_criteria(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100, explanation="Theo sổ")
    fill(files[0], "I.2", answer=True)
    question = {"question": "Có kế hoạch năm"}
    new_set = later_than(
        files[0].round, with_judgement_worth("10"), with_part("I.2", parameters=question)
    )
    file = carried(files[0], new_set)

    page = sheet_of(client, file)

    assert "Chất lượng: 15 (15,00 điểm) → 10,00 điểm" in page
    assert "Câu hỏi đã đổi lời, xem lại số liệu đã nhập:" in page
    assert "Không có nội dung nào phải nhập lại." in page


def test_the_sheet_tells_what_was_taken_out_and_what_is_new(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100, explanation="Theo sổ")
    whole = files[0].criteria_set
    shorter = later_than(files[0].round, without("I.1", "I.2"))
    file = carried(files[0], shorter)
    without_first = sheet_of(client, file)
    file = carried(file, later_version(shorter, lambda _: versions.definition_of(whole)))
    both = sheet_of(client, file)

    held = "Hồ sơ đúng hạn: 91; Tổng số hồ sơ: 100; 30,00 điểm; thuyết minh: Theo sổ"
    assert f"I.1. Tiêu chí I.1 ({held})" in without_first
    assert both.count("Bộ tiêu chí đã đổi sang phiên bản") == 2
    assert f'<a href="#tc-{score_of(file, "I.1").criterion_id}">I.1. Tiêu chí I.1</a>' in both


def test_a_criterion_that_a_second_move_took_out_has_no_link(client, files):
    first = later_than(files[0].round, with_part("II.2", key="p2"))
    file = carried(files[0], first)
    file = carried(file, later_version(first, without("II.2", "II.1")))

    page = sheet_of(client, file)

    assert "II.2. Tiêu chí II.2 – Kế hoạch." in page


def test_the_notice_ends_with_the_next_hand_in(client, files):
    file = carried(files[0], later_than(files[0].round, with_judgement_worth("10")))
    hand_in(file)

    assert "Bộ tiêu chí đã đổi" not in sheet_of(client, file)


def test_a_file_returned_after_the_move_shows_no_old_notice(client, files):
    file = carried(files[0], later_than(files[0].round, with_judgement_worth("10")))
    hand_in(file)
    Assessment.objects.filter(pk=file.pk).update(state="returned")

    assert "Bộ tiêu chí đã đổi" not in sheet_of(client, file)


def test_two_sheets_of_one_round_are_drawn_by_their_own_version(client, files):
    moved = carried(files[0], later_than(files[0].round, with_judgement_worth("10")))

    pages = [sheet_of(client, moved), sheet_of(client, files[1]), sheet_of(client, moved)]

    assert ["/ 10,00</p>" in page for page in pages] == [True, False, True]


def test_the_history_of_the_file_tells_the_move_and_all_before(client, files):
    fill(files[0], "I.1", numerator=91, denominator=100)
    file = carried(files[0], later_than(files[0].round, without("I.1", "I.2")))

    client.force_login(make_head(file.unit))
    page = client.get(reverse("assessments:history", args=[file.pk])).content.decode()

    assert "Chuyển sang phiên bản mới của bộ tiêu chí" in page
    assert "phiên bản 2; 25,00 điểm" in page
    assert "tiêu chí đã bỏ: I.1. Tiêu chí I.1 (Hồ sơ đúng hạn: 91" in page
    assert "Đơn vị chấm điểm, I.1" in page
    assert f"Lý do: {REASON}" in page


def test_why_reads_earlier_events_under_the_version_of_their_day(client, files):
    old = score_of(files[0], "II.2").criterion_id
    options = [{"key": "yes", "label": "Đã ban hành", "points": "20"},
               {"key": "no", "label": "Chưa", "points": "0"}]  # fmt: skip
    parameters = {"question": "Ban hành", "options": options}
    file = carried(files[0], later_than(files[0].round, with_part("II.2", parameters=parameters)))
    fill(file, "II.2", choice="yes")

    client.force_login(make_head(file.unit))
    answer = client.get(reverse("assessments:why", args=[file.pk, old]), follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain[0][0].endswith(f"/{score_of(file, 'II.2').criterion_id}/vi-sao/")
    assert "Sau quý I" in page
    assert "phải nhập lại: mức đã chọn không còn" in page
    assert "Đã ban hành" in page
    assert re.search(r"\blate\b", page) is None


def test_why_of_a_new_criterion_has_no_earlier_form(client, files):
    shorter = later_than(files[0].round, without("II.2", "II.1"))
    whole = files[0].criteria_set
    file = carried(files[0], shorter)
    file = carried(file, later_version(shorter, lambda _: versions.definition_of(whole)))
    pk = score_of(file, "II.2").criterion_id

    client.force_login(make_head(file.unit))

    assert client.get(reverse("assessments:why", args=[file.pk, pk])).status_code == 200


def test_why_of_a_criterion_that_is_gone_is_not_found(client, files):
    pk = score_of(files[0], "I.1").criterion_id
    file = carried(files[0], later_than(files[0].round, without("I.1", "I.2")))

    client.force_login(make_head(file.unit))

    assert client.get(reverse("assessments:why", args=[file.pk, pk])).status_code == 404
