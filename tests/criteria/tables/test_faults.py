"""What is wrong with a table, each with its cell or its line."""

from datetime import date

import pytest

from core.refusals import FileRefused
from tests.criteria.tables.samples import (
    HEADER,
    SMALL,
    read_pasted,
    read_workbook,
    told,
    workbook,
)

SHORT = ("TT", "Nội dung", "Điểm tối đa")


def refusal(rows) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_pasted(rows)
    return caught.value


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [("I", "A", 40), (1, "Aa", 15), (2, "Ab", 24)],
            "dòng 2, cột 3: Nhóm I ghi 40,00 điểm, nhưng các tiêu chí của nhóm (dòng 3, cột 3 đến "
            "dòng 4, cột 3) cộng lại được 39,00. Hãy sửa một trong hai.",
            id="group-sum",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", 40), ("", "Tổng điểm", 100)],
            "dòng 4, cột 3: Dòng tổng ghi 100,00 điểm, nhưng các nhóm cộng lại được 40,00. Hãy sửa "
            "dòng tổng hoặc điểm của nhóm.",
            id="total",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", 40), ("", "Tổng cộng", "một trăm")],
            "dòng 4, cột 3: Tổng điểm không đọc được. Ô này chỉ nhận số, không nhận chữ hay ký "
            "hiệu. Ví dụ: 9,5.",
            id="total-unreadable",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", 20), (1, "Ab", 20)],
            "dòng 4, cột 1: Số thứ tự tiêu chí “I.1” trùng với dòng 3, cột 1. Mỗi tiêu chí cần một "
            "số riêng.",
            id="code-twice",
        ),
        pytest.param(
            [("I", "A", 20), (1, "Aa", 20), ("I", "B", 20), (2, "Ba", 20)],
            "dòng 4, cột 1: Số thứ tự nhóm “I” trùng với dòng 2, cột 1. Mỗi nhóm cần một số riêng.",
            id="group-twice",
        ),
        pytest.param(
            [("Nhóm a", "A", 20), (1, "Aa", 20), ("Nhóm A", "B", 20), (2, "Ba", 20)],
            "dòng 4, cột 1: Số thứ tự nhóm “A” trùng với dòng 2, cột 1. Mỗi nhóm cần một số riêng.",
            id="group-twice-in-other-case",
        ),
        pytest.param(
            [("A", "A", 40), ("I", "B", 40), (1, "Ba", 40)],
            "dòng 2, cột 1: Nhóm A không có tiêu chí nào ở dưới. Bảng chỉ gồm hai cấp: nhóm và "
            "tiêu chí.",
            id="three-levels",
        ),
        pytest.param(
            [("Nhóm ABCDEFGHIJKL", "A", 40), ("I.1", "Aa", 40)],
            "dòng 2, cột 1: Ký hiệu nhóm “ABCDEFGHIJKL” dài quá 10 ký tự.",
            id="group-code",
        ),
        pytest.param(
            [("Tiêu chí 12345678901", "Aa", 40)],
            "dòng 2, cột 1: Số thứ tự “12345678901” dài quá 10 ký tự.",
            id="criterion-code",
        ),
        pytest.param(
            [("a)", "Bước", 5), (1, "Aa", 40)],
            "dòng 2, cột 1: Dòng có điểm nhưng chưa thuộc tiêu chí nào. Ghi số thứ tự cho tiêu chí "
            "đứng trước dòng này.",
            id="step-of-nothing",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", ""), (2, "Ab", 40)],
            "dòng 3, cột 3: Tiêu chí I.1 cần điểm lớn hơn 0. Ví dụ: 5 hoặc 2,5.",
            id="no-points",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", "1.250")],
            "dòng 3, cột 3: Điểm gồm tối đa 4 chữ số, có thể thêm dấu phẩy và 1–2 chữ số. Ví dụ: "
            "9,5.",
            id="1.250",
        ),
        pytest.param(
            [("I", "A", 40), (1, "Aa", "-5")],
            "dòng 3, cột 3: Không nhập số âm.",
            id="negative",
        ),
        pytest.param(
            [("I", "A", 40), ("#?", "Aa", 40)],
            "dòng 3, cột 1: Không hiểu số thứ tự “#?”. Ghi số La Mã (I, II) cho nhóm và số (1, 2) "
            "cho tiêu chí; để trống cho dòng viết tiếp.",
            id="code-unknown",
        ),
        pytest.param(
            [("I", "A", 40), (1, "", 40)],
            "dòng 3, cột 2: Tiêu chí I.1 chưa có nội dung.",
            id="no-title",
        ),
        pytest.param(
            [("I", "A" * 301, 40), (1, "Aa", 40)],
            "dòng 2, cột 1: Tên nhóm I phải có từ 1 đến 300 ký tự.",
            id="group-title",
        ),
        pytest.param(
            [("I", "A", 40), (1, "a" * 401, 40)],
            "dòng 3, cột 2: Quá dài: tối đa 400 ký tự.",
            id="title",
        ),
        pytest.param(
            [], "dòng 1: Bảng không có nhóm và tiêu chí nào dưới dòng tiêu đề.", id="nothing"
        ),
    ],
)
def test_faults_name_the_line(rows, expected):
    assert told(read_pasted([SHORT, *rows])) == [expected]


