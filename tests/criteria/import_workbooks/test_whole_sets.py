"""What does not fit together in a workbook of a set, and what is read anew."""

from dataclasses import replace

import pytest
from openpyxl.utils import get_column_letter

from criteria.checks import Finding, Place, Severity
from criteria.imports import spots
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
    column,
    complaints,
    exported,
    read,
    small_set,
    typed,
    worked_on,
)
from tests.factories import small_document


class TestWhatDoesNotFitTogether:
    def test_a_criterion_of_a_group_that_is_not_there(self, content):
        found = complaints(at(content, CONTENTS, "Thuộc nhóm", 3, "IX"))

        assert found[0] == f"{CONTENTS}!C3: Không có nhóm mã “IX” ở phía trên (đang có: I)."

    def test_a_criterion_without_group_belongs_to_the_one_above(self, content):
        found = read(at(content, CONTENTS, "Thuộc nhóm", 6, None))

        assert found.problems == []
        assert [len(group.criteria) for group in found.definition.groups] == [2, 2]

    def test_a_criterion_above_every_group(self, content):
        def change(book):
            book[CONTENTS].move_range("A2:Z2", rows=40)
            book[CONTENTS]["C3"] = None

        found = complaints(worked_on(content, change))

        text = "Phía trên chưa có dòng nhóm nào. Hãy thêm dòng nhóm trước tiêu chí này."
        assert f"{CONTENTS}!C3: {text}" in found

    def test_the_same_code_twice(self, content):
        wrong = at(content, CONTENTS, "Mã", 4, "I.1")

        assert f"{CONTENTS}!B4: Mã tiêu chí “I.1” đã dùng ở trên." in complaints(wrong)

    def test_the_same_key_twice_as_copied_rows_have_it(self, content):
        sheet, place = address(content, CONTENTS, "Khoá", 4)
        found = complaints(typed(content, {(sheet, place): "i-1"}))

        assert found == [f"{sheet}!{place}: Khoá “i-1” đã dùng ở trên. Dòng chép từ dòng khác phải "
                         "xoá các ô xám."]  # fmt: skip

    def test_a_part_of_a_criterion_that_is_not_there(self, content):
        found = complaints(at(content, PARTS, "Mã tiêu chí", 2, "IX.1"))

        text = f"Không có tiêu chí mã “IX.1” ở trang “{CONTENTS}”."
        assert f"{PARTS}!A2: {text}" in found

    def test_a_part_number_twice(self, content):
        cells = {
            address(content, PARTS, h, 3): v for h, v in (("Mã tiêu chí", "I.1"), ("Phần số", 1))
        }
        found = complaints(typed(content, cells))

        assert f"{PARTS}!B3: Tiêu chí I.1 đã có phần số 1 ở trên. Hãy ghi số khác." in found

    def test_a_step_of_a_part_that_is_not_there(self, content):
        found = complaints(at(content, STEPS, "Phần số", 2, 7))

        text = f"Ghi số của phần điểm thuộc tiêu chí I.1 như ở trang “{PARTS}” (đang có: 1)."
        assert f"{STEPS}!B2: {text}" in found

    def test_a_step_without_number_belongs_to_the_only_part(self, content):
        assert complaints(at(content, STEPS, "Phần số", 2, None)) == []

    def test_a_cell_that_the_method_has_no_use_for(self, content):
        text = said(content, PARTS, "Điểm sàn", 3, -1)

        assert text == "Cách tính “Có hoặc không” không dùng ô này. Hãy xoá nội dung ô."

    def test_a_method_without_its_steps(self, content):
        found = complaints(at(content, PARTS, "Cách tính", 3, "Đếm, có trần"))

        text = f"Cách tính “Đếm, có trần” cần ít nhất một dòng cho phần này ở trang “{STEPS}”."
        assert f"{PARTS}!E3: {text}" in found

    def test_steps_of_a_method_that_has_none(self, content):
        cells = {(STEPS, f"A{row}"): "I.2" for row in (2, 3, 4)}
        found = complaints(typed(content, cells))

        text = "Phần điểm này tính theo cách “Có hoặc không”, không có mức. Hãy xoá dòng."
        assert f"{STEPS}!A2: {text}" in found

    def test_columns_of_groups_on_criteria_and_the_other_way_round(self, content):
        text = said(content, CONTENTS, "Tối thiểu của nhóm (%)", 3, 50)
        other = said(content, CONTENTS, "Ai chấm", 2, "Chỉ cơ quan thẩm định chấm")

        assert text == "Dòng tiêu chí không ghi ô này. Hãy xoá."
        assert other == "Dòng nhóm không ghi ô này. Hãy xoá."

    def test_a_counted_item_without_its_name(self, content):
        row = 5  # the one counted item of the small set
        text = said(content, STEPS, "Lựa chọn, nội dung đếm", row, None)

        assert text == "Chưa ghi tên lựa chọn hoặc việc được đếm."

    def test_a_veto_with_a_figure_of_another_kind(self, content):
        text = said(content, VETOES, "Thiếu từ (báo cáo)", 2, 3)

        assert text == "Chỉ ghi ô này khi cách xác định là “Thiếu báo cáo quý”. Hãy xoá."

    def test_a_veto_without_text(self, content):
        assert said(content, VETOES, "Nội dung", 2, None) == "Chưa nhập “Nội dung”."


