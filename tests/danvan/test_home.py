"""After login everyone sees what waits for them, and only that."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from assessments.actions import rounds
from assessments.models import Assessment, Inspection, Round
from core.calendar import VIETNAM
from core.notifications import notify
from organisation.models import RoleAssignment
from organisation.roles import Role
from tests.assessments.acting import fill, hand_in
from tests.assessments.round_cases import add_appraised, add_file, answer, assign, send_back
from tests.factories import (
    LONG_AGO,
    make_assessment,
    make_board_head,
    make_clerk,
    make_committee_member,
    make_district,
    make_editor,
    make_head,
    make_officer,
    make_open_round,
    make_person,
    make_published_set,
    make_registration,
    make_report,
    make_round,
    make_settled_assessment,
    make_unit,
)
from tests.recognition.conftest import decided, submitted

pytestmark = pytest.mark.django_db
HOME = "/"


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def round_(district) -> Round:
    return make_open_round(district)


def home_of(client, user) -> str:
    client.force_login(user)
    answer = client.get(HOME)
    assert answer.status_code == 200
    return answer.content.decode()


def scored(complete: bool) -> Assessment:
    """A draft of the small set of four criteria, scored in part or wholly."""
    file = make_assessment()
    fill(file, "I.2", answer=True)
    if complete:
        fill(file, "I.1", numerator=99, denominator=100)
        fill(file, "II.1", meetings=2)
        fill(file, "II.2", answer=True)
    return file


# A unit


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


# The one thing today


def dated(round_: Round, **days: int) -> Round:
    """The round with some deadlines so many days from today; reports not named are far away."""
    far = timezone.localdate() + timedelta(days=90)
    dates = {f"report_{quarter}_due": far for quarter in (1, 2, 3, 4)}
    dates |= {"registration_due": far, "self_assessment_opens": far, "self_assessment_due": far,
              "appraisal_due": far}  # fmt: skip
    dates |= {name: timezone.localdate() + timedelta(days=count) for name, count in days.items()}
    Round.objects.filter(pk=round_.pk).update(**dates)
    Assessment.objects.filter(round=round_).update(due_on=dates["self_assessment_due"])
    return Round.objects.get(pk=round_.pk)


def test_a_report_that_is_due_soon_is_the_one_thing_today(client, round_):
    file = add_file(round_)
    dated(round_, report_3_due=2)

    page = home_of(client, make_editor(file.unit))

    assert page.index("Gửi báo cáo quý III</h2>") < page.index("Sau đó")
    for text in ("Làm báo cáo", "còn 2 ngày", "Mất khoảng 1 giờ", "Chưa bắt đầu"):
        assert text in page
    assert page.count("next-task__figures") == 1
    assert page.count("btn-primary") == 2  # one button, and that of the session dialog


def test_a_report_that_was_begun_is_gone_on_with(client, round_):
    file = add_file(round_)
    dated(round_, report_3_due=2)
    report = make_report(round_, file.unit, 3)

    page = home_of(client, make_editor(file.unit))

    assert "Đang làm dở" in page
    assert report.get_absolute_url() in page


def test_what_can_still_be_in_time_goes_before_what_is_long_overdue(client, round_):
    file = add_file(round_)
    dated(round_, report_1_due=-200, report_2_due=-100, report_3_due=5)

    page = home_of(client, make_editor(file.unit))

    places = [page.index(f"Gửi báo cáo quý {name}<") for name in ("III", "I", "II")]
    assert places == sorted(places)
    assert "quá hạn 200 ngày" in page


def test_deadlines_that_have_not_begun_are_named_with_their_days(client, round_):
    file = add_file(round_)
    with time_machine.travel(datetime(round_.year, 5, 11, 9, tzinfo=VIETNAM)):
        dated(round_, report_2_due=3, report_3_due=95, report_4_due=180)

        page = home_of(client, make_editor(file.unit))

    assert page.index("Gửi báo cáo quý II</h2>") < page.index("Gửi báo cáo quý III ")
    assert f"làm được từ 01/07/{round_.year}" in page


def test_a_shortcoming_found_by_an_inspection_waits_for_the_unit(client, round_):
    file = add_file(round_)
    dated(round_)
    day = timezone.localdate()
    inspection = Inspection.objects.create(
        round=round_, unit=file.unit, kind="inspection", subject="Công khai thủ tục",
        planned_on=day, visited_on=day, concluded_on=day, state="concluded",
        created_by=make_board_head(round_.organiser),
    )  # fmt: skip
    for state, text in [("open", "Chưa niêm yết đủ thủ tục" + " hành chính" * 12),
                        ("done", "Đã thay biển")]:  # fmt: skip
        inspection.findings.create(
            text=text, is_shortcoming=True, remedy_due=day + timedelta(days=4), remedy_state=state
        )

    page = home_of(client, make_editor(file.unit))

    assert "Báo cáo khắc phục sau kiểm tra, giám sát</h2>" in page
    assert "hành chính hành" in page
    assert "…</p>" in page
    assert "Đã thay biển" not in page


def test_registering_says_what_it_takes(client, round_):
    file = add_file(round_)
    dated(round_, registration_due=3)

    page = home_of(client, make_editor(file.unit))

    assert "Lập và nộp bản đăng ký đầu năm</h2>" in page
    assert reverse("recognition:unit-history", args=[file.unit_id]) in page
    assert reverse("calendar-ics") in page


# An officer


def test_an_officer_sees_own_late_units_reports_to_accept_and_what_comes_next(
    client, round_, district
):
    officer, head = make_officer(district), make_board_head(district)
    late, sent = (add_file(round_, name=f"Đảng bộ xã {name}") for name in ("Bố Hạ", "Hồng Kỳ"))
    other = add_file(round_, name="Đảng bộ xã Canh Nậu")
    for file in (late, sent):
        assign(file, officer, head)
    round_ = dated(round_, report_3_due=-4, report_4_due=6)
    make_report(round_, other.unit, 3, sent_at=timezone.now())
    report = make_report(round_, sent.unit, 3, sent_at=timezone.now())

    page = home_of(client, officer)

    assert "Đơn vị đang chậm: 1" in page
    history = reverse("recognition:unit-history", args=[late.unit_id])
    assert f'{history}">Bố Hạ</a></strong>: Báo cáo quý III' in page
    assert "quá hạn 4 ngày" in page
    assert f'{report.get_absolute_url()}">Đảng bộ xã Hồng Kỳ, quý 3' in page
    assert "còn <strong>2</strong> đơn vị" in page
    assert "Canh Nậu" not in page
    assert reverse("assessments:remind", args=[round_.pk]) in page


def test_an_officer_whose_units_are_in_time_is_told_so(client, round_, district):
    officer = make_officer(district)
    assign(add_file(round_), officer, make_board_head(district))
    dated(round_)

    assert "Không đơn vị nào đang chậm" in home_of(client, officer)


def test_an_officers_work_comes_in_its_order(client, round_, district):
    officer, head = make_officer(district), make_board_head(district)
    disputed = add_appraised(round_, name="Đảng bộ xã An Thượng")
    answer(disputed, is_agreed=False)
    opened = {"opened_at": timezone.now(), "opened_by": officer}
    unfinished = add_file(round_, "submitted", "Đảng bộ xã Bố Hạ", **opened)
    new = add_file(round_, "submitted", "Đảng bộ xã Canh Nậu",
                   submitted_at=timezone.now() - timedelta(days=4))  # fmt: skip
    for file in (disputed, unfinished, new):
        assign(file, officer, head)

    page = home_of(client, officer)

    places = [page.index(f">{file.unit_name}</a>") for file in (new, unfinished, disputed)]
    assert places == sorted(places)
    for text in ("3 hồ sơ cần xử lý", "Mới nộp", "4 ngày", "Đang thẩm định dở",
                 "Đơn vị chưa thống nhất"):  # fmt: skip
        assert text in page


def test_an_officer_sees_only_assigned_units(client, round_, district):
    add_file(round_, "submitted", "Đảng bộ xã Hồng Kỳ")

    page = home_of(client, make_officer(district))

    assert "Đảng bộ xã Hồng Kỳ" not in page
    assert "chưa được phân công đơn vị nào" in page


def test_points_of_drafts_are_not_on_the_officers_home(client, round_, district):
    officer = make_officer(district)
    file = add_file(round_, self_total=Decimal("77.77"))
    assign(file, officer, make_board_head(district))

    page = home_of(client, officer)

    assert "77,77" not in page
    assert "Đơn vị đang chấm" in page


# A board head


def test_a_board_head_sees_the_round_at_a_glance(client, round_, district):
    agreed = add_appraised(round_, name="Đảng bộ xã Đồng Kỳ")
    answer(agreed, is_agreed=True)
    add_file(round_, "submitted", submitted_at=timezone.now() - timedelta(days=6))
    make_unit(district, "agency")

    page = home_of(client, make_board_head(district))

    for text in ("1</strong> hồ sơ chờ chốt kết quả", "2</strong> đơn vị chưa có cán bộ theo dõi",
                 "1</strong> đơn vị không có bộ tiêu chí", "Chờ lâu nhất", "Lãnh đạo Ban Dân vận",
                 reverse("assessments:settle", args=[agreed.pk])):  # fmt: skip
        assert text in page


def test_the_board_sees_the_worst_ten_first_with_counts_that_lead_on(client, round_, district):
    for _ in range(11):
        add_file(round_)
    first = add_file(round_, name="Đảng bộ xã Xuân Lương")
    make_registration(add_file(round_), state="submitted")
    round_ = dated(round_, report_3_due=-4, report_2_due=-20)
    for file in round_.assessments.exclude(pk=first.pk).select_related("unit"):
        make_report(round_, file.unit, 2, sent_at=timezone.now())

    page = home_of(client, make_board_head(district))

    assert page.count('class="matrix__unit"') == 1 + 10
    assert page.index("Xuân Lương<") < page.index("quá hạn 4 ngày".capitalize())
    matrix = reverse("assessments:matrix", args=[round_.pk])
    for text in ("<strong>13</strong> trong 13 đơn vị đang chậm", f"{matrix}?buoc=report_3",
                 "1</strong> bản đăng ký chờ duyệt", f"?dot={round_.pk}&amp;state=submitted",
                 f'action="{matrix}"', 'name="officer"', 'name="kind"',
                 reverse("recognition:unit-history", args=[first.unit_id]),
                 "12</strong> báo cáo quý đã gửi",
                 reverse("assessments:calls", args=[round_.pk])):  # fmt: skip
        assert text in page


def test_settled_files_ask_for_a_proposal(client, district):
    make_settled_assessment(district)

    assert "Lập tờ trình" in home_of(client, make_board_head(district))


def test_a_planned_round_waits_to_be_opened(client, district):
    planned = make_round(district, make_published_set(district))

    page = home_of(client, make_board_head(district))

    assert "đã lập, chưa mở" in page
    assert planned.get_absolute_url() in page


def test_without_a_round_the_board_head_is_led_to_planning(client, district):
    assert reverse("assessments:round-plan") in home_of(client, make_board_head(district))


# The committee, the clerk, the others


def test_the_committee_sees_proposals_that_wait(client, district):
    make_settled_assessment(district)
    proposal = submitted(district)

    for person in (make_committee_member(district), make_person(Role.SIGNATORY, district)):
        page = home_of(client, person)
        assert proposal.get_absolute_url() in page
        assert "1 đơn vị, còn 1 đơn vị chưa có ý kiến" in page


def test_another_districts_committee_sees_nothing(client, district):
    make_settled_assessment(district)
    submitted(district)

    page = home_of(client, make_committee_member(make_district("Huyện uỷ khác")))

    assert "Không có tờ trình nào chờ ý kiến" in page


def test_the_clerk_sees_decisions_that_wait_for_a_number(client, district):
    make_settled_assessment(district)
    decision = decided(district).decisions.get()

    page = home_of(client, make_clerk(district))

    assert decision.get_absolute_url() in page
    assert "1 đơn vị" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.CONTRIBUTOR, "Hồ sơ các đơn vị đã nộp"), (Role.AUDITOR, "không sửa được nội dung")],
)
def test_readers_find_their_way_in(client, round_, district, role, words):
    page = home_of(client, make_person(role, district))

    assert words in page
    assert round_.get_absolute_url() in page
    assert f'href="{reverse("recognition:registrations")}">Đăng ký của các đơn vị' in page


def test_the_administrator_sees_accounts_that_need_a_hand(client, district):
    lost = make_person(name="Trần Thị Lạc")
    AccessAttempt.objects.create(
        username="nguoi.bi.khoa", ip_address="10.0.0.1", failures_since_start=5, user_agent="",
        get_data="", post_data="", http_accept="", path_info="",
    )  # fmt: skip

    page = home_of(client, make_person(Role.ADMINISTRATOR, district))

    assert f"{lost} ({lost.username})" in page.replace("</a>", "")
    assert "nguoi.bi.khoa" in page
    assert "Tự chấm điểm" not in page


def test_a_person_without_a_role_is_told_whom_to_ask(client, db):
    assert "Tài khoản chưa được giao vai trò" in home_of(client, make_person())


def test_several_roles_give_several_sections(client, round_, district):
    file = add_file(round_)
    person = make_head(file.unit)
    RoleAssignment.objects.create(
        user=person, unit=district, role=Role.COMMITTEE_MEMBER, valid_from=LONG_AGO
    )

    page = home_of(client, person)

    assert "Bắt đầu chấm điểm" in page
    assert "Tờ trình chờ ý kiến" in page


def test_visitors_are_sent_to_the_login_page(client, db):
    assert client.get(HOME).status_code == 302


def test_unread_messages_are_on_the_home_page(client, db):
    person = make_person()
    notify("x", [person], text="Có việc mới cho đồng chí")

    assert "Có việc mới cho đồng chí" in home_of(client, person)


# Queries do not grow with the number of units


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize("who", ["unit", "officer", "head", "committee", "administrator"])
def test_home_takes_at_most_twenty_queries(
    client, round_, district, django_assert_max_num_queries, who, count
):
    head, officer = make_board_head(district), make_officer(district)
    files = [add_appraised(round_) for _ in range(count)]
    for file in files:
        answer(file, is_agreed=False)
        assign(file, officer, head)
    people = {
        "unit": lambda: make_head(add_file(round_).unit), "officer": lambda: officer,
        "head": lambda: head, "committee": lambda: make_committee_member(district),
        "administrator": lambda: make_person(Role.ADMINISTRATOR, district),
    }  # fmt: skip
    client.force_login(people[who]())

    with django_assert_max_num_queries(20):
        client.get(HOME)