def test_all_faults_are_told_at_once_in_the_order_of_the_table():
    rows = [HEADER, ("I", "A", "x"), (1, "Aa", "nhiều"), ("?!", "B", 5)]

    assert [problem.place for problem in read_pasted(rows).problems] == [
        "dòng 2, cột 3",
        "dòng 3, cột 3",
        "dòng 4, cột 1",
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("", "empty"),
        ("\n \t\n", "empty"),
        ("Kế hoạch năm\nKhông có bảng", "columns_missing"),
        ([("STT", "Điểm"), (1, 2)], "columns_missing"),
        ([("STT", "Nội dung", "Điểm chuẩn", "Điểm tối đa"), (1, "A", 5, 5)], "columns_twice"),
        ([("STT", "Nội dung", "Điểm"), *[(n, "A", 1) for n in range(1100)]], "too_many_cells"),
        ([("STT", "Nội dung", "Điểm"), (1, "A" * 210_000, 1)], "too_large"),
    ],
)
def test_what_is_no_table_is_refused(rows, code):
    assert refusal(rows).code == code


class TestCellsOfAWorkbook:
    def test_are_named_by_sheet_and_address(self):
        rows = [*SMALL[:2], (1, "Kế hoạch năm", "mười"), *SMALL[3:]]
        assert told(read_workbook(workbook(rows)))[0].startswith("Bảng!C3: Ô này chỉ nhận số")

    def test_with_formulas_are_refused_in_points_and_passed_over_in_the_total(self):
        rows = [
            *SMALL[:2],
            (1, "Kế hoạch năm", "=5+5"),
            *SMALL[3:-1],
            (None, "Tổng", "=SUM(C2:C6)"),
        ]
        assert told(read_workbook(workbook(rows))) == [
            "Bảng!C3: Ô có công thức. Hãy thay bằng giá trị (Paste Values)."
        ]
        table = read_workbook(workbook([*SMALL[:-1], (None, "Tổng", "=SUM(C2:C6)")]))
        assert "Bảng!C7: tổng là công thức nên không đối chiếu." in table.notices

    def test_that_excel_turned_into_dates_say_so(self):
        rows = [HEADER, ("I", "A", 10), (date(2027, 1, 1), "Aa", 10)]
        assert "Excel đã đổi số thứ tự thành ngày tháng" in told(read_workbook(workbook(rows)))[0]

    def test_with_too_many_words_are_refused(self):
        rows = [*SMALL, *[(None, None, None, "a" * 4990)] * 90]
        with pytest.raises(FileRefused, match="quá nhiều chữ"):
            read_workbook(workbook(rows))


def test_a_fault_of_our_own_is_not_hidden_as_a_fault_of_the_table(monkeypatch):
    def broken(_cell):
        raise TypeError("ours")

    monkeypatch.setattr("criteria.imports.plain_tables.resources.points_of", broken)
    with pytest.raises(TypeError, match="ours"):
        read_pasted(SMALL)


def test_more_criteria_than_a_set_may_have():
    rows = [SHORT, ("I", "A", ""), *((number, "Tiêu chí", "0,1") for number in range(1, 502))]

    assert told(read_pasted(rows)) == ["dòng 1, cột 2: Một bộ có tối đa 50 nhóm và 500 tiêu chí."]


def test_sums_beyond_what_can_be_stored():
    rows = [SHORT, ("I", "A", ""), (1, "Aa", 9999), (2, "Ab", 1), ("II", "B", 1), (1, "Ba", 1)]

    assert told(read_pasted(rows)) == [
        "dòng 1, cột 3: Điểm phải từ 0 đến 9999,99.",
        "dòng 2, cột 3: Điểm phải từ 0 đến 9999,99.",
    ]
