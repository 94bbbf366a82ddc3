"""Tables as they come: headers by other names, pasted paragraphs, workbooks of every kind."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.refusals import FileRefused
from core.text import fold
from criteria.imports.plain_tables.grid import grid_of_workbook
from criteria.imports.plain_tables.headers import role_of
from criteria.imports.plain_tables.pasting import pasted_rows
from tests import corpus
from tests.criteria.tables.samples import (
    SMALL,
    fixture_rows,
    pasted,
    read_pasted,
    read_workbook,
    saved,
    shape,
    told,
    workbook,
)


@pytest.mark.parametrize(
    ("role", "headers"),
    [
        ("code", "STT; TT; Số TT; Số thứ tự; Mục"),
        (
            "title",
            "Nội dung; Nội dung tiêu chí; Tiêu chí; Tên tiêu chí đánh giá; Nội dung chấm điểm",
        ),
        ("points", "Điểm; Điểm chuẩn; Điểm tối đa; Thang điểm; Số điểm; Điểm (tối đa); Mức điểm"),
        (
            "scoring",
            "Cách chấm; Cách chấm điểm; Hướng dẫn chấm; Hướng dẫn chấm điểm; Cách tính điểm",
        ),
        (
            "evidence",
            "Minh chứng; Tài liệu kiểm chứng; Tài liệu minh chứng; Hồ sơ, tài liệu kiểm chứng",
        ),
        ("other", "Điểm tự chấm; Điểm thẩm định; Ghi chú; Tự đánh giá"),
    ],
)
def test_columns_are_known_by_many_names(role, headers):
    for header in headers.split("; "):
        for written in (
            header,
            header.upper(),
            unicodedata.normalize("NFD", header),
            f" {header}\n",
        ):
            assert role_of(fold(written)) == role, header


def test_columns_stand_in_any_order_and_others_are_named():
    rows = [
        ("Điểm tự chấm", "Cách chấm", "Thang điểm", "Tiêu chí", "TT"),
        ("", "", 100, "A", "I"),
        ("", "Có kế hoạch: 100", 100, "Aa", 1),
    ]
    table = read_pasted(rows)

    assert shape(table) == {"I A 100": ["I.1 Aa 100"]}
    assert "Cột không dùng: “Điểm tự chấm”." in table.notices


def test_a_second_column_of_contents_explains_the_first():
    rows = [
        ("TT", "Tiêu chí", "Nội dung", "Điểm", "Minh chứng", "Hồ sơ minh chứng"),
        ("I", "A", "", 100, "", ""),
        (1, "Aa", "Yêu cầu cụ thể", 100, "Kế hoạch", "Sổ"),
    ]
    found = read_pasted(rows).definition.groups[0].criteria[0]

    assert (found.guidance, found.evidence_hint) == ("Yêu cầu cụ thể", "Kế hoạch")


def test_a_header_may_take_two_lines_and_be_numbered():
    rows = [
        ("STT", "Nội dung", "Điểm", "", "Cách chấm"),
        ("", "", "Chuẩn", "Tự chấm", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("I", "A", 100),
        (1, "Aa", 100),
    ]
    table = read_pasted(rows)

    assert shape(table) == {"I A 100": ["I.1 Aa 100"]}
    assert "Cột không dùng: “Điểm Tự chấm”." in table.notices


def test_a_header_repeated_on_the_next_page_is_passed_over():
    table = read_pasted([*SMALL[:4], SMALL[0], *SMALL[4:]])

    assert shape(table) == shape(read_pasted(SMALL))


class TestPasting:
    def test_cells_of_excel_with_line_breaks_stay_whole(self):
        text = 'TT\tNội dung\tĐiểm\tCách chấm\n1\t"Kế hoạch ""khéo""\nnăm"\t10\t"Có: 10\nKhông: 0"'
        assert pasted_rows(text)[1] == (2, ["1", 'Kế hoạch "khéo"\nnăm', "10", "Có: 10\nKhông: 0"])

    def test_quotation_marks_of_word_stay(self):
        text = 'TT\tNội dung\tĐiểm\n1\t"Dân vận khéo"\t10\n2\t"Khéo" ở cơ sở\t5'
        assert [cells[1] for _, cells in pasted_rows(text)[1:]] == [
            '"Dân vận khéo"',
            '"Khéo" ở cơ sở',
        ]

    def test_paragraphs_of_word_are_put_together_again(self):
        text = (
            "TT\tNội dung\tĐiểm\tCách chấm\tMinh chứng\r\n"
            "1\tKế hoạch\r\ncủa cấp uỷ\t10\tCó kế hoạch: 5\r\nCó báo cáo: 5\tKế hoạch\r\n"
            "2\tB\t5\tx\ty"
        )
        assert pasted_rows(text)[1:] == [
            (2, ["1", "Kế hoạch\ncủa cấp uỷ", "10", "Có kế hoạch: 5\nCó báo cáo: 5", "Kế hoạch"]),
            (5, ["2", "B", "5", "x", "y"]),
        ]

    def test_a_header_in_paragraphs_is_a_header(self):
        text = "TT\tNội dung\nđánh giá\tĐiểm\nchuẩn\tCách chấm\nI\tA\t10\t\n1\tAa\t10\tCó: 10"
        assert shape(read_pasted(text)) == {"I A 10": ["I.1 Aa 10"]}

    @given(st.text(alphabet='ab1I\t\n"\r.', max_size=60))
    def test_loses_no_words(self, text):
        found = "".join(cell for _, cells in pasted_rows(text) for cell in cells)
        assert [c for c in found if c in "ab1I."] == [c for c in text if c in "ab1I."]

    @given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=12))
    def test_whatever_is_pasted_is_read_or_refused(self, rows):
        try:
            table = read_pasted([SMALL[0], *rows])
        except FileRefused:
            return
        assert bool(table.problems) == (table.definition is None)


class TestWorkbooks:
    def test_mean_the_same_as_what_was_pasted(self):
        assert shape(read_workbook(workbook(fixture_rows()))) == shape(read_pasted(fixture_rows()))

    def test_with_merged_cells_hidden_rows_and_a_hidden_sheet_in_front(self):
        book = Workbook()
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("Bộ tiêu chí")
        rows = [
            ("BỘ TIÊU CHÍ NĂM 2027",),
            SMALL[0],
            ("I. Lãnh đạo (100 điểm)",),
            (1, "Kế hoạch", 100, "Có kế hoạch: 40"),
            (None, None, None, "Có báo cáo: 60"),
        ]
        for row in rows:
            sheet.append(list(row))
        for area in ("A1:E1", "A3:E3", "A4:A5", "B4:B5", "C4:C5"):
            sheet.merge_cells(area)
        sheet.row_dimensions[5].hidden = True

        table = read_workbook(saved(book))

        assert shape(table) == {"I Lãnh đạo 100": ["I.1 Kế hoạch 100"]}
        assert len(table.definition.groups[0].criteria[0].parts) == 2
        assert table.notices[0].startswith("Đã đọc trang tính “Bộ tiêu chí”")

    def test_with_numbers_as_text_and_decomposed_letters(self):
        rows = [
            [unicodedata.normalize("NFD", str(c)) if c is not None else None for c in row]
            for row in SMALL
        ]
        assert shape(read_workbook(workbook(rows))) == shape(read_pasted(SMALL))

    def test_keep_markup_as_words(self):
        rows = [*SMALL[:2], (1, "<script>alert(1)</script>", 10, "=cmd|' /C calc'!A0"), *SMALL[3:]]
        assert told(read_workbook(workbook(rows))) == [
            "Bảng!D3: Ô có công thức. Hãy thay bằng giá trị (Paste Values)."
        ]

    def test_with_thousands_of_columns_are_refused(self):
        with pytest.raises(FileRefused, match="quá lớn"):
            grid_of_workbook(io.BytesIO(workbook([list(range(2000))])))

    @pytest.mark.parametrize(
        "name",
        [n for n, c in corpus.EVIDENCE.items() if c.name == "a.xlsx" and c.code and not c.is_slow],
    )
    def test_that_are_hostile_are_refused(self, name):
        case = corpus.EVIDENCE[name]
        with pytest.raises(FileRefused) as caught:
            read_workbook(case.make())
        assert caught.value.code == case.code

    @pytest.mark.parametrize(
        "content",
        [b"STT;Noi dung;Diem", b"\xd0\xcf\x11\xe0" + b"x" * 600, corpus.docx(), b"PK\x03\x04"],
        ids=["csv", "xls-or-encrypted", "docx-renamed", "cut"],
    )
    def test_of_another_kind_are_refused(self, content):
        with pytest.raises(FileRefused):
            read_workbook(content)


def test_what_was_pasted_may_be_pasted_again():
    assert pasted_rows(pasted(SMALL))[1][1] == ["I", "Lãnh đạo, chỉ đạo", "40", "", ""]