class TestSums:
    """The checks of the set itself, at the cells that they speak of."""

    def test_criteria_that_do_not_add_up_to_their_group(self, content):
        wrong = typed(content, {
            address(content, CONTENTS, "Điểm tối đa", 4): 10,
            address(content, PARTS, "Điểm tối đa", 3): 10,
        })  # fmt: skip

        assert (
            f"{CONTENTS}!E2: Nhóm I: tổng điểm các tiêu chí là 50,00, phải bằng 60,00."
            in complaints(wrong)
        )

    def test_parts_that_do_not_add_up_to_their_criterion(self, content):
        found = complaints(at(content, PARTS, "Điểm tối đa", 3, 19))

        assert any(text.startswith(f"{CONTENTS}!") and "19,00" in text for text in found)

    def test_groups_that_do_not_add_up_to_the_total(self, content):
        found = complaints(typed(content, {(INFORMATION, "B7"): 90}))

        assert any(
            text.startswith(f"{INFORMATION}!B7: Tổng điểm các nhóm là 100") for text in found
        )

    def test_sums_over_a_faulty_row_are_not_complained_of(self, content):
        found = complaints(at(content, CONTENTS, "Điểm tối đa", 3, "nhiều"))

        assert [text.partition(": ")[0] for text in found] == [f"{CONTENTS}!E3"]

    def test_no_points_for_a_criterion_is_said_before_the_database_says_it(self, content):
        found = complaints(at(content, CONTENTS, "Điểm tối đa", 3, 0))

        assert f"{CONTENTS}!E3: Điểm tối đa của tiêu chí phải lớn hơn 0." in found


class TestConditions:
    HEADERS = ("Chỉ chấm khi: tiêu chí", "Chỉ chấm khi: phần số", "Chỉ chấm khi: trả lời")

    def conditioned(self, content, row, *values):
        pairs = zip(self.HEADERS, values, strict=True)
        return typed(content, {address(content, CONTENTS, h, row): v for h, v in pairs})

    def test_a_condition_in_words_becomes_one_of_keys(self, content):
        found = read(self.conditioned(content, 6, "I.2", None, "có"))

        assert found.problems == []
        condition = found.definition.groups[1].criteria[0].condition
        assert condition.as_json() == {"criterion": "i-2", "part": "p1", "answers": [True]}

    @pytest.mark.parametrize(
        ("values", "header", "start"),
        [
            (("X", None, "Có"), 0, "Không có tiêu chí mã “X”"),
            (("I.2", 4, "Có"), 1, "Ghi số của phần điểm thuộc tiêu chí I.2 (đang có: 1)."),
            (("I.2", 1, "Có lẽ"), 2, "Không có câu trả lời “Có lẽ”."),
            (("I.2", 1, None), 2, "Chưa ghi câu trả lời."),
            (("I.1", 1, "Có"), 1, "Phần điểm được hỏi phải tính theo cách “Có hoặc không”"),
            ((None, None, "Có"), 2, "Ghi cả mã tiêu chí"),
        ],
    )
    def test_what_a_condition_lacks_is_named(self, content, values, header, start):
        wrong = self.conditioned(content, 6, *values)
        place = "{}!{}".format(*address(content, CONTENTS, self.HEADERS[header], 6))

        assert any(text.startswith(f"{place}: {start}") for text in complaints(wrong))

    def test_criteria_that_wait_for_each_other(self, content):
        once = self.conditioned(content, 4, "II.2", 1, "Có")
        found = complaints(self.conditioned(once, 7, "I.2", 1, "Có"))

        text = "Các tiêu chí chờ nhau thành vòng: I.2 → II.2 → I.2. Hãy bỏ một điều kiện."
        assert any(line.endswith(text) for line in found)
        assert len(found) == 2


def test_new_rows_without_keys_get_keys_of_their_own(content):
    def change(book):
        sheet = book[CONTENTS]
        for cell in sheet[3]:
            cell.offset(20).value = cell.value
        sheet["B23"], sheet[f"{column(sheet, 'Khoá')}23"] = "I.9", None
        sheet["E2"], sheet["E23"], book[INFORMATION]["B7"] = 65, 5, 105
        parts = book[PARTS]
        for place, value in enumerate(["I.9", 1, "Có sáng kiến", 5, "Có hoặc không", None, "Có?"]):
            parts[f"{get_column_letter(place + 1)}30"] = value

    found = read(worked_on(content, change))

    assert found.problems == []
    keys = [c.key for group in found.definition.groups for c in group.criteria]
    assert len(set(keys)) == 5
    assert {"i-1", "i-2", "ii-1", "ii-2"} < set(keys)


def test_the_set_read_has_no_keys_of_rows(content):
    found = read(content).definition

    assert found.pk == 0
    assert {c.pk for group in found.groups for c in group.criteria} == {0}


