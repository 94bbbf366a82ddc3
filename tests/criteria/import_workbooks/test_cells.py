"""A workbook of a set is read: its sheets, columns and cells."""

import unicodedata

import pytest

from criteria.set_documents import definition_from, document_from
from tests.criteria.import_workbooks.cases import at, said
from tests.criteria.workbook_files import (
    BANDS,
    CONTENTS,
    INFORMATION,
    PARTS,
    STEPS,
    VETOES,
    address,
    complaints,
    exported,
    read,
    typed,
    worked_on,
)
from tests.factories import small_document


class TestShape:
    def test_order_of_sheets_and_columns_and_extra_ones_do_not_matter(self, content):
        def change(book):
            book.move_sheet(PARTS, -2)
            book.create_sheet("Nháp")["A1"] = "việc cần làm"
            book[BANDS].insert_cols(1)
            book[BANDS]["A1"] = "Ghi chú riêng"

        found = read(worked_on(content, change))

        assert found.problems == []
        assert (
            document_from(found.definition)["class_bands"]
            == document_from(read(content).definition)["class_bands"]
        )

    def test_missing_and_renamed_sheets_are_named_with_what_is_there_instead(self, content):
        def change(book):
            del book[VETOES]
            book[STEPS].title = "Muc diem moi"

        assert complaints(worked_on(content, change)) == [
            f"{STEPS}!A1: Thiếu trang tính “{STEPS}”. Tệp có trang tính lạ: “Hướng dẫn”, "
            "“Muc diem moi”, “Danh mục”. Hãy giữ tên trang tính như tệp mẫu.",
            f"{VETOES}!A1: Thiếu trang tính “{VETOES}”. Tệp có trang tính lạ: “Hướng dẫn”, "
            "“Muc diem moi”, “Danh mục”. Hãy giữ tên trang tính như tệp mẫu.",
        ]

    def test_a_renamed_column_is_named_with_the_strange_one(self, content):
        assert complaints(at(content, CONTENTS, "Điểm tối đa", 1, "Điểm max")) == [
            f"{CONTENTS}!A1: Thiếu cột “Điểm tối đa”. Cột lạ trong tệp: “Điểm max” (E1); có thể đã "
            "bị đổi tên. Hãy giữ tên cột như tệp mẫu."
        ]

    def test_a_column_that_stands_twice_is_named_twice(self, content):
        found = complaints(at(content, BANDS, "Điều kiện kèm theo", 1, "Khoá"))

        assert [text.partition(":")[0] for text in found] == [
            f"{BANDS}!A1",
            f"{BANDS}!E1",
            f"{BANDS}!F1",
        ]

    def test_a_missing_line_of_the_information_is_named(self, content):
        assert complaints(typed(content, {(INFORMATION, "A2"): "Tên gọi"})) == [
            f"{INFORMATION}!A1: Thiếu dòng “Tên bộ tiêu chí” ở cột A. Hãy giữ tên các mục như tệp "
            "mẫu."
        ]

    def test_hidden_rows_and_sheets_are_read_like_others_and_remarked_on(self, content):
        def change(book):
            book[CONTENTS].row_dimensions[3].hidden = True
            book[STEPS].sheet_state = "hidden"

        found = read(worked_on(content, change))

        assert found.problems == []
        assert len(found.definition.groups[0].criteria) == 2
        assert found.remarks == [
            f"Trang tính “{CONTENTS}” có dòng ẩn (3); vẫn được đọc như dòng khác.",
            f"Trang tính “{STEPS}” đang ẩn; vẫn được đọc như trang khác.",
        ]

    def test_merged_cells_are_named(self, content):
        def change(book):
            book[CONTENTS].merge_cells("D3:D4")

        assert complaints(worked_on(content, change)) == [
            f"{CONTENTS}!D3: Các ô D3:D4 đang gộp nên chỉ ô đầu có nội dung. Hãy bỏ gộp ô "
            "(Merge & Center) rồi điền từng ô."
        ]

    def test_texts_in_other_unicode_forms_and_with_spaces_are_the_same(self, content):
        def change(book):
            for sheet in book:
                for row in sheet:
                    for cell in row:
                        if isinstance(cell.value, str) and not cell.value.startswith("commune/"):
                            cell.value = f" {unicodedata.normalize('NFD', cell.value)} "

        found = read(worked_on(content, change))

        assert found.problems == []
        assert document_from(found.definition) == document_from(read(content).definition)

    def test_a_row_with_only_its_grey_cells_counts_as_removed(self):
        document = small_document()
        document["vetoes"] = document["vetoes"][:2]
        content = exported(definition_from(document))

        def change(book):
            for cell in book[VETOES][2][:-1]:
                cell.value = None

        found = read(worked_on(content, change))

        assert found.problems == []
        assert [veto.code for veto in found.definition.vetoes] == ["L2"]


class TestCells:
    @pytest.mark.parametrize("value", ["40", "40,0", "40.00", 40, 40.0])
    def test_numbers_typed_as_text_with_comma_or_dot_are_numbers(self, content, value):
        found = read(at(content, CONTENTS, "Điểm tối đa", 3, value))

        assert found.problems == []

    def test_formulas_are_refused_with_the_way_out(self, content):
        text = said(content, CONTENTS, "Điểm tối đa", 3, "=20+20")

        assert text == "Ô có công thức. Hãy thay bằng giá trị (Paste Values)."

    def test_what_is_no_number_says_so(self, content):
        assert said(content, CONTENTS, "Điểm tối đa", 3, "bốn mươi").startswith("Ô này chỉ nhận số")

    def test_an_unknown_choice_is_named_with_the_known_ones(self, content):
        text = said(content, PARTS, "Cách tính", 2, "Theo bậc")

        assert text.startswith("Chỉ nhận một trong các giá trị: Theo mức, Theo tỷ lệ, ")

    def test_an_empty_needed_cell_is_asked_for(self, content):
        assert said(content, CONTENTS, "Nội dung", 3, None) == "Chưa nhập “Nội dung”."

    def test_a_floor_may_be_negative_and_nothing_else(self, content):
        assert said(content, STEPS, "Điểm", 2, -1) == "Không nhập số âm."

    def test_every_problem_comes_at_once_in_the_order_of_the_sheets(self, content):
        wrong = typed(content, {
            address(content, BANDS, "Từ (điểm)", 2): "nhiều",
            address(content, CONTENTS, "Nội dung", 3): None,
            address(content, PARTS, "Mã tiêu chí", 2): "X.9",
            (INFORMATION, "B3"): "năm sau",
        })  # fmt: skip

        places = [text.partition(": ")[0] for text in complaints(wrong)]

        assert places[:3] == [f"{INFORMATION}!B3", f"{CONTENTS}!D3", f"{PARTS}!A2"]
        assert places[-1] == f"{BANDS}!B2"
