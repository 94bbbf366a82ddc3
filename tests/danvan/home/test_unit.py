"""What people of a unit find on the home page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Assessment
from tests.assessments.acting import fill, hand_in
from tests.assessments.round_cases import add_appraised, add_file, send_back
from tests.danvan.home.cases import HOME, home_of
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_published_set,
    make_round,
    make_unit,
)

pytestmark = pytest.mark.django_db


def scored(complete: bool) -> Assessment:
    """A draft of the small set of four criteria, scored in part or wholly."""
    file = make_assessment()
    fill(file, "I.2", answer=True)
    if complete:
        fill(file, "I.1", numerator=99, denominator=100)
        fill(file, "II.1", meetings=2)
        fill(file, "II.2", answer=True)
    return file


def test_a_unit_sees_one_card_with_deadline_progress_and_button(client):
    file = scored(complete=False)

    page = home_of(client, make_editor(file.unit))

    assert page.count("next-task__figures") == 1
    assert page.count("btn-primary") == 2  # the card's own and that of the session dialog
    for text in ("Tiếp tục chấm điểm", "còn 10 ngày", "1/4", "20,00", "Đang chấm"):
        assert text in page


def test_a_complete_sheet_is_handed_in_by_the_head(client):
    file = scored(complete=True)

    page = home_of(client, make_head(file.unit))

    assert "Kiểm tra và nộp" in page
    assert reverse("assessments:submit", args=[file.pk]) in page


def test_an_editor_is_told_who_hands_in(client):
    file = scored(complete=True)

    page = home_of(client, make_editor(file.unit))

    assert "Bí thư hoặc thủ trưởng đơn vị là người nộp" in page
    assert reverse("assessments:submit", args=[file.pk]) not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("submitted", "Hồ sơ đã nộp, đang chờ thẩm định"),
        ("settled", "Kết quả thẩm định đã chốt"),
        ("proposed", "Hồ sơ đã trình Ban Thường vụ"),
        ("closed", "Ban Thường vụ đã kết luận"),
    ],
)
def test_a_file_that_is_with_others_says_where_it_is(client, round_, state, words):
    file = add_file(round_, state)

    assert words in home_of(client, make_editor(file.unit))


def test_a_unit_whose_time_is_over_is_told_whom_to_ask(client, round_):
    file = add_file(round_, due_on=timezone.localdate() - timedelta(days=2))

    page = home_of(client, make_head(file.unit))

    assert "Liên hệ Ban Dân vận để được gia hạn" in page
    assert "quá hạn 2 ngày" in page


def test_a_returned_file_shows_why(client):
    file = scored(complete=True)
    send_back(hand_in(file), "Thiếu biên bản đối thoại")

    page = home_of(client, make_editor(file.unit))

    assert "Bổ sung hồ sơ" in page
    assert "Thiếu biên bản đối thoại" in page


def test_the_head_is_asked_for_feedback_the_editor_reads(client, round_):
    file = add_appraised(round_, "80.50")

    for person, words in [(make_head(file.unit), "Xem và cho ý kiến"),
                          (make_editor(file.unit), "Xem kết quả dự kiến")]:  # fmt: skip
        page = home_of(client, person)
        assert words in page
        assert "80,50 điểm, Khá" in page


def test_a_unit_without_a_set_gets_a_clear_message(client, round_, district):
    page = home_of(client, make_editor(make_unit(district, "agency")))

    assert "chưa có bộ tiêu chí trong đợt này" in page
    assert "liên hệ Ban Dân vận" in page


def test_a_unit_before_the_first_round_has_nothing_to_do(client, district):
    assert "Chưa có việc cần làm" in home_of(client, make_editor(make_unit(district)))


def test_receipts_and_earlier_results_are_listed(client):
    file = scored(complete=True)
    receipt = hand_in(file)
    earlier = make_round(file.round.organiser, make_published_set(file.unit.parent), year=2024)
    old = rounds.start_assessment(earlier, file.unit, file.criteria_set)
    Assessment.objects.filter(pk=old.pk).update(
        state="closed", outcome="recognised", appraised_total=Decimal("91.25"),
        submitted_at=timezone.now(), submitted_by=make_head(file.unit), appraised_class="Xuất sắc",
    )  # fmt: skip

    page = home_of(client, make_editor(file.unit))

    assert receipt.receipt_number in page
    for text in ("Năm 2024", "91,25 điểm, Xuất sắc", "Được công nhận"):
        assert text in page


def test_a_unit_sees_nothing_of_another(client, round_):
    other = add_file(round_, "submitted", "Đảng bộ xã Hồng Kỳ")

    page = home_of(client, make_editor(add_file(round_).unit))

    assert other.unit_name not in page


def test_the_way_to_the_own_file(client, round_):
    file = add_file(round_)
    client.force_login(make_editor(file.unit))

    assert client.get(reverse("own-file")).url == file.get_absolute_url()


def test_without_a_file_the_way_ends_at_home(client, district):
    client.force_login(make_board_head(district))

    assert client.get(reverse("own-file")).url == HOME
