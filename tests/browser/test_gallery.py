"""Every component in Chromium: accessible, narrow enough, light enough, and its scripts at work."""

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser import gallery_urls

MOST_BYTES = 80_000  # compressed, everything included: design 7
SAVE = "**/_gallery/save"
NOTE = "Thuyết minh"


@pytest.fixture
def gallery(page: Page, live_server, settings) -> Page:
    settings.ROOT_URLCONF = gallery_urls.__name__
    settings.ALLOWED_HOSTS = ["*"]
    page.goto(f"{live_server.url}/_gallery/")
    return page


def answer(page: Page, *replies: dict) -> list[str]:
    """Answer what the page sends with `replies` in turn, the last one ever after."""
    sent, left = [], list(replies)

    def fulfil(route: Route) -> None:
        sent.append(route.request.post_data or "")
        reply = left.pop(0) if len(left) > 1 else left[0]
        route.abort() if reply == LOST else route.fulfill(**reply)

    page.route(SAVE, fulfil)
    return sent


SAVED = {"status": 200, "headers": {"X-Record-Version": "2"}, "body": "<p>Đã tính lại</p>"}
LOST: dict = {"lost": True}
BUSY = {"status": 503, "body": ""}
CONFLICT = {
    "status": 409,
    "content_type": "text/html; charset=utf-8",
    "body": """<div data-conflict data-version="9"><table><tr data-conflict-name="explanation"
        data-conflict-theirs="Của người khác"></tr></table>
        <button type="button" data-conflict-keep="mine">Giữ bản của tôi</button>
        <button type="button" data-conflict-keep="theirs">Lấy bản kia</button></div>""",
}


@pytest.mark.parametrize("width", [1280, 360])
def test_gallery_has_no_accessibility_violation(gallery, width):
    gallery.set_viewport_size({"width": width, "height": 800})

    violations = Axe().run(gallery).response["violations"]

    assert [violation["id"] for violation in violations] == []


def test_gallery_fits_a_narrow_phone(gallery):
    gallery.set_viewport_size({"width": 360, "height": 740})

    assert gallery.evaluate("document.documentElement.scrollWidth") == 360


def test_buttons_are_large_enough_for_a_thumb(gallery):
    gallery.set_viewport_size({"width": 360, "height": 740})

    boxes = [button.bounding_box() for button in gallery.locator("button:visible").all()]

    assert min(box["height"] for box in boxes) >= 44


def test_first_view_is_light(page, live_server, settings):
    settings.ROOT_URLCONF = gallery_urls.__name__
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: answer.body()}))

    page.goto(f"{live_server.url}/_gallery/", wait_until="networkidle")

    assert sum(len(brotli.compress(body)) for body in sizes.values()) <= MOST_BYTES
    assert any("sprite.svg" in url for url in sizes)


def test_strict_policy_blocks_nothing_of_ours(page, live_server, settings):
    settings.ROOT_URLCONF = gallery_urls.__name__
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/_gallery/", wait_until="networkidle")

    assert complaints == []


def test_menu_opens_and_closes_by_keyboard_on_a_phone(gallery):
    gallery.set_viewport_size({"width": 360, "height": 740})
    menu = gallery.get_by_role("navigation", name="Danh mục chính")
    expect(menu).to_be_hidden()

    gallery.get_by_role("button", name="Mở danh mục").press("Enter")
    expect(menu).to_be_visible()

    gallery.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_account_menu_opens_beside_the_name(gallery):
    gallery.locator(".user-menu summary").press("Enter")

    words = gallery.get_by_text("Vai trò: Chuyên viên Ban Dân vận")
    words.click(trial=True)  # nothing may lie over it

    expect(words).to_be_visible()


def test_dialog_is_modal_and_carries_the_version(gallery):
    gallery.get_by_role("button", name="Nộp hồ sơ").click()
    dialog = gallery.get_by_role("dialog", name="Nộp bản tự chấm điểm?")

    expect(dialog).to_be_visible()
    assert dialog.evaluate("box => box.matches(':modal')")
    assert dialog.locator("[name=version]").input_value() == "7"

    dialog.get_by_role("button", name="Không, quay lại").click()
    expect(dialog).to_be_hidden()


def test_dialog_opens_without_scripts(browser, live_server, settings):
    settings.ROOT_URLCONF = gallery_urls.__name__
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/_gallery/")

    page.get_by_role("button", name="Nộp hồ sơ").click()

    expect(page.get_by_role("heading", name="Nộp bản tự chấm điểm?")).to_be_visible()


def test_error_summary_takes_the_focus(gallery):
    expect(gallery.get_by_role("alert").filter(has_text="Chưa lưu được. Xin sửa")).to_be_focused()


def test_filter_chip_hides_the_other_rows(gallery):
    chip = gallery.locator("button[data-filter-chip=open]")

    chip.click()

    assert gallery.locator("tr[data-filter-tags]:visible").count() == 1
    assert chip.get_attribute("aria-pressed") == "true"


def test_autosave_says_when_it_saved_and_takes_the_new_version(gallery):
    sent = answer(gallery, SAVED)

    gallery.get_by_label(NOTE, exact=True).fill("Theo biên bản")
    expect(gallery.get_by_text("Đã tính lại")).to_be_visible()

    assert "Theo biên bản" in sent[0]
    assert gallery.locator("form[data-autosave] [name=version]").input_value() == "2"
    assert gallery.locator("form[data-autosave]").get_attribute("data-saving") == "saved"
    assert gallery.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("failure", [LOST, BUSY])
