"""Workbooks of several sheets: read in one child, and written for people to fill in."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.spreadsheets import (
    Card,
    CardSheet,
    Column,
    FileRefused,
    Problem,
    Sheet,
    Table,
    read_sheets,
    write_workbook,
)
from tests import corpus

NAME = Column("name", "Tên", required=True, max_length=20, note="Tên đầy đủ.")
KIND = Column("kind", "Loại", "choice", choices={"Một, hai": 1, "Ba": 3}, note="Chọn.")
CHANGE = Column("change", "Tăng giảm", "number", may_be_negative=True)
KEY = Column("key", "Khoá", is_locked=True)
COLUMNS = [NAME, KIND, CHANGE, KEY]
TABLE = Table("Bảng", COLUMNS)
CARD = Card("Thẻ", [NAME, Column("more", "Thêm", may_be_absent=True)])


def book_of(*sheets):
    return write_workbook(sheets)


def table(*rows, title="Bảng"):
    return Sheet(title, COLUMNS, rows, is_editable=True)


def card(*values):
    return CardSheet("Thẻ", CARD.fields, values)


def reading(content, *layouts, **limits):
    return read_sheets(io.BytesIO(content), layouts, **limits)


def opened(content):
    return load_workbook(io.BytesIO(content))


class TestReading:
    def test_tables_and_cards_of_one_file(self):
        content = book_of(card("Tân Sỏi", "x"), table(["a", "Ba", Decimal("-1.5"), "k"]))
        found = reading(content, TABLE, CARD)

        (row,), (one,) = found.records("Bảng"), found.records("Thẻ")
        assert row.values == {"name": "a", "kind": 3, "change": Decimal("-1.5"), "key": "k"}
        assert one.values == {"name": "Tân Sỏi", "more": "x"}
        assert (row.cells["change"], one.cells["more"]) == ("C2", "B3")
        assert found.problems == found.remarks == []

    @pytest.mark.parametrize("typed", ["-1,5", "−1,5", -1.5])
    def test_a_negative_number_where_it_may_be(self, typed):
        assert reading(book_of(table(["a", "", typed, ""])), TABLE).records("Bảng")[0].values[
            "change"
        ] == Decimal("-1.5")

    def test_a_row_of_locked_cells_alone_is_no_row(self):
        assert reading(book_of(table(["", "", None, "k"])), TABLE).records("Bảng") == []

    def test_problems_of_all_sheets_come_together(self):
        found = reading(book_of(card("", ""), table(["a", "Bốn", None, ""])), TABLE, CARD)

        assert found.problems == [
            Problem("Bảng", "B2", "Chỉ nhận một trong các giá trị: Một, hai, Ba."),
            Problem("Thẻ", "B2", "Chưa nhập “Tên”."),
        ]

    def test_a_sheet_without_any_header_lacks_every_column(self):
        found = reading(book_of(Sheet("Bảng", [Column("x", "Lạ")], [["y"]])), TABLE)

        assert [p.message.split(". ")[0] for p in found.problems] == [
            f"Thiếu cột “{column.header}”" for column in COLUMNS
        ]

    def test_the_limit_of_cells_is_that_of_the_whole_file(self):
        rows = [["a", "Ba", 1, "k"]] * 10
        content = book_of(table(*rows), table(*rows, title="Hai"))
        second = Table("Hai", COLUMNS)

        reading(content, TABLE, most_cells=50)
        with pytest.raises(FileRefused) as caught:
            reading(content, TABLE, second, most_cells=50)

        assert caught.value.code == "too_many_cells"

    def test_many_hidden_rows_are_counted_out_and_not_listed(self):
        book = opened(book_of(table(*[["a", "", None, ""]] * 30)))
        for row in range(2, 32):
            book["Bảng"].row_dimensions[row].hidden = True
        output = io.BytesIO()
        book.save(output)

        (remark,) = reading(output.getvalue(), TABLE).remarks

        assert remark.endswith("20, 21…); vẫn được đọc như dòng khác.")

    def test_the_child_refuses_hostile_files(self):
        with pytest.raises(FileRefused) as caught:
            reading(corpus.billion_laughs(), TABLE)

        assert caught.value.code == "document_type"


class TestWriting:
    def test_lists_stand_on_a_sheet_of_their_own_and_drop_down(self):
        book = opened(book_of(table(["a", "Ba", 1, "k"])))

        rules = {r.formula1: str(r.sqref) for r in book["Bảng"].data_validations.dataValidation}

        assert [cell.value for cell in book["Danh mục"]["A"]] == ["Loại", "Một, hai", "Ba"]
        assert rules["'Danh mục'!$A$2:$A$3"] == "B2:B302"

    def test_equal_lists_are_listed_once(self):
        twice = Sheet("Hai", COLUMNS, [], is_editable=True)

        assert opened(book_of(table(), twice))["Danh mục"].max_column == 1

    def test_only_locked_columns_are_protected_and_rows_may_be_inserted(self):
        sheet = opened(book_of(table(["a", "Ba", 1, "k"])))["Bảng"]

        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.insertRows
        assert [cell.protection.locked for cell in sheet[2]] == [False, False, False, True]
        assert not sheet.column_dimensions["A"].protection.locked

    def test_notes_stand_on_headers_and_beside_cells(self):
        sheet = opened(book_of(table(["a", "Ba", 1, "k"])))["Bảng"]

        prompts = [rule.prompt for rule in sheet.data_validations.dataValidation]

        assert sheet["A1"].comment.text == "Tên đầy đủ."
        assert prompts == ["Tên đầy đủ.", "Chọn."]

    def test_a_card_protects_all_but_its_values(self):
        sheet = opened(book_of(card("Tân Sỏi", "x")))["Thẻ"]

        assert [cell.protection.locked for cell in sheet[2]] == [True, False, True]
        assert [cell.value for cell in sheet[2]] == ["Tên", "Tân Sỏi", "Tên đầy đủ."]

    def test_long_texts_get_room(self):
        sheet = opened(
            book_of(table(["một hai ba bốn năm sáu bảy", "Ba", 1, "k"], ["a", "", None, ""]))
        )["Bảng"]

        assert sheet.row_dimensions[2].height > 15
        assert sheet.row_dimensions[3].height is None

    def test_a_sheet_that_is_only_read_has_none_of_it(self):
        sheet = opened(book_of(Sheet("Bảng", COLUMNS, [["a", "Ba", 1, "k"]])))["Bảng"]

        assert not sheet.protection.sheet
        assert sheet["A1"].comment is None
        assert sheet.data_validations.dataValidation == []

    def test_heading_rows_stand_out(self):
        rows = [["I", "", None, ""], ["a", "", None, ""]]
        sheet = opened(
            book_of(Sheet("Bảng", COLUMNS, rows, is_heading=lambda row: row[0] == "I", frozen=2))
        )["Bảng"]

        assert [sheet[f"A{row}"].font.bold for row in (2, 3)] == [True, False]
        assert sheet.freeze_panes == "C2"


def test_a_printed_sheet_is_a4_with_its_header_on_every_page():
    sheet = opened(book_of(Sheet("Bảng", COLUMNS, [["a", "Ba", 1, "k"]], ["Danh mục"])))["Bảng"]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$2:$2"


def test_what_wraps_gets_room_in_sheets_that_are_only_read():
    columns = [Column("name", "Ngày đăng ký của đơn vị", width=10), Column("day", "Ngày", "date")]
    rows = [["Đảng bộ Cơ quan Đảng - Đoàn thể", date(2026, 3, 1)], ["Ngắn", None]]

    sheet = opened(book_of(Sheet("Bảng", columns, rows)))["Bảng"]

    assert sheet.row_dimensions[1].height > 30
    assert sheet.row_dimensions[2].height > 45
    assert sheet.row_dimensions[3].height is None
