"""Whatever happens to the line, the login or the other tab: what was typed arrives."""

from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from assessments.models import Score, Submission
from core.models import AuditEvent
from tests.factories import make_editor
from tests.journeys.desks import fill_in_login
from tests.journeys.sheet_steps import enter, points, row, saving
from tests.journeys.stage import set_stage

LABEL = "Điểm hài lòng"
LINE_IS_DOWN = "net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def stage():
    """The stage with the small set."""
    return set_stage()


def box(page: Page, label: str = LABEL):
    """The only figure of II.3, or another box of it."""
    return row(page, "II.3").get_by_label(label, exact=True)


def indicator(page: Page):
    """The line that says whether everything is saved."""
    return page.get_by_label("Tổng điểm").get_by_role("status")


def stored(stage) -> Score:
    """The row as the database has it."""
    return Score.objects.get(assessment=stage.file, criterion__code="II.3")


def test_sheet_is_filled_in_on_a_phone(desks, stage):
    page = desks.sit(stage.editor, has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 360, "height": 740})

    page.get_by_role("link", name="Bắt đầu chấm điểm").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bản tự chấm điểm")
    box(page).tap()
    with saving(page):
        page.keyboard.type("8,25")
        page.keyboard.press("Tab")

    expect(points(page, "II.3")).to_contain_text("8,25 / 10,00")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_is_typed_before_the_script_arrives_is_sent_too(desks, stage):
    page, held = desks.sit(stage.editor), []
    page.route("**/autosave*.js", lambda route: held.append(route))
    page.goto(desks.address + stage.file_path, wait_until="commit")
    box(page).fill("8,25")
    box(page).blur()
    page.wait_for_timeout(0)  # lets the held request come in
    assert page.evaluate("window.danvan?.saved") is None

    with saving(page):
        held.pop().continue_()

    expect(points(page, "II.3")).to_contain_text("8,25 / 10,00")
    assert stored(stage).points == Decimal("8.25")


def test_typing_without_a_line_is_kept_over_a_restart_and_sent_on_return(desks, stage):
    page = desks.sit(stage.editor, stage.file_path)
    page.on("dialog", lambda dialog: dialog.accept())
    desks.watch.expect(LINE_IS_DOWN)
    page.context.set_offline(True)
    box(page).fill("7,5")
    box(page).blur()
    expect(indicator(page)).to_contain_text("Chưa lưu được")
    page.context.set_offline(False)

    expect(points(page, "II.3")).to_contain_text("7,50 / 10,00")
    expect(indicator(page)).to_contain_text("Đã lưu lúc")
    assert stored(stage).points == 7.5


def test_page_opened_anew_sends_what_the_closed_one_could_not(desks, stage):
    page = desks.sit(stage.editor, stage.file_path)
    desks.watch.expect("net::ERR_FAILED")
    page.route("**/luu/", lambda route: route.abort())
    box(page, "Thuyết minh").fill("Gõ giữa thung lũng, không có sóng.")
    box(page, "Thuyết minh").blur()
    expect(indicator(page)).to_contain_text("Chưa lưu được")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto(desks.address + stage.file_path)

    expect(box(again, "Thuyết minh")).to_have_value("Gõ giữa thung lũng, không có sóng.")
    # The new page sends it, unless the closed one's last try got through after all.
    for _ in range(150):
        if stored(stage).explanation:
            break
        again.wait_for_timeout(100)
    assert stored(stage).explanation == "Gõ giữa thung lũng, không có sóng."


def test_ended_session_asks_for_a_login_and_then_sends_the_rest(desks, stage):
    page = desks.sit(stage.editor, stage.file_path)
    Session.objects.all().delete()

    box(page).fill("6,5")
    box(page).blur()
    dialog = page.get_by_role("dialog", name="Phiên đăng nhập đã hết")
    expect(dialog).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Đăng nhập lại").click()
    fill_in_login(opened.value, stage.editor.username)
    expect(opened.value.get_by_role("heading", name="Việc cần làm")).to_be_visible()
    opened.value.close()
    desks.watch.expect("403")
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(points(page, "II.3")).to_contain_text("6,50 / 10,00")

    assert stored(stage).points == 6.5


@pytest.mark.parametrize(("choice", "kept"), [("Giữ bản của tôi", "4,00"), ("Lấy bản của", "9,00")])
def test_two_tabs_on_one_criterion_let_the_person_choose(desks, stage, choice, kept):
    other = make_editor(stage.file.unit)
    mine, theirs = desks.sit(stage.editor, stage.file_path), desks.sit(other, stage.file_path)
    enter(theirs, "II.3", LABEL, "9")

    desks.watch.expect("409")
    enter(mine, "II.3", LABEL, "4", status=409)
    expect(row(mine, "II.3").get_by_role("alert")).to_contain_text(str(other))
    with saving(mine):
        row(mine, "II.3").get_by_role("button", name=choice).click()

    expect(points(mine, "II.3")).to_contain_text(f"{kept} / 10,00")
    assert stored(stage).version == (3 if kept == "4,00" else 2)


def test_double_click_on_hand_in_gives_one_receipt(desks, stage):
    page = desks.sit(stage.head, stage.file_path)
    page.get_by_role("link", name="Nộp bản tự chấm điểm").click()

    page.get_by_role("button", name="Nộp bản tự chấm điểm").dblclick()

    expect(page.get_by_role("row", name="Số biên nhận")).to_contain_text("TCD-")
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(kind="assessment.submitted").count() == 1


def test_hand_in_right_after_typing_takes_the_last_word_along(desks, stage):
    page = desks.sit(stage.head, stage.file_path)

    box(page).fill("9,75")
    page.get_by_role("link", name="Nộp bản tự chấm điểm").click()
    page.get_by_role("button", name="Nộp bản tự chấm điểm").click()

    expect(page.get_by_role("row", name="Tổng điểm tự chấm")).to_contain_text("9,75")
