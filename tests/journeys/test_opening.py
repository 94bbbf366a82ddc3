"""The board's head opens a year: last year's plan and people, figures, check list; units told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assessments.actions import rounds
from assessments.models import Assessment, OfficerAssignment, Round
from assessments.year_plans import Followers
from core.calendar import format_date, is_working_day, parse_date
from core.models import MovedDay
from organisation.models import Unit, User
from tests.factories import (
    make_board_head,
    make_district,
    make_head,
    make_letterhead,
    make_officer,
    make_published_set,
    make_round,
    make_unit,
)
from tests.journeys.desks import Desks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW_UNIT = "Đảng bộ xã Mới lập"
READY = "Mọi việc chuẩn bị đã xong."


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def last_year(year) -> Round:
    """A closed year with an officer and a leader for its two units; a third came since."""
    district = make_district()
    make_letterhead(district)
    before = year - 1
    units = [make_unit(district), make_unit(district)]
    round_ = make_round(
        district, make_published_set(district), year=before, registration_due=date(before, 4, 30),
        report_1_due=date(before, 4, 29), report_2_due=date(before, 6, 30),
        report_3_due=date(before, 9, 30), report_4_due=date(before, 12, 20),
        self_assessment_opens=date(before, 11, 1), self_assessment_due=date(before, 11, 30),
        appraisal_due=date(before, 12, 31),
    )  # fmt: skip
    head, officer = make_board_head(district), make_officer(district)
    people = dict.fromkeys(units, Followers(officer, head))
    rounds.assign_officers(round_, people, by=head)
    rounds.open_round(round_, by=head)
    rounds.move_round(round_, "start_appraising", by=head)
    rounds.move_round(round_, "close", by=head)
    make_unit(district, name=NEW_UNIT)
    for unit in Unit.objects.filter(parent=district):
        make_head(unit)
    return round_


def test_the_board_opens_a_year_and_the_unit_is_told(desks: Desks, last_year, year):
    first = OfficerAssignment.objects.select_related("officer", "leader", "unit").first()
    second, unit_head = make_officer(last_year.organiser), _head_of(NEW_UNIT)
    board = desks.sit(first.leader)

    _planned_from_last_year(board, year)
    _people_as_last_year(board, first, second)
    _not_told(desks, unit_head)
    _figures_asked_for(board)
    _day_moved(board, year)
    _opened(board, year)

    _told(desks, unit_head, year)
    officers = OfficerAssignment.objects.filter(round__year=year)
    assert dict(officers.values_list("unit__name", "officer")) == {
        **{row.unit.name: first.officer_id for row in last_year.officer_assignments.all()},
        NEW_UNIT: second.pk,
    }
    assert Assessment.objects.filter(round__year=year).count() == 3


def _planned_from_last_year(page: Page, year: int) -> None:
    """Last year's title and days, a year later, off the days on which nobody works."""
    page.get_by_role("link", name="Mở năm mới").click()
    registration = page.get_by_label("Hạn đăng ký nội dung, mô hình")
    proposed = parse_date(registration.input_value())
    assert date(year, 4, 20) < proposed < date(year, 4, 30)  # Liberation Day is a holiday
    for box in page.locator("input[name$=_due]").all():
        assert is_working_day(parse_date(box.input_value()))
    page.get_by_role("button", name="Lập đợt, sang bước phân công").click()


def _people_as_last_year(page: Page, last: OfficerAssignment, second: User) -> None:
    """Proposed are last year's; the new unit gets somebody by the change of many at once."""
    expect(page.get_by_text("Đề xuất theo năm trước, chưa lưu")).to_be_visible()
    new = page.get_by_label(f"Chuyên viên của {NEW_UNIT}")
    expect(new).to_have_value("")
    officer, leader = f"Chuyên viên của {last.unit}", f"Lãnh đạo phụ trách {last.unit}"
    expect(page.get_by_label(officer)).to_have_value(str(last.officer_id))
    expect(page.get_by_label(leader)).to_have_value(str(last.leader_id))
    page.get_by_text("Giao nhiều đơn vị cùng lúc").click()
    page.get_by_label("Giao", exact=True).select_option("Các đơn vị chưa có chuyên viên")
    page.get_by_label("cho chuyên viên").select_option(str(second))
    page.get_by_role("button", name="Điền vào bảng").click()
    expect(page.get_by_text("Đã điền cho 1 đơn vị.")).to_be_visible()
    expect(new).to_have_value(str(second.pk))
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text("Đã lưu phân công (3 thay đổi).")).to_be_visible()
    expect(_line(page, "Lãnh đạo phụ trách")).to_contain_text(f"1 đơn vị chưa có: {NEW_UNIT}")


