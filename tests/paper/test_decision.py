"""The decision against the rules of form: HD 05-HD/VPTW, HD 36-HD/VPTW and NĐ 30/2020/NĐ-CP."""

import re
import unicodedata

import pytest
import segno

from core.pdf import render_pdf
from tests.paper import samples
from tests.paper.conftest import DECISION, printed_decision
from tests.paper.reading import (
    MILLIMETRES,
    Box,
    fonts,
    ink,
    longest_rule,
    page_count,
    phrase,
    picture,
    text,
)

TOLERANCE = 0.5  # mm


def test_decision_of_25_units_has_one_page_and_an_appendix_of_two(decision):
    assert page_count(decision) == 3


@pytest.mark.parametrize(
    "line",
    [
        "ĐẢNG BỘ TỈNH BẮC GIANG ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 07-QĐ/HU",
        "Yên Thế, ngày 05 tháng 12 năm 2026",
        "QUYẾT ĐỊNH công nhận đơn vị đạt chuẩn “Dân vận khéo” năm 2026 -----",
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "số 03-BB/BDVHU, ngày 25/11/2026. BAN THƯỜNG VỤ HUYỆN UỶ QUYẾT ĐỊNH",
        "Điều 1. Công nhận 25 đơn vị",
        "- Như Điều 3;",
        "- Lưu Văn phòng Huyện uỷ.",
        "danvan.example.vn/k/7Q2M-9FXA",
    ],
)
def test_first_page_says(decision, line):
    assert line in text(decision, 1)


@pytest.mark.parametrize("sheet", [1, 2, 3])
def test_ink_keeps_the_margins(decision, sheet):
    box = ink(decision, sheet)

    assert box.left == pytest.approx(30, abs=TOLERANCE)
    assert box.right == pytest.approx(195, abs=TOLERANCE)
    assert box.top == pytest.approx(20, abs=1.7)  # a line of text stands in its line height
    assert box.bottom <= 277 + TOLERANCE


def test_title_has_a_rule_exactly_as_long(decision):
    title = phrase(decision, "ĐẢNG CỘNG SẢN VIỆT NAM")
    below = Box(title.left - 5, title.bottom - 1, title.right + 5, title.bottom + 1.5)

    rule = longest_rule(decision, below)

    assert rule.left == pytest.approx(title.left, abs=TOLERANCE)
    assert rule.right == pytest.approx(title.right, abs=TOLERANCE)


def test_recipients_rule_leaves_out_the_colon(decision):
    words = phrase(decision, "Nơi nhận:")
    below = Box(words.left - 2, words.bottom - 1, words.right + 5, words.bottom + 1.5)

    assert longest_rule(decision, below).right < words.right - 0.8


def test_blocks_stand_where_the_official_sheet_has_them(decision):
    issuer, number = phrase(decision, "HUYỆN UỶ YÊN THẾ"), phrase(decision, "Số 07-QĐ/HU")
    title = phrase(decision, "ĐẢNG CỘNG SẢN VIỆT NAM")
    authority = phrase(decision, "T/M BAN THƯỜNG VỤ")

    assert number.centre == pytest.approx(issuer.centre, abs=TOLERANCE)
    assert title.centre == pytest.approx(155, abs=1)
    assert authority.centre == pytest.approx(155, abs=1)


def test_title_lines_are_centred_on_the_text(decision):
    for words in ("công nhận đơn vị đạt chuẩn “Dân vận khéo” năm 2026", "-----"):
        assert phrase(decision, words).centre == pytest.approx(112.5, abs=TOLERANCE)


def test_signature_has_room_for_the_seal(decision):
    gap = phrase(decision, "Nguyễn Văn A").top - phrase(decision, "PHÓ BÍ THƯ").top

    assert gap == pytest.approx(42, abs=1.5)
    assert phrase(decision, "Nguyễn Văn A").centre == pytest.approx(155, abs=1)


def test_recipients_stand_level_with_the_authority(decision):
    left, right = phrase(decision, "Nơi nhận:"), phrase(decision, "T/M BAN THƯỜNG VỤ")

    assert left.left == pytest.approx(30, abs=TOLERANCE)
    assert left.top == pytest.approx(right.top, abs=1)


def test_body_lines_are_exactly_19_points_apart(decision):
    first = phrase(decision, "Căn cứ Quy chế làm việc").top

    assert phrase(decision, "nhiệm kỳ 2025").top - first == pytest.approx(19 * 25.4 / 72, abs=0.05)


def test_page_number_only_from_the_second_page_of_each_part(decision):
    assert text(decision, 1).startswith("ĐẢNG BỘ TỈNH")
    assert text(decision, 2).startswith("PHỤ LỤC")
    assert text(decision, 3).startswith("2 Điểm Ghi TT Đơn vị")


def test_page_number_stands_10_mm_from_the_top_edge(decision):
    number = picture(decision, 3).crop((0, 0, round(210 / MILLIMETRES), round(15 / MILLIMETRES)))
    left, top, right, bottom = number.point(lambda grey: 255 if grey < 128 else 0).getbbox()

    assert top * MILLIMETRES == pytest.approx(8.1, abs=0.3)
    assert bottom * MILLIMETRES == pytest.approx(11.4, abs=0.3)
    assert (left + right) / 2 * MILLIMETRES == pytest.approx(112.5, abs=TOLERANCE)


