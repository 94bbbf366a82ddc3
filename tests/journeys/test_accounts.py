"""Accounts: the first day, the last day, and a day without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from assessments.models import Submission
from organisation import actions
from organisation.models import User
from organisation.roles import Role
from tests.factories import PASSWORD, make_person
from tests.journeys.desks import fill_in_login
from tests.journeys.sheet_steps import points, row, saving
from tests.journeys.stage import set_stage

OWN_PASSWORD = "mot-mat-khau-that-dai-2026"


@pytest.fixture
def stage():
    """The stage with the small set."""
    return set_stage()


def create_person(page: Page, unit: str) -> tuple[str, str]:
    """Fill in the form; returns user name and initial password from the slip."""
    page.get_by_role("link", name="Tài khoản", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Thêm người dùng").first.click()
    page.get_by_label("Họ và tên").fill("Trần Thị Hoà")
    page.get_by_role("combobox", name="Vai trò").select_option(label="Cán bộ Khối Dân vận")
    page.get_by_role("combobox", name="Tại đơn vị").select_option(label=unit)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name="Mật khẩu ban đầu của Trần Thị Hoà")).to_be_visible()
    username, password = page.locator(".slip code").all_inner_texts()
    return username, password


def test_new_person_must_set_a_password_of_their_own(desks, stage):
    administrator = make_person(Role.ADMINISTRATOR, stage.organiser)
    username, password = create_person(desks.sit(administrator), str(stage.file.unit))
    page = desks.visitor()

    fill_in_login(page, username, password)
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.goto(desks.address + stage.file_path)
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.get_by_label("Mật khẩu đang dùng").fill(password)
    page.get_by_label("Mật khẩu mới", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()

    expect(page.get_by_role("link", name="Bắt đầu chấm điểm")).to_be_visible()
    assert not User.objects.get(username=username).must_change_password


def test_disabled_account_is_out_at_once(desks, stage):
    administrator = make_person(Role.ADMINISTRATOR, stage.organiser)
    page = desks.sit(stage.editor, stage.file_path)

    actions.disable_person(stage.editor, reason="Chuyển công tác từ hôm nay.", by=administrator)
    page.get_by_role("link", name="Trang chủ").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    fill_in_login(page, stage.editor.username)

    expect(page.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng")).to_be_visible()


def walk_to(page: Page, name: str, role: str = "link") -> None:
    """Press Tab until the focus is on the element of that name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.tagName, (document.activeElement.ariaLabel"
            " ?? document.activeElement.innerText ?? '').trim()]"
        )
        if focused[0] == {"link": "A", "button": "BUTTON"}[role] and name in focused[1]:
            return
    raise AssertionError(f"Tab never reached {name}.")


def test_everything_is_reached_without_a_mouse(desks, stage):
    page = desks.visitor()
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type(stage.head.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()

    walk_to(page, "Bắt đầu chấm điểm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bản tự chấm điểm")).to_be_visible()
    row(page, "II.3").get_by_label("Điểm hài lòng").focus()
    with saving(page):
        page.keyboard.type("8")
        page.keyboard.press("Tab")
    expect(points(page, "II.3")).to_contain_text("8,00 / 10,00")
    page.keyboard.press("Control+Home")
    page.reload()
    walk_to(page, "Nộp bản tự chấm điểm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Những gì còn thiếu")).to_be_visible()
    walk_to(page, "Nộp bản tự chấm điểm", "button")
    page.keyboard.press("Enter")

    expect(page.get_by_role("row", name="Số biên nhận")).to_contain_text("TCD-")
    assert Submission.objects.count() == 1
