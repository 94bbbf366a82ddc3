"""On a phone the long pages are folded: short, and the next thing to do stands open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assessments.appraisal_builders import make_opened
from tests.factories import make_assessment, make_editor, make_indicator, make_report
from tests.journeys.desks import session_cookie

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PAGES = ("sheet", "appraisal", "report")
FOLDED_ROW, OPEN_ROW, FIGURE = 120, 1800, 130  # the most pixels each may take
INDICATORS = 30


@pytest.fixture
def addresses(transactional_db, live_server) -> dict[str, tuple]:
    """Each long page with the whole communal set: its address and who works on it."""
    file = make_assessment(complete=True)
    for number in range(INDICATORS):
        name = f"Số cuộc đối thoại với Nhân dân ở thôn số {number}"
        make_indicator(file.criteria_set.organiser, f"so-{number}", name=name)
    report = make_report(file.round, file.unit, 1)
    for key, title in (("i", "Lãnh đạo, chỉ đạo"), ("ii", "Công tác dân vận của chính quyền")):
        report.sections.create(group_key=key, title=title)
    opened, officer = make_opened(complete=True)
    editor = make_editor(file.unit)
    return {
        "sheet": (file.get_absolute_url(), editor),
        "appraisal": (f"{opened.get_absolute_url()}tham-dinh/", officer),
        "report": (f"{report.get_absolute_url()}soan/", editor),
    }


@pytest.fixture
def visit(browser: Browser, live_server, addresses) -> Iterator:
    """Opens a long page by its name."""
    contexts = []

    def go(name: str, size: dict = PHONE, *, scripts: bool = True) -> Page:
        path, person = addresses[name]
        context = browser.new_context(
            viewport=size, java_script_enabled=scripts, reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


def heights(page: Page, selector: str) -> list[float]:
    return page.locator(selector).evaluate_all("all => all.map(e => e.offsetHeight)")


@pytest.mark.parametrize("name", ["sheet", "appraisal"])
def test_a_folded_criterion_takes_a_few_lines_and_one_stands_open(visit, name):
    page = visit(name)

    folded = heights(page, ".fold--row:not([open])")
    opened = heights(page, ".fold--row[open]")

    assert len(folded) > 30
    assert max(folded) <= FOLDED_ROW
    assert len(opened) == 1
    assert opened[0] <= OPEN_ROW
    # The rest of the page is no longer than all its criteria.
    assert page.evaluate("document.documentElement.scrollHeight") < 2 * sum([*folded, *opened])


def test_an_indicator_of_the_report_takes_three_lines(visit):
    page = visit("report")

    assert len(heights(page, ".report-figures tbody tr")) == INDICATORS
    assert max(heights(page, ".report-figures tbody tr")) <= FIGURE
    assert len(heights(page, ".report-part[open]")) == 1


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["sheet", "appraisal"])
def test_the_bar_leads_to_the_next_criterion_and_opens_it(visit, name, scripts):
    page = visit(name, scripts=scripts)
    line = page.locator(".fold--row[open] > summary")
    line.click()
    expect(line).to_have_count(0)

    page.get_by_role("link", name="Tiếp theo: I.1").click()

    expect(line).to_contain_text("I.1. ")
    expect(line).to_be_in_viewport(ratio=1)
    below = page.locator(".sheet-jump").bounding_box()
    assert line.bounding_box()["y"] >= below["y"] + below["height"]


def test_a_place_of_the_report_is_opened_by_its_address(visit):
    page = visit("report", scripts=False)

    page.goto(f"{page.url}#nhom-ii")

    expect(page.locator(".report-part[open]").get_by_label("Dự kiến quý sau")).to_be_in_viewport()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_folded_on_a_desk_or_on_paper(visit, name):
    page = visit(name, DESK)
    inside = page.locator(".fold .score-row, .fold > .card-body")

    for _ in ("screen", "print"):
        shown = inside.evaluate_all("all => all.map(e => e.checkVisibility())")
        assert shown
        assert all(shown)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 700, "height": 900})  # about a sheet of A4


@pytest.mark.parametrize("name", PAGES)
def test_what_has_the_focus_is_never_under_a_bar(visit, name):
    page = visit(name)

    places = [press(page, "Tab") for _ in range(90)]
    places += [press(page, "Shift+Tab") for _ in range(60)]

    assert len(set(places)) > 60
    assert [place for place in places if place.startswith("under")] == []


def press(page: Page, key: str) -> str:
    """What has the focus after the key, and whether one of the bars hides it whole."""
    page.keyboard.press(key)
    return page.evaluate("""() => {
      const focused = document.activeElement, box = focused.getBoundingClientRect();
      const bars = [...document.querySelectorAll(".sheet-total, .sheet-jump")];
      const isUnder = bars.some((bar) => {
        const { top, bottom } = bar.getBoundingClientRect();
        return !bar.contains(focused) && box.top >= top && box.bottom <= bottom;
      });
      const place = `${box.top + scrollY} ${focused.outerHTML.slice(0, 120)}`;
      return `${isUnder ? "under" : "seen"} ${place}`;
    }""")