def test_small_set_is_the_one_exported(content):
    assert document_from(read(exported(small := small_set())).definition) == document_from(small)


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (Place(field="bonus_max"), f"{INFORMATION}!B8"),
        (Place("group", "ii", field="minimum_share"), f"{CONTENTS}!F5"),
        (Place("group", "khong-co"), f"{INFORMATION}!B2"),
        (Place("criterion", "i-2", field="evidence_hint"), f"{CONTENTS}!K4"),
        (Place("criterion", "i-2", field="condition"), f"{CONTENTS}!Q4"),
        (Place("criterion", "i-2"), f"{CONTENTS}!B4"),
        (Place("part", "i-1", "p1", "parameters"), f"{PARTS}!E2"),
        (Place("part", "i-1", "p1", "label"), f"{PARTS}!C2"),
        (Place("part", "i-1", "khong-co", "key"), f"{CONTENTS}!T3"),
        (Place("veto", "l1", field="parameters"), f"{VETOES}!D2"),
        (Place("band", "tot", field="minimum_points"), f"{BANDS}!B3"),
    ],
)
@pytest.mark.parametrize("severity", Severity)
def test_every_place_that_the_checks_can_name_has_its_cell(
    content, monkeypatch, place, cell, severity
):
    monkeypatch.setattr(spots, "findings", lambda _: [Finding("Sai.", place, severity)])

    found = read(content)

    told = found.problems if severity == Severity.FAULT else found.advice
    assert [str(problem) for problem in told] == [f"{cell}: Sai."]


def test_new_options_are_named_after_their_labels(content):
    cells = {
        (PARTS, "E3"): "Chọn một mức",
        **{(STEPS, f"A{row}"): "I.2" for row in (9, 10, 11)},
        **{(STEPS, f"C{row}"): label for row, label in ((9, "Đạt"), (10, "Đạt"), (11, "Không"))},
        **{(STEPS, f"H{row}"): points for row, points in ((9, 20), (10, 5), (11, 0))},
    }

    found = read(typed(content, cells))

    assert found.problems == []
    options = found.definition.groups[0].criteria[1].parts[0].parameters["options"]
    assert [option["key"] for option in options] == ["dat", "dat_2", "khong"]


def test_a_question_before_the_rule_gets_a_name_of_its_own(content):
    found = read(at(content, PARTS, "Chỉ tính khi", 2, "Có quyết định công bố"))

    requires = found.definition.groups[0].criteria[0].parts[0].parameters["requires"]
    assert requires == {"name": "co_quyet_dinh_cong_bo", "label": "Có quyết định công bố"}


def test_a_row_that_is_neither_group_nor_criterion_spoils_no_sums(content):
    assert said(content, CONTENTS, "Dòng", 4, "Mục").startswith("Chỉ nhận một trong các giá trị")


def test_a_condition_on_what_is_not_there_leaves_the_editor_and_comes_back_as_a_problem():
    document = small_document()
    asked = {"criterion": "mat-roi", "part": "p1", "answers": [True]}
    document["groups"][0]["criteria"][1]["condition"] = asked

    (problem,) = complaints(exported(definition_from(document)))

    assert problem.endswith(f"Không có tiêu chí mã “mat-roi” ở trang “{CONTENTS}”.")


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "start"),
    [
        (INFORMATION, "B3", 1999, "Năm phải từ 2000 đến 2100."),
        (CONTENTS, "F2", 101, "Phần trăm phải từ 0 đến 100."),
        (CONTENTS, "D2", "x" * 301, "Tên nhóm dài quá 300 ký tự."),
        (CONTENTS, "T2", "không hợp lệ", "Khoá chỉ gồm chữ không dấu"),
        (VETOES, "E3", 101, "Phần trăm phải từ 0 đến 100."),
        (BANDS, "C2", 101, "Phần trăm phải từ 0 đến 100."),
        (BANDS, "A3", "xuất sắc", "Tên xếp loại “xuất sắc” đã dùng ở trên."),
        (BANDS, "B3", 90, "Điểm bắt đầu “90” đã dùng ở trên."),
    ],
)
def test_what_the_database_would_refuse_is_said_before(content, sheet, cell, value, start):
    found = complaints(typed(content, {(sheet, cell): value}))

    assert any(text.startswith(f"{sheet}!{cell}: {start}") for text in found)


def test_a_set_without_groups_or_with_too_many_parts_is_no_set():
    empty = replace(small_set(), groups=())
    group, *others = small_set().groups
    first, *rest = group.criteria
    parts = tuple(replace(first.parts[0], key=f"p{number}") for number in range(21))
    crowded = replace(first, parts=parts)

    nothing = complaints(exported(empty))
    many = complaints(
        exported(replace(empty, groups=(replace(group, criteria=(crowded, *rest)), *others)))
    )

    assert f"{INFORMATION}!B2: Bộ tiêu chí chưa có nhóm nào." in nothing
    assert f"{CONTENTS}!B3: Một tiêu chí có tối đa 20 phần điểm." in many
