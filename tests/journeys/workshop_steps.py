"""What the head of a board does in the workshop, by hand or by keyboard alone."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

FARTHEST = 150  # presses of the Tab key before a thing counts as out of reach
HERE = "thing => thing === document.activeElement"


class Mouse:
    """Points and clicks."""

    def press(self, page: Page, thing: Locator) -> None:
        thing.click()

    def choose_file(self, page: Page, box: Locator, file: Path) -> None:
        with page.expect_file_chooser() as chooser:
            box.click()
        chooser.value.set_files(file)


class Keyboard:
    """Goes from thing to thing with the Tab key, as somebody without a mouse does."""

    def reach(self, page: Page, thing: Locator) -> None:
        for _ in range(FARTHEST):
            if thing.evaluate(HERE):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{thing} is not reached with the Tab key")

    def press(self, page: Page, thing: Locator) -> None:
        self.reach(page, thing)
        page.keyboard.press("Enter")

    def choose_file(self, page: Page, box: Locator, file: Path) -> None:
        # Expected before the walk, so that the browser has heard of it when the key is pressed.
        with page.expect_file_chooser() as chooser:
            self.reach(page, box)
            page.keyboard.press("Space")
        chooser.value.set_files(file)


def write_criterion(page: Page, code: str, title: str, points: str) -> None:
    """From the form of a new criterion to its own page."""
    page.get_by_label("Mã", exact=True).fill(code)
    page.get_by_label("Tên tiêu chí").fill(title)
    page.get_by_label("Điểm tối đa").fill(points)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("heading", name=f"{code}. {title}")).to_be_visible()


def write_bands(page: Page, label: str, ratio: tuple[str, str], *bands: tuple[str, str]) -> Locator:
    """A first part by bands of a ratio, (lower bound, points) from the best down; the try-out."""
    page.get_by_label("Cách tính của phần điểm mới").select_option("share_bands")
    page.get_by_role("button", name="Thêm phần điểm").click()
    rule = page.locator("article.rule").last
    rule.get_by_label("Tên phần điểm").fill(label)
    rule.get_by_label("Số đạt được", exact=True).fill(ratio[0])
    rule.get_by_label("Trên tổng số", exact=True).fill(ratio[1])
    for number, (bound, points) in enumerate(bands):
        rule.get_by_label("Cận dưới (%)").nth(number).fill(bound)
        rule.get_by_label("Điểm", exact=True).nth(number).fill(points)
    expect(page.locator("[data-saving-indicator]")).to_have_attribute("data-state", "saved")
    return rule


def drag(page: Page, key: str, onto: str) -> None:
    """Take a criterion by its handle to just above another one, and let it go."""
    page.locator(f"#tieu-chi-{key} [data-reorder-handle]").hover()
    page.mouse.down()
    for below in (20, 4):  # the rows give way meanwhile: their places are looked up anew
        page.locator(f"#tieu-chi-{onto}").hover(position={"x": 50, "y": below})
    page.mouse.up()


def publish(page: Page, number: str) -> None:
    """From the editor into force, as an appendix to the document of that number."""
    page.get_by_role("link", name="Ban hành…").click()
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_role("button", name="Ban hành và in phụ lục").click()
    expect(page.get_by_text("Đã ban hành bộ tiêu chí và lưu phụ lục.")).to_be_visible()
