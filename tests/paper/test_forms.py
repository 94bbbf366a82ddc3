"""Forms of one unit: landscape pages, repeated head, totals, signatures, receipt."""

import re

import pytest

from core.pdf import render_pdf
from tests.paper import form_samples
from tests.paper.conftest import FORMS, printed_form
from tests.paper.reading import fonts, ink, page_count, phrase, text


@pytest.fixture(params=sorted(FORMS))
def form(request) -> bytes:
    return printed_form(request.param)


def test_landscape_pages_keep_their_margins(form):
    for page in range(1, page_count(form) + 1):
        box = ink(form, page)
        assert box.left == pytest.approx(20, abs=0.5)
        assert box.right <= 277 + 0.5
        assert box.top >= 30 - 0.5
        assert box.bottom <= 195 + 0.5


def test_form_fonts_are_tinos(form):
    assert {row[0].split("+")[1].split("-")[0] for row in fonts(form)} == {"Tinos"}


def test_pages_are_numbered_from_the_second(form):
    assert text(form, 1).startswith("HUYỆN UỶ YÊN THẾ")
    assert all(text(form, n).startswith(f"{n} ") for n in range(2, page_count(form) + 1))


def test_signatures_are_level_and_name_both_people(form):
    page = page_count(form)
    left, right = phrase(form, "Trần Thị B", page), phrase(form, "Nguyễn Văn A", page)

    assert left.top == pytest.approx(right.top, abs=0.3)
    assert phrase(form, "NGƯỜI LẬP", page).centre == pytest.approx(left.centre, abs=0.5)


def test_self_assessment_prints_each_criterion_once():
    printed = text(printed_form("self_assessment"))

    codes = re.findall(r"\b[IV]+\.\d\b", printed)

    assert len(codes) == len(set(codes)) == 36


def test_self_assessment_ends_with_total_class_and_receipt():
    printed = text(printed_form("self_assessment"))

    assert "TỔNG CỘNG 100,00 100,00 96,50" in printed
    assert "Dự kiến xếp loại: Xuất sắc." in printed
    assert "Biên nhận số TCD-2026-0012; nộp lúc 14 giờ 05 phút, ngày 25/11/2026" in printed
    assert form_samples.self_assessment()["receipt"]["hash"] in printed


def test_self_assessment_before_hand_in_has_no_receipt():
    context = form_samples.self_assessment() | {"receipt": None, "draft": True}

    assert "Biên nhận" not in text(
        render_pdf("assessments/documents/self_assessment.html", context)
    )


def test_table_head_is_repeated_on_pages_with_rows():
    pdf = printed_form("self_assessment")

    assert all("Số liệu, diễn giải" in text(pdf, page) for page in range(1, page_count(pdf)))


def test_appraisal_shows_vetoes_before_points_and_reasons_for_differences():
    printed = text(printed_form("appraisal_sheet"))

    assert printed.index("I- Điều kiện loại trừ") < printed.index("II- Điểm thẩm định")
    assert printed.count("chưa có chữ ký") == len(form_samples.GROUP_SIZES)
    assert "TỔNG CỘNG 100,00 100,00 96,50 -3,50" in printed
    assert "Xếp loại: Xuất sắc." in printed


def test_evidence_index_lists_and_counts_every_piece():
    printed = text(printed_form("evidence_index"))

    assert re.findall(r"MC\d\d", printed) == [f"MC{n:02d}" for n in range(1, 19)]
    assert "Danh mục gồm 18 minh chứng." in printed


def test_evidence_index_without_evidence_says_so():
    pdf = render_pdf("assessments/documents/evidence_index.html", form_samples.evidence_index(0))

    assert "Không có minh chứng." in text(pdf)


def test_explanation_of_5000_characters_flows_over_pages():
    context = form_samples.self_assessment()
    context["groups"][0]["rows"][0]["explanation"] = "dân vận khéo " * 385

    printed = text(render_pdf("assessments/documents/self_assessment.html", context))

    assert printed.count("khéo") >= 385