def test_every_font_is_tinos_and_embedded(decision):
    rows = fonts(decision)

    assert {row[0].split("+")[1].split("-")[0] for row in rows} == {"Tinos"}
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)  # embedded, subset, unicode


def test_article_1_counts_the_rows_of_the_appendix(decision):
    count = int(re.search(r"Điều 1\. Công nhận (\d+) đơn vị", text(decision, 1))[1])

    rows = re.findall(r"\d\d,\d\d (?:Xuất sắc|Tốt)", text(decision, 2) + text(decision, 3))

    assert len(rows) == count == 25


def test_table_head_is_repeated_on_each_page_of_the_appendix(decision):
    for page in (2, 3):
        assert "TT Đơn vị Mô hình thẩm Xếp loại" in text(decision, page)


def test_one_unit_is_named_in_article_1_without_appendix():
    pdf = printed_decision(1)

    assert page_count(pdf) == 1
    assert "Điều 1. Công nhận Đảng bộ xã An Thượng 1 đạt chuẩn" in text(pdf)
    assert "PHỤ LỤC" not in text(pdf)


def test_hd05_says_what_the_appendix_belongs_to_and_counts_its_pages_anew(decision):
    attached = "(Kèm theo Quyết định số 07-QĐ/HU, ngày 05/12/2026"

    assert attached in text(decision, 2)


def test_hd36_differs_in_marks_appendix_and_page_numbers():
    pdf = printed_decision(25, "hd36")

    assert " Căn cứ Điều lệ Đảng" in text(pdf, 1)
    assert "; - Căn cứ" not in text(pdf, 1)
    assert "số 03-BB/BDVHU, ngày 25/11/2026, BAN" in text(pdf, 1)
    assert "- Như Điều 3," in text(pdf, 1)
    assert "Kèm theo" not in text(pdf, 2)
    assert text(pdf, 2).startswith("2 PHỤ LỤC")
    assert text(pdf, 3).startswith("3 Điểm Ghi TT Đơn vị")


def test_state_format_has_the_country_colon_and_roman_style_marks():
    pdf = printed_decision(3, "nd30")

    page = text(pdf, 1)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "Độc lập - Tự do - Hạnh phúc" in page
    assert "Số: 07/QĐ-UBND" in page
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in page
    assert ink(pdf, 1).right == pytest.approx(195, abs=1.5)


def test_draft_is_marked_on_every_page():
    pdf = render_pdf(DECISION, samples.decision() | {"draft": True})

    assert all("DỰ THẢO" in _straight(text(pdf, page)) for page in (1, 2, 3))
    assert "DỰ THẢO" not in _straight(text(printed_decision()))


def _straight(words: str) -> str:
    """Turned text comes letter by letter between other words: compare what letters there are."""
    return "DỰ THẢO" if "Ự" in words and "Ả" in words and "D" in words else words


def test_decomposed_text_prints_composed():
    context = samples.decision(1) | {"abstract": "Ườ Ễ Ộ Ữ ườ ễ ộ ữ"}
    decomposed = context | {"abstract": unicodedata.normalize("NFD", context["abstract"])}

    assert render_pdf(DECISION, decomposed) == render_pdf(DECISION, context)
    assert "Ườ Ễ Ộ Ữ ườ ễ ộ ữ" in text(render_pdf(DECISION, context))


def test_same_input_gives_the_same_bytes(decision):
    assert render_pdf(DECISION, samples.decision()) == decision


def test_markup_in_any_field_is_printed_as_typed(decision):
    payload = '<img src="http://127.0.0.1:9/x"><style>p{color:red}</style>'
    context = samples.decision(2) | {"abstract": payload, "recipients": [payload]}
    context["articles"] = [payload]
    context["entries"] = [row | {"unit": payload, "note": payload} for row in context["entries"]]

    printed = text(render_pdf(DECISION, context), order="-raw").replace(" ", "")

    assert printed.count(payload.replace(" ", "")) == 7


def test_long_fields_flow_on(decision):
    context = samples.decision(2)
    context["entries"][0]["unit"] = "Đảng bộ xã " * 600
    context["articles"][1] = "Không có chỗ ngắt" + "x" * 500 + " " + "dân vận " * 900

    pdf = render_pdf(DECISION, context)

    assert page_count(pdf) >= 5
    assert all(ink(pdf, page).right <= 195 + TOLERANCE for page in range(1, page_count(pdf) + 1))


def test_qr_code_on_paper_is_the_code_of_the_address(decision):
    assert modules_on_paper(decision) == expected_modules()


def modules_on_paper(pdf: bytes) -> list[list[bool]]:
    """The dark and light squares of the only picture left of the signature."""
    top = phrase(pdf, "Lưu Văn phòng Huyện uỷ.").bottom + 1
    page, edges = picture(pdf, 1), (25, top, 50, top + 24)
    crop = page.crop(tuple(round(edge / MILLIMETRES) for edge in edges))
    code = crop.crop(crop.point(lambda grey: 255 if grey < 128 else 0).getbbox())
    size = len(expected_modules())
    step = code.width / size
    centres = [int((index + 0.5) * step) for index in range(size)]
    return [[code.getpixel((x, y)) < 128 for x in centres] for y in centres]


def expected_modules() -> list[list[bool]]:
    """What the code of the sample's address looks like."""
    return [
        [bool(dark) for dark in row] for row in segno.make(samples.VERIFY_URL, error="m").matrix
    ]