def _figures_asked_for(page: Page) -> None:
    """The check list says that nothing is asked each quarter; one figure later it does not."""
    expect(_line(page, "Chỉ tiêu báo cáo quý")).to_contain_text("Chưa hỏi chỉ tiêu nào của")
    page.get_by_role("link", name="3. Chỉ tiêu báo cáo").click()
    page.get_by_role("link", name="Thêm chỉ tiêu").click()
    page.get_by_label("Tên chỉ tiêu").fill("Số hộ hiến đất")
    page.get_by_label("Đơn vị tính").fill("hộ")
    page.get_by_role("button", name="Thêm chỉ tiêu").click()
    page.get_by_role("link", name="Sang bước kiểm tra").click()
    expect(_line(page, "Chỉ tiêu báo cáo quý")).to_contain_text("1 chỉ tiêu được hỏi mỗi quý.")


def _day_moved(page: Page, year: int) -> None:
    """A deadline's day becomes free: the check list says so, the deadline is put elsewhere."""
    deadline = Round.objects.get(year=year).report_2_due
    _line(page, "Ngày nghỉ, ngày làm bù").get_by_role("link").click()
    page.get_by_label("Ngày", exact=True).fill(format_date(deadline))
    page.get_by_label("Được nghỉ").check()
    page.get_by_label("Vì sao").fill("Nghỉ liền dịp Quốc khánh")
    page.get_by_label("Số, ký hiệu văn bản thông báo").fill("02/TB-BNV")
    page.get_by_role("button", name="Ghi ngày").click()
    expect(page.get_by_text(f"Đã ghi ngày {format_date(deadline)}.")).to_be_visible()
    page.get_by_role("link", name="Về danh mục kiểm tra mở năm").click()

    expect(_line(page, "Hạn vào ngày làm việc")).to_contain_text(format_date(deadline))
    _line(page, "Hạn vào ngày làm việc").get_by_role("link").click()
    page.get_by_label("Hạn báo cáo quý II", exact=True).fill("trước đó một ngày")
    page.get_by_role("button", name="Lưu kế hoạch").click()
    expect(page.get_by_role("alert")).to_contain_text("Nhập ngày theo dạng ngày/tháng/năm")
    expect(page.get_by_label("Hạn báo cáo quý II", exact=True)).to_have_value("trước đó một ngày")
    earlier = deadline - timedelta(days=1)
    while not is_working_day(earlier):
        earlier -= timedelta(days=1)
    page.get_by_label("Hạn báo cáo quý II", exact=True).fill(format_date(earlier))
    page.get_by_role("button", name="Lưu kế hoạch").click()
    expect(_line(page, "Hạn vào ngày làm việc")).to_contain_text("đều rơi vào ngày làm việc")
    assert MovedDay.objects.get().day == deadline


def _opened(page: Page, year: int) -> None:
    """The new unit gets its leader, then nothing is missing and the year is opened."""
    _line(page, "Lãnh đạo phụ trách").get_by_role("link").click()
    page.get_by_label(f"Lãnh đạo phụ trách {NEW_UNIT}").select_option(index=1)
    page.get_by_role("button", name="Lưu phân công").click()
    expect(page.get_by_text(READY)).to_be_visible()
    page.get_by_role("button", name="Mở năm cho 3 đơn vị").click()
    expect(page.get_by_text("Đã mở năm. Các đơn vị đã nhận được thông báo.")).to_be_visible()
    expect(page.get_by_role("link", name="Tiến độ cả năm")).to_be_visible()


def _head_of(name: str) -> User:
    return User.objects.get(role_assignments__unit__name=name)


def _line(page: Page, label: str) -> Locator:
    """One line of the check list."""
    return page.get_by_role("listitem").filter(has=page.get_by_text(label, exact=True))


def _not_told(desks: Desks, person: User) -> None:
    """While the year is prepared, the unit sees nothing of it."""
    page = desks.sit(person, "/thong-bao/")
    expect(page.get_by_text("đã mở. Hạn đăng ký")).to_have_count(0)
    page.get_by_role("link", name="Đợt chấm điểm").first.click()
    expect(page.get_by_role("rowheader")).to_have_count(0)


def _told(desks: Desks, person: User, year: int) -> None:
    """The unit has a message with the deadlines, and its home page says what to do first."""
    round_ = Round.objects.get(year=year)
    page = desks.sit(person)
    message = f"đã mở. Hạn đăng ký: hết ngày {format_date(round_.registration_due)}"
    expect(page.get_by_text(message)).to_be_visible()
    expect(page.get_by_role("link", name=round_.title)).to_be_visible()
    expect(page.get_by_text("Lập và nộp bản đăng ký đầu năm")).to_be_visible()

    page.get_by_role("link", name="1 thông báo chưa đọc", exact=True).click()
    expect(page.get_by_text(message)).to_be_visible()
    page.get_by_role("button", name="Mở").click()
    expect(page.get_by_role("heading", name=round_.title, level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Mở hồ sơ của đơn vị")).to_be_visible()
