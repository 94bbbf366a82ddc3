"""No figure is typed twice: reports fill the sheet, the unit corrects, the appraiser sees both."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.actions import appraisals
from assessments.models import Evidence, IndicatorValue
from tests.assessments.acting import hand_in, score_of
from tests.assessments.appraisal_builders import officer_of
from tests.assessments.conditional_files import make_file
from tests.factories import make_editor, make_head, make_indicator, make_report, small_document
from tests.journeys.sheet_steps import enter, points, row, saving

PHONE = {"width": 360, "height": 740}
REASON = "Quý IV đã có thêm một cuộc, chưa đến hạn báo cáo."
DIALOGUES = "Số cuộc đối thoại"


def violations(page: Page) -> list[str]:
    """What axe finds."""
    return [found["id"] for found in Axe().run(page).response["violations"]]


def reported_file():
    """A file whose unit has reported 1 + 0 dialogues and sent a record of one of them."""
    document = small_document()
    talks = document["groups"][1]["criteria"][0]["parts"][0]["parameters"]
    talks["sources"] = {"meetings": "indicator_year:doi-thoai"}
    file = make_file(document)
    indicator, sender = make_indicator(file.round.organiser), make_head(file.unit)
    for quarter, value in ((1, 1), (2, 0)):
        report = make_report(file.round, file.unit, quarter, sent_at=timezone.now(), by=sender)
        IndicatorValue.objects.create(report=report, indicator=indicator, value=value)
    Evidence.objects.create(
        assessment=file, code="MC01", title="Biên bản đối thoại", url="https://example.org/1",
        report=report, indicator=indicator, added_by=sender,
    )  # fmt: skip
    return file


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_a_figure_of_the_reports_is_filled_in_corrected_and_given_back(desks, size):
    desks.watch.expect("422")
    file = reported_file()
    page = desks.sit(make_editor(file.unit), file.get_absolute_url())
    if size:
        page.set_viewport_size(size)
    place = row(page, "II.1")

    expect(place.get_by_label(DIALOGUES, exact=True)).to_have_value("1")
    expect(place).to_contain_text("Điền sẵn từ số liệu trong năm: Quý I 1 + II 0")
    expect(points(page, "II.1")).to_contain_text("10,00 / 20,00")
    expect(page.get_by_label("Trạng thái hồ sơ")).to_contain_text(
        "20,00 trong 100 điểm đã được điền sẵn"
    )

    enter(page, "II.1", DIALOGUES, "2", status=422)
    expect(place).to_contain_text("Số liệu trong năm là 1. Nếu sửa, ghi lý do")
    assert violations(page) == []
    with saving(page):
        place.get_by_label("Lý do sửa").fill(REASON)
    expect(place).to_contain_text(f"Đơn vị sửa, lý do: {REASON}")
    expect(points(page, "II.1")).to_contain_text("20,00 / 20,00")
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= (size or {"width": 1280})["width"]
    )

    with saving(page):
        place.get_by_role("button", name="Dùng lại số liệu của hệ thống").click()
    expect(place.get_by_label(DIALOGUES, exact=True)).to_have_value("1")
    expect(place).to_contain_text("Điền sẵn từ số liệu trong năm")
    expect(points(page, "II.1")).to_contain_text("10,00 / 20,00")
    assert score_of(file, "II.1").corrections == {}


def test_evidence_of_the_year_is_attached_with_one_click(desks):
    file = reported_file()
    page = desks.sit(make_editor(file.unit), file.get_absolute_url())
    place = row(page, "II.1")

    expect(place).to_contain_text("Minh chứng đã gửi trong năm (quý II): MC01 Biên bản đối thoại")
    place.get_by_role("button", name="Gắn vào tiêu chí").click()

    expect(place.get_by_role("button", name="Gỡ MC01")).to_be_visible()
    expect(place.get_by_role("button", name="Gắn vào tiêu chí")).to_have_count(0)


def test_without_scripts_a_correction_works_and_an_empty_box_takes_the_figure_back(desks):
    file = reported_file()
    page = desks.sit(make_editor(file.unit), file.get_absolute_url(), java_script_enabled=False)
    place = row(page, "II.1")

    place.get_by_label(DIALOGUES, exact=True).fill("2")
    place.get_by_text("Sửa số liệu này").click()
    place.get_by_label("Lý do sửa").fill(REASON)
    place.get_by_role("button", name="Lưu").click()
    expect(row(page, "II.1")).to_contain_text(f"Đơn vị sửa, lý do: {REASON}")

    row(page, "II.1").get_by_label(DIALOGUES, exact=True).fill("")
    row(page, "II.1").get_by_role("button", name="Lưu").click()
    expect(row(page, "II.1").get_by_label(DIALOGUES, exact=True)).to_have_value("1")
    expect(row(page, "II.1")).not_to_contain_text("Đơn vị sửa")


def test_the_appraiser_picks_out_what_the_unit_corrected(desks):
    desks.watch.expect("422")
    file = reported_file()
    unit = desks.sit(make_editor(file.unit), file.get_absolute_url())
    enter(unit, "II.1", DIALOGUES, "2", status=422)
    with saving(unit):
        row(unit, "II.1").get_by_label("Lý do sửa").fill(REASON)
    hand_in(file)
    officer = officer_of(file)
    appraisals.open_file(file, by=officer)

    page = desks.sit(officer, reverse("assessments:appraisal", args=[file.pk]))
    page.get_by_role("button", name="Có sửa số liệu hệ thống 1").click()

    place = row(page, "II.1")
    expect(row(page, "I.1")).to_be_hidden()
    expect(place).to_contain_text(f"Đơn vị sửa, lý do: {REASON}")
    expect(place).to_contain_text("Số liệu trong năm: 1 (Quý I 1 + II 0 (chưa có quý III, IV) = 1)")
    assert violations(page) == []