def test_autosave_tries_again_and_keeps_a_copy_meanwhile(gallery, failure):
    sent = answer(gallery, failure, SAVED)

    gallery.get_by_label(NOTE, exact=True).fill("Giữa thung lũng")
    expect(gallery.locator("form[data-autosave][data-saving=failed]")).to_be_visible()
    assert "Giữa thung lũng" in gallery.evaluate("Object.values(localStorage).join()")

    expect(gallery.locator("form[data-autosave][data-saving=saved]")).to_be_visible()
    assert len(sent) == 2
    assert gallery.evaluate("localStorage.length") == 0


def test_autosave_restores_what_was_never_sent(gallery):
    answer(gallery, LOST)
    gallery.get_by_label(NOTE, exact=True).fill("Chưa kịp gửi")
    expect(gallery.locator("form[data-autosave][data-saving=failed]")).to_be_visible()
    gallery.on("dialog", lambda dialog: dialog.accept())

    gallery.reload()

    expect(gallery.get_by_label(NOTE, exact=True)).to_have_value("Chưa kịp gửi")


def test_autosave_warns_before_leaving_with_unsent_changes(gallery):
    answer(gallery, LOST)
    warnings = []
    gallery.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))

    gallery.get_by_label(NOTE, exact=True).press_sequentially("dở dang")
    expect(gallery.locator("form[data-autosave][data-saving=failed]")).to_be_visible()
    gallery.reload()

    assert warnings == ["beforeunload"]


def test_autosave_sends_changes_in_order(gallery):
    sent = answer(gallery, SAVED)
    note = gallery.get_by_label(NOTE, exact=True)

    for text in ("một", "hai", "ba"):
        note.fill(text)
        note.dispatch_event("change")
    expect(gallery.locator("form[data-autosave][data-saving=saved]")).to_be_visible()
    gallery.wait_for_function("window.danvan.saved()")

    assert "ba" in sent[-1]
    assert 1 <= len(sent) <= 3


@pytest.mark.parametrize(
    ("choice", "kept"), [("Giữ bản của tôi", "Của tôi"), ("Lấy bản kia", "Của người khác")]
)
def test_conflict_lets_the_person_choose(gallery, choice, kept):
    sent = answer(gallery, CONFLICT, SAVED)
    form = gallery.locator("form[data-autosave]")

    gallery.get_by_label(NOTE, exact=True).fill("Của tôi")
    form.get_by_role("button", name=choice).click()
    expect(gallery.locator("form[data-autosave][data-saving=saved]")).to_be_visible()

    assert kept in sent[-1]
    assert 'name="version"\r\n\r\n9' in sent[-1]


def test_ended_session_is_announced_and_nothing_is_lost(gallery):
    answer(gallery, {"status": 401, "body": ""})

    gallery.get_by_label(NOTE, exact=True).fill("Phiên đã hết")

    expect(gallery.get_by_role("dialog", name="Phiên đăng nhập đã hết")).to_be_visible()
    assert "Phiên đã hết" in gallery.evaluate("Object.values(localStorage).join()")


def test_stale_token_is_renewed_and_the_form_sent_again(gallery):
    sent = answer(gallery, {"status": 403, "body": ""}, SAVED)

    gallery.get_by_label(NOTE, exact=True).fill("Đăng nhập lại ở thẻ khác")

    expect(gallery.locator("form[data-autosave][data-saving=saved]")).to_be_visible()
    assert len(sent) == 2


def test_hand_in_waits_for_what_was_just_typed(gallery):
    order = answer(gallery, SAVED)
    gallery.route(
        "**/_gallery/", lambda route: (order.append("handed in"), route.fulfill(body="ok"))
    )
    gallery.evaluate("document.querySelector('#submit-dialog form').action = location.href")
    gallery.get_by_label(NOTE, exact=True).press_sequentially("Gõ xong nộp ngay", delay=0)

    gallery.evaluate("document.querySelector('#submit-dialog form').requestSubmit()")
    expect(gallery.get_by_text("ok", exact=True)).to_be_visible()

    assert order[-1] == "handed in"
    assert "Gõ xong nộp ngay" in order[0]


def test_hand_in_is_held_back_once_when_nothing_arrives(gallery):
    answer(gallery, LOST)
    gallery.get_by_label(NOTE, exact=True).fill("Mất sóng")

    gallery.evaluate("document.querySelector('#submit-dialog form').requestSubmit()")

    expect(gallery.locator("#messages")).to_contain_text("Chưa gửi được")


def test_upload_sends_each_file_and_names_the_one_that_failed(gallery):
    sent = answer(gallery, SAVED)
    files = [
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        {"name": "rong.pdf", "mimeType": "application/pdf", "buffer": b""},
    ]

    gallery.get_by_label("Chọn tệp hoặc kéo thả vào đây", exact=False).first.set_input_files(files)

    expect(gallery.locator("[data-upload-list] li")).to_have_text(
        "rong.pdf Tệp rỗng (0 byte). Hãy chọn tệp khác."
    )
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("content", "verdict"),
    [(b"", "Đúng là văn bản đã ban hành"), (b"x", "Không trùng với văn bản đã ban hành")],
)
def test_file_is_compared_on_the_spot(gallery, content, verdict):
    file = {"name": "qd.pdf", "mimeType": "application/pdf", "buffer": content}

    gallery.locator("#hash-file").set_input_files(file)

    expect(gallery.get_by_text(verdict)).to_be_visible()
    assert gallery.locator("[data-hash-when]:visible").count() == 1
