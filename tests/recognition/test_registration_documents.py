"""Papers of registration: their words, and once each as real paper; the list as Excel."""

import io
import subprocess
from datetime import date

import pytest
from openpyxl import load_workbook

from core.pdf import render_pdf
from organisation.models import Letterhead
from recognition.documents.notices import NoticeDetails, approved_models, notice
from recognition.documents.registrations import board_letterhead, model_list, unit_form
from recognition.exports import registrations_workbook
from tests.factories import (
    make_assessment,
    make_letterhead,
    make_model,
    make_registration,
    make_unit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    found = make_assessment()
    make_letterhead(found.round.organiser)
    return found


@pytest.fixture
def row(file):
    registration = make_registration(
        file, state="approved", title_sought="Xếp loại Tốt", pledge="Một.\nHai."
    )
    make_model(
        registration, "=Đường hoa", state="approved", place="Thôn Am", people="Ông An",
        starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 1), reason="Dân cần",
    )  # fmt: skip
    make_model(registration, "Bị từ chối", state="refused", decision_note="Trùng với đơn vị bạn")
    return registration


def board(file) -> Letterhead:
    body = make_unit(file.round.organiser, "body", "Ban Dân vận Huyện uỷ")
    return make_letterhead(
        body, parent_line="HUYỆN UỶ YÊN THẾ", issuer_line="BAN DÂN VẬN", symbol="BDVHU",
        author="Ban Dân vận Huyện uỷ", authority_line="", signatory_title="TRƯỞNG BAN",
        archive_line="Lưu Ban Dân vận",
    )  # fmt: skip


def announced(file, details: NoticeDetails, letterhead: Letterhead, **more) -> dict:
    return notice(file.round, approved_models(file.round), details, letterhead, **more)


def printed(template: str, context: dict) -> str:
    pdf = render_pdf(f"recognition/documents/{template}.html", context)
    out = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(out.stdout.decode().split())


def test_the_units_form_says_what_it_registers(row):
    form = unit_form(row)

    assert form["facts"][1]["value"] == "Xếp loại Tốt"
    assert form["pledge"] == ["Một.", "Hai."]
    assert not form["draft"]
    listed = {model["name"]: model for model in form["models"]}
    assert listed["=Đường hoa"]["targets"] == ["Số hộ tham gia: 40 hộ"]
    assert listed["=Đường hoa"]["period"] == "01/3/2026 – 01/12/2026"
    assert "Người nộp" in form["handed_in"]
    assert form["issuer"] == f"ĐẢNG UỶ{row.unit.name.removeprefix('Đảng bộ').upper()}"
    assert form["signatures"]["right"]["name"] == row.submitted_by.full_name


def test_who_typed_for_the_unit_does_not_sign_its_form(row):
    row.entered_on_behalf = True

    assert unit_form(row)["signatures"]["right"] == {
        "authority": "T/M ĐẢNG UỶ", "title": "BÍ THƯ", "name": "",
    }  # fmt: skip


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_is_with_the_unit_is_printed_as_a_draft(file, state):
    note = {"decision_note": "Bổ sung mục tiêu."} if state == "returned" else {}

    assert unit_form(make_registration(file, state=state, **note))["draft"]


def test_a_target_without_a_figure_leaves_room_for_it(row):
    model = row.model_registrations.get(name="=Đường hoa")
    model.targets.update(figure=None)

    (first, _second) = unit_form(row)["models"]
    assert "Số hộ tham gia: … hộ" in [*first["targets"], *_second["targets"]]


def test_the_list_holds_what_was_not_refused(file, row):
    listed = model_list(file.round)

    assert [unit["name"] for unit in listed["units"]] == [file.unit.name]
    assert listed["counts"] == {"units": 1, "models": 1, "fields": "Kinh tế: 1"}


def test_the_notice_is_the_boards_with_its_number(file, row):
    make_model(row, "Chờ duyệt", state="registered")
    letterhead = board(file)
    assert board_letterhead(file.round.organiser, date(2026, 6, 5)) == letterhead

    paper = announced(file, NoticeDetails(7, date(2026, 6, 5)), letterhead)

    assert paper["letterhead"]["number"] == "Số 07-TB/BDVHU"
    assert paper["letterhead"]["dateline"] == "Yên Thế, ngày 05 tháng 6 năm 2026"
    assert paper["counts"]["models"] == 1
    assert paper["appendix"]["attached"] == (
        "Kèm theo Thông báo số 07-TB/BDVHU, ngày 05/6/2026 của Ban Dân vận Huyện uỷ"
    )
    assert "Phê duyệt 1 mô hình, điển hình của 1 đơn vị" in paper["paragraphs"][1]


def test_number_and_day_may_be_left_to_be_written_by_hand(file, row):
    paper = announced(file, NoticeDetails(), board(file))

    assert paper["letterhead"]["number"] == "Số \u2003\u2003-TB/BDVHU"
    assert "ngày \u2003 tháng" in paper["letterhead"]["dateline"]
    assert paper["appendix"]["attached"] == "Kèm theo Thông báo của Ban Dân vận Huyện uỷ"


def test_state_paper_has_its_own_number_line(file, row):
    letterhead = board(file)
    letterhead.format = "nd30"

    numbered = announced(file, NoticeDetails(7, date(2026, 6, 5)), letterhead)
    blank = announced(file, NoticeDetails(), letterhead)

    assert numbered["letterhead"]["number"] == "Số: 07/TB-BDVHU"
    assert " số 07/TB-BDVHU, ngày" in numbered["appendix"]["attached"]
    assert blank["letterhead"]["number"].startswith("Số: ")


def test_without_a_body_of_its_own_the_organiser_announces(file):
    found = board_letterhead(file.round.organiser, date(2026, 6, 5))

    assert found.symbol == "HU"


def test_as_real_paper(file, row):
    form = printed("registration", unit_form(row))
    listed = printed("registered_models", model_list(file.round))
    told = printed("approval", announced(file, NoticeDetails(7, date(2026, 6, 5)), board(file)))

    assert "BẢN ĐĂNG KÝ" in form
    assert "Số hộ tham gia: 40 hộ" in form
    assert "DANH MỤC" in listed
    assert "Danh mục gồm 1 mô hình" in listed
    assert "THÔNG BÁO" in told
    assert "=Đường hoa" in told


def test_the_workbook_holds_text_and_never_a_formula(file, row):
    sheet = load_workbook(io.BytesIO(registrations_workbook(file.round))).active

    rows = {line[1].value: line for line in sheet.iter_rows(min_row=3)}
    assert rows["=Đường hoa"][1].data_type == "s"
    assert rows["=Đường hoa"][5].value == "Số hộ tham gia: 40 hộ"
    assert rows["Bị từ chối"][13].value == "Trùng với đơn vị bạn"
