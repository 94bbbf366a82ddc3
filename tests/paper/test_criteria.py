"""A criteria set on paper: the appendix to its guiding document, the form to fill in by hand."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.db import transaction
from pypdf import PdfReader

from core.pdf import render_pdf
from criteria.definitions import definition_of
from criteria.documents import APPENDIX, BLANK_FORM, Guidance, appendix, blank_form
from tests.factories import make_district, make_draft_set, make_letterhead, set_document
from tests.paper.reading import fonts, ink, page_count, phrase, text

GUIDANCE = Guidance(
    "Hướng dẫn", "05-HD/BDVHU", date(2026, 6, 15), "Ban Dân vận Huyện uỷ Yên Thế"
)  # fmt: skip
BASIS = (
    "Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương",
    "Luật Thực hiện dân chủ ở cơ sở năm 2022",
)
FORMATS = {"hd05": "PHỤ LỤC", "hd36": "PHỤ LỤC", "nd30": "Phụ lục"}


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker) -> Iterator[dict[str, bytes]]:
    """Both papers of the complete set of the communes, printed once."""
    with django_db_blocker.unblock(), transaction.atomic():
        district = make_district()
        make_letterhead(district)
        draft = make_draft_set(district, _document())
        definition = definition_of(draft)
        yield {
            "appendix": render_pdf(APPENDIX, appendix(draft, definition, GUIDANCE)),
            "draft": render_pdf(APPENDIX, appendix(draft, definition)),
            "form": render_pdf(BLANK_FORM, blank_form(draft, definition)),
        }
        transaction.set_rollback(True)


@pytest.fixture(params=["appendix", "draft", "form"])
def paper(papers, request) -> bytes:
    return papers[request.param]


def _document() -> dict:
    document = set_document()
    document["groups"][0]["criteria"][0]["legal_basis"] = "Điều 11 Luật Thực hiện dân chủ ở cơ sở"
    document["basis"] = list(BASIS)
    return document


def test_pages_keep_their_margins(papers):
    for pdf in (papers["appendix"], papers["form"]):
        for page in (1, 2, page_count(pdf)):
            box = ink(pdf, page)
            assert box.left == pytest.approx(20, abs=0.6)
            assert box.right <= 277 + 0.5
            assert box.top >= 30 - 0.5
            assert box.bottom <= 195 + 0.5


def test_fonts_are_tinos(paper):
    assert {row[0].split("+")[1].split("-")[0] for row in fonts(paper)} == {"Tinos"}


def test_papers_are_tagged_vietnamese_pdf_a_2a_without_the_moment_of_printing(paper):
    reader = PdfReader(BytesIO(paper))
    catalogue = reader.trailer["/Root"]

    assert catalogue["/Lang"] == "vi"
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="2" pdfaid:conformance="A"' in metadata
    assert reader.metadata.title
    assert reader.metadata.creation_date is None


def test_the_heading_names_the_guiding_document(papers):
    first = text(papers["appendix"], 1)

    assert first.startswith(
        "PHỤ LỤC BỘ TIÊU CHÍ ĐÁNH GIÁ ĐẢNG BỘ XÃ, THỊ TRẤN “DÂN VẬN KHÉO” NĂM 2026"
        " (Kèm theo Hướng dẫn số 05-HD/BDVHU, ngày 15/6/2026 của Ban Dân vận Huyện uỷ Yên Thế)"
        " -----"
    )


@pytest.mark.parametrize("line", ["PHỤ LỤC", "-----"])
def test_the_heading_is_centred_on_the_text(papers, line):
    assert phrase(papers["appendix"], line).centre == pytest.approx(148.5, abs=0.5)


def test_pages_are_numbered_from_the_second(papers):
    pdf = papers["appendix"]

    assert all(text(pdf, n).startswith(f"{n} ") for n in range(2, page_count(pdf) + 1))


def test_the_table_head_is_repeated_while_the_table_lasts(papers):
    pdf = papers["appendix"]
    pages = [n for n in range(1, page_count(pdf) + 1) if re.search(r"\bV?I*\.\d\b", text(pdf, n))]

    assert len(pages) > 3
    assert all("Cách chấm điểm" in text(pdf, page) for page in pages)


def test_every_criterion_stands_once_with_group_totals(papers):
    printed = text(papers["appendix"])

    codes = re.findall(r"(?<![\w.])[IV]+\.\d\b", printed)
    assert len(codes) == len(set(codes)) == 36
    assert printed.count("Tối thiểu 50 % số điểm của nhóm") == 7
    assert "TỔNG CỘNG 100,00" in printed
    assert printed.index("TỔNG CỘNG") < printed.index("Điểm thưởng")
    assert "Căn cứ: Điều 11 Luật Thực hiện dân chủ ở cơ sở" in text(
        papers["appendix"], order="-raw"
    )


def test_vetoes_and_classes_follow(papers):
    printed = text(papers["appendix"])

    parts = ["I- Tiêu chí và điểm", "II- Điều kiện loại trừ", "III- Xếp loại"]
    places = [printed.index(part) for part in parts]
    assert places == sorted(places)
    assert "Điểm thưởng cộng ngoài thang điểm chung, tổng cộng không quá 5,00 điểm." in printed
    assert re.search(r"Xuất sắc 90,00 70 % Có", printed)


def test_the_table_of_classes_stays_on_one_page(papers):
    pdf = papers["appendix"]
    pages = [page for page in range(1, page_count(pdf) + 1) if "Chưa đạt" in text(pdf, page)]

    assert "III- Xếp loại" in text(pdf, pages[-1])


@pytest.mark.parametrize("name", ["appendix", "form"])
def test_the_grounds_of_the_set_stand_each_on_its_own_line(papers, name):
    printed = text(papers[name], order="-raw")

    assert f"Căn cứ: - {BASIS[0]}; - {BASIS[1]}." in printed


def test_the_form_does_not_sign_on_a_page_of_its_own(papers):
    assert BASIS[1] in text(papers["form"], page_count(papers["form"]))


def test_a_draft_is_marked_and_leaves_the_number_open(papers):
    pdf = papers["draft"]
    # Turned text comes letter by letter; this letter of "DỰ THẢO" stands nowhere else.
    assert all("Ự" in text(pdf, page) for page in range(1, page_count(pdf) + 1))
    assert "Ự" not in text(papers["appendix"])
    assert "(Kèm theo …………… số ……………, ngày …… của ……………)" in text(pdf, 1)


def test_equal_content_gives_equal_bytes(papers, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        district = make_district("Huyện uỷ Yên Thế")
        make_letterhead(district)
        draft = make_draft_set(district, _document())
        again = render_pdf(APPENDIX, appendix(draft, definition_of(draft), GUIDANCE))
        transaction.set_rollback(True)

    assert again == papers["appendix"]


def test_the_form_leaves_room_for_facts_and_points(papers):
    printed = text(papers["form"], order="-raw")

    assert "Số chi bộ đã được quán triệt: ……………" in printed
    assert re.search(r"□\s*Có\s+□\s*Không", printed)
    assert "Do cơ quan thẩm định chấm." in printed
    assert "Hệ thống tự tính." in printed
    assert re.search(r"□\s*Không phát sinh, vì: ……………", printed)


def test_the_form_ends_with_two_signatures_on_one_line(papers):
    pdf = papers["form"]
    page = page_count(pdf)

    left, right = phrase(pdf, "NGƯỜI LẬP", page), phrase(pdf, "THỦ TRƯỞNG ĐƠN VỊ", page)
    assert left.top == pytest.approx(right.top, abs=0.3)


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_the_label_follows_the_format_of_the_day(format):
    district = make_district()
    make_letterhead(district, format=format)
    draft = make_draft_set(district)

    context = appendix(draft, definition_of(draft), GUIDANCE)
    printed = text(render_pdf(APPENDIX, context), 1)

    assert printed.startswith(FORMATS[format])
    assert "(Kèm theo Hướng dẫn số 05-HD/BDVHU, ngày 15/6/2026" in printed


@pytest.mark.django_db
def test_a_criterion_as_long_as_can_be_flows_over_pages():
    district, document = make_district(), _document()
    document["groups"][0]["criteria"][0]["scoring"] = "dân vận khéo " * 800
    draft = make_draft_set(district, document)

    printed = text(render_pdf(APPENDIX, appendix(draft, definition_of(draft))))

    assert printed.count("khéo") >= 800
