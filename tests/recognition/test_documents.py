"""The decision's context in the three formats, and once as real paper."""

import subprocess
from datetime import date

import pytest

from assessments.documents.sheets import letterhead_on
from core.pdf import render_pdf
from organisation.models import Letterhead
from recognition import prefills
from recognition.documents.decisions import TEMPLATE, decision_content, decision_paper
from tests.factories import make_letterhead, make_settled_assessment, make_unit
from tests.recognition.conftest import details, drafted

CODE = "7Q2M9FX-A7Q2M9F-XA7Q2M9-FXA0110"


def content_of(organiser, units: int = 2, **changes) -> dict:
    for number in range(units):
        make_settled_assessment(organiser, name=f"Đảng bộ xã Số {number}", points=str(95 - number))
    entered = details(issued_on=date(2026, 12, 5), **changes)
    letterhead = Letterhead.objects.get(unit=organiser)
    return decision_content(drafted(organiser), entered, letterhead)


def test_party_paper(organiser):
    paper = decision_paper(content_of(organiser), code=CODE)

    assert paper["letterhead"]["number"] == "Số 07-QĐ/HU"
    assert paper["letterhead"]["dateline"] == "Yên Thế, ngày 05 tháng 12 năm 2026"
    assert paper["authority_line"] == "BAN THƯỜNG VỤ HUYỆN UỶ QUYẾT ĐỊNH"
    assert paper["articles"][0] == (
        "Công nhận 2 đơn vị đạt chuẩn “Dân vận khéo” năm 2026 (có danh sách tại Phụ lục kèm theo)."
    )
    assert paper["appendix"]["title"] == (
        "DANH SÁCH ĐƠN VỊ ĐƯỢC CÔNG NHẬN ĐẠT CHUẨN\n“DÂN VẬN KHÉO” NĂM 2026"
    )
    assert paper["appendix"]["attached"] == (
        "Kèm theo Quyết định số 07-QĐ/HU, ngày 05/12/2026 của Ban Thường vụ Huyện uỷ"
    )
    assert paper["verification"]["url"] == f"http://testserver/xac-minh/{CODE}/"


def test_one_unit_is_named_with_its_points_in_the_first_article(organiser):
    paper = decision_paper(content_of(organiser, units=1), code=CODE)

    assert paper["articles"][0] == (
        "Công nhận Đảng bộ xã Số 0 đạt chuẩn “Dân vận khéo” năm 2026"
        " (95,00 điểm, xếp loại Xuất sắc)."
    )


def test_entries_are_in_falling_order_with_commas(organiser):
    entries = content_of(organiser)["entries"]

    assert [(e["unit"], e["points"]) for e in entries] == [
        ("Đảng bộ xã Số 0", "95,00"), ("Đảng bộ xã Số 1", "94,00"),
    ]  # fmt: skip


def test_state_paper(organiser):
    Letterhead.objects.update(format="nd30", symbol="UBND")

    paper = decision_paper(content_of(organiser), code=CODE)

    assert paper["letterhead"]["number"] == "Số: 07/QĐ-UBND"
    assert paper["abstract"] == "Về việc công nhận đơn vị đạt chuẩn “Dân vận khéo” năm 2026"
    assert "DANH SÁCH ĐƠN VỊ ĐƯỢC CÔNG NHẬN ĐẠT CHUẨN" in paper["appendix"]["title"]


@pytest.mark.parametrize("format", ["hd05", "hd36", "nd30"])
def test_a_draft_leaves_number_and_day_open(organiser, format):
    Letterhead.objects.update(format=format)

    paper = decision_paper(content_of(organiser, number=None))

    printed = paper["letterhead"]["number"] + paper["letterhead"]["dateline"]
    assert not any(char.isdigit() for char in printed.replace("2026", ""))
    assert "số" not in paper["appendix"]["attached"].replace("Số", "")


@pytest.mark.parametrize(("day", "year"), [(date(2025, 1, 10), 2020), (date(2026, 5, 27), 2026)])
def test_the_letterhead_is_the_one_valid_on_the_day(organiser, day, year):
    Letterhead.objects.update(valid_to=date(2026, 5, 26))
    make_letterhead(organiser, valid_from=date(2026, 5, 27))

    assert letterhead_on(organiser, day).valid_from.year == year
    assert letterhead_on(organiser, date(2019, 12, 31)) is None


def test_the_proposer_is_known_by_its_symbol(organiser):
    make_settled_assessment(organiser)
    board = make_unit(organiser, kind="body", name="Ban Dân vận Huyện uỷ")
    make_letterhead(board, symbol="BDVHU", author="Ban Dân vận Huyện uỷ")
    decision, letterhead = drafted(organiser), Letterhead.objects.get(unit=organiser)

    grounds = prefills.default_grounds(decision, letterhead)

    assert grounds[-1].endswith(
        "của Ban Dân vận Huyện uỷ và Biên bản thẩm định số 03-BB/BDVHU, ngày 15/11/2026"
    )
    assert "Giao Ban Dân vận Huyện uỷ cấp" in prefills.default_duties(decision, letterhead)[0]


def test_state_paper_rests_on_the_law(organiser):
    Letterhead.objects.update(format="nd30")
    make_settled_assessment(organiser)

    grounds = prefills.default_grounds(drafted(organiser), Letterhead.objects.get())

    assert grounds[0] == "Căn cứ Luật Tổ chức chính quyền địa phương"


def test_the_printed_decision_shows_number_units_and_points(organiser, tmp_path):
    content = content_of(organiser)

    (tmp_path / "decision.pdf").write_bytes(
        render_pdf(TEMPLATE, decision_paper(content, code=CODE))
    )

    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "decision.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    for words in ("Số 07-QĐ/HU", "Đảng bộ xã Số 1", "94,00", "Công nhận 2 đơn vị", CODE[:9]):
        assert words in text


def test_hostile_names_are_printed_as_text(organiser):
    make_settled_assessment(organiser, name="<img src=x> & <script>alert(1)</script>")
    letterhead = Letterhead.objects.get(unit=organiser)
    content = decision_content(drafted(organiser), details(), letterhead)

    assert render_pdf(TEMPLATE, decision_paper(content, code=CODE)).startswith(b"%PDF")
