"""Excel in: typed records, every problem with its cell. Excel out: never a formula."""

import io
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from core.inspection.cells import read_cells
from core.spreadsheets import (
    Column,
    FileRefused,
    Problem,
    ProblemGroup,
    Sheet,
    grouped,
    read_rows,
    write_workbook,
)
from tests import corpus
from tests.made_files.packages import row, sheet_xml, text_cell, xlsx, xlsx_parts

NAME = Column("name", "Tên đơn vị", required=True, max_length=50)
COUNT = Column("households", "Số hộ", kind="count")
POINTS = Column("points", "Điểm", kind="points")
COLUMNS = [
    NAME,
    COUNT,
    POINTS,
    Column("money", "Triệu đồng", kind="number"),
    Column("held_on", "Ngày họp", kind="date"),
    Column("kind", "Loại", kind="choice", choices={"Xã": "commune", "Cơ quan": "agency"}),
    Column("note", "Ghi chú", kind="lines", may_be_absent=True),
]
ROW = ["Tân Sỏi", 1250, Decimal("9.5"), Decimal("12.75"), date(2026, 12, 31), "Xã", "a\nb"]


@pytest.fixture
def in_process(monkeypatch):
    """Read without a child, which costs a third of a second for each file."""
    monkeypatch.setattr(
        "core.spreadsheets.reading.look_inside",
        lambda _, path, arguments: read_cells(path, **arguments),
    )


def reading(content, columns=(NAME, POINTS), **options):
    return read_rows(io.BytesIO(content), columns, **options)


def table(*rows, columns=(NAME, POINTS), **options):
    """A sheet of text cells below the headers of `columns`."""
    texts = [[column.header for column in columns], *rows]
    cells = [
        [text_cell(f"{'ABCDEFG'[i]}{n}", t) for i, t in enumerate(r)]
        for n, r in enumerate(texts, 1)
    ]
    return xlsx("".join(row(n, *r) for n, r in enumerate(cells, 1)), **options)


def refusal(content, **options):
    with pytest.raises(FileRefused) as caught:
        reading(content, **options)
    return caught.value


def messages(found):
    return [str(problem) for problem in found.problems]


def test_what_was_written_is_read_back():
    content = write_workbook([Sheet("Đơn vị", COLUMNS, [ROW], heading=["DANH SÁCH", "Năm 2026"])])

    found = reading(content, COLUMNS)

    assert found.problems == []
    assert list(found.records[0].values.values()) == [*ROW[:5], "commune", "a\nb"]
    assert (found.records[0].sheet, found.records[0].row) == ("Đơn vị", 4)
    assert found.records[0].problem("points", "Sai.") == Problem("Đơn vị", "C4", "Sai.")


@pytest.mark.usefixtures("in_process")
class TestHeaders:
    @pytest.mark.parametrize(
        "header",
        [unicodedata.normalize("NFD", "Tên đơn vị"), "  TÊN   đơn\u00a0VỊ ", "Tên\nđơn vị"],
    )
    def test_are_matched_whatever_their_spelling(self, header):
        rows = row(1, text_cell("A1", "Điểm"), text_cell("C1", header))
        rows += row(2, text_cell("A2", "9,5"), text_cell("C2", "Tân Sỏi"))
        assert reading(xlsx(rows)).records[0].values == {
            "points": Decimal("9.5"),
            "name": "Tân Sỏi",
        }

    def test_that_are_missing_are_named(self):
        found = refusal(xlsx(row(1, text_cell("A1", "Tên đơn vị"))))
        assert (found.code, "“Điểm”" in found.message) == ("columns_missing", True)

    def test_that_stand_twice_are_named(self):
        found = refusal(table(columns=(NAME, POINTS, POINTS)))
        assert (found.code, "“Điểm”" in found.message) == ("columns_twice", True)

    def test_of_other_columns_do_not_matter(self):
        content = table(["Tân Sỏi", "9,5", "x"], columns=(NAME, POINTS, Column("x", "Khác")))
        assert reading(content).records[0].values == {"name": "Tân Sỏi", "points": Decimal("9.5")}

    def test_an_empty_sheet_has_none(self):
        assert refusal(xlsx()).code == "columns_missing"


@pytest.mark.usefixtures("in_process")
class TestCells:
    @pytest.mark.parametrize(
        ("typed", "points"), [("9,5", "9.5"), ("9.5", "9.5"), ("5 ", "5"), (" 9,50", "9.50")]
    )
    def test_numbers_typed_as_text_are_read(self, typed, points):
        assert reading(table(["a", typed])).records[0].values["points"] == Decimal(points)

    @pytest.mark.parametrize(
        "typed", ["９．５", "٣", "1_000", "1e1", "+5", "5\u200b", "O.5", "1/2", "-1"]
    )
    def test_what_only_looks_like_a_number_is_refused_with_its_cell(self, typed):
        assert messages(reading(table(["a", typed])))[0].startswith("Bang!B2: ")

    @pytest.mark.parametrize(
        "value", ["9.995", "-0.01", "1E308", "1E999", "12.3456789012345678901234", "10.001"]
    )
    def test_typed_numbers_that_are_no_points_are_refused(self, value):
        content = xlsx(
            row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
            + row(2, text_cell("A2", "a"), f'<c r="B2"><v>{value}</v></c>')
        )
        assert messages(reading(content))[0].startswith("Bang!B2: ")

    @pytest.mark.parametrize("value", ["9.9499999999999993", "9.95", "9.950"])
    def test_a_number_as_excel_stores_it_is_what_was_typed(self, value):
        content = xlsx(
            row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
            + row(2, text_cell("A2", "a"), f'<c r="B2"><v>{value}</v></c>')
        )
        assert reading(content).records[0].values["points"] == Decimal("9.95")

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ('<c r="B2"><f>1+1</f><v>10</v></c>', "công thức"),
            ("<c r=\"B2\"><f>cmd|' /c calc'!A0</f><v>9</v></c>", "công thức"),
            ('<c r="B2" t="e"><v>#REF!</v></c>', "giá trị lỗi"),
            ('<c r="B2" t="b"><v>1</v></c>', "TRUE/FALSE"),
        ],
    )
    def test_formulas_errors_and_flags_are_never_values(self, cell, said):
        header = row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
        found = reading(xlsx(header + row(2, text_cell("A2", "a"), cell)))
        assert said in messages(found)[0]
        assert "points" not in found.records[0].values

    @pytest.mark.parametrize("typed", ["31/12/2026", "2026-12-31"])
    def test_dates_typed_as_text_are_read(self, typed):
        column = Column("held_on", "Ngày họp", kind="date")
        content = table(["a", typed], columns=(NAME, column))
        assert reading(content, (NAME, column)).records[0].values["held_on"] == date(2026, 12, 31)

    def test_a_cell_of_another_type_is_refused_or_taken_as_it_looks(self):
        written = [Column("name", "Tên đơn vị"), Column("points", "Điểm"), Column("on", "Ngày")]
        content = write_workbook(
            [Sheet("A", written, [[date(2026, 3, 5), date(2026, 3, 5), 46000]])]
        )
        found = reading(content, [NAME, POINTS, Column("on", "Ngày", kind="date")])
        assert found.records[0].values == {"name": "05/03/2026"}
        assert [problem.cell for problem in found.problems] == ["B2", "C2"]

    def test_a_choice_is_matched_without_diacritics_and_else_named(self):
        column = COLUMNS[5]
        found = reading(
            table(["a", "co quan"], ["b", "huyện"], columns=(NAME, column)), (NAME, column)
        )
        assert found.records[0].values["kind"] == "agency"
        assert messages(found) == ["Bang!B3: Chỉ nhận một trong các giá trị: Xã, Cơ quan."]

    def test_text_is_cleaned_and_limited(self):
        found = reading(table(["a\u202eb  c", "1"], ["x" * 51, "1"]))
        assert found.records[0].values["name"] == "ab c"
        assert messages(found) == ["Bang!A3: Quá dài: tối đa 50 ký tự."]

    def test_a_whole_number_in_a_text_column_keeps_its_look(self):
        header = row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
        found = reading(xlsx(header + row(2, '<c r="A2"><v>12.0</v></c>')))
        assert found.records[0].values == {"name": "12", "points": None}

    def test_empty_rows_are_passed_over_and_required_cells_asked_for(self):
        found = reading(table(["a", "1"], ["", " "], ["", "2"]))
        assert [record.row for record in found.records] == [2, 4]
        assert messages(found) == ["Bang!A4: Chưa nhập “Tên đơn vị”."]

    def test_hidden_rows_are_read_like_others(self):
        content = table(["a", "1"], ["b", "2"])
        hidden = corpus.archive(
            xlsx_parts() | {"xl/worksheets/sheet1.xml": _with_hidden_row(content)}
        )
        assert len(reading(hidden).records) == 2


def _with_hidden_row(content):
    text = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    return text.replace('<row r="3">', '<row r="3" hidden="1">')


@pytest.mark.usefixtures("in_process")
class TestSheets:
    def test_the_first_visible_one_is_read_unless_named(self):
        book = Workbook()
        book.active.title, book.active.sheet_state = "Ẩn", "hidden"
        for title in ("Hai", "Ba"):
            sheet = book.create_sheet(title)
            sheet.append(["Tên đơn vị", "Điểm"])
            sheet.append([title, 1])
        output = io.BytesIO()
        book.save(output)
        assert reading(output.getvalue()).records[0].values["name"] == "Hai"
        assert reading(output.getvalue(), sheet="Ba").records[0].values["name"] == "Ba"

    def test_that_is_not_there_is_named(self):
        found = refusal(table(), sheet="Bảng 9")
        assert (found.code, "“Bảng 9”" in found.message) == ("sheet_missing", True)

    def test_false_dimensions_do_not_matter(self):
        claim = '<dimension ref="A1:XFD1048576"/>'
        header = row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
        part = sheet_xml(header + row(2, text_cell("A2", "a")), before=claim)
        content = corpus.archive(xlsx_parts() | {"xl/worksheets/sheet1.xml": part})
        assert len(reading(content).records) == 1

    @pytest.mark.parametrize("address", ["XFD1048576", "XFD1", "A10001"])
    def test_a_far_cell_is_refused(self, address):
        number = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert refusal(xlsx(row(number, text_cell(address, "x")))).code == "too_many_cells"

    def test_too_many_cells_are_refused(self):
        cells = row(1, *("<c><v>1</v></c>" for _ in range(11)))
        assert refusal(xlsx(cells), most_cells=10).code == "too_many_cells"


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    "name",
    [n for n, c in corpus.EVIDENCE.items() if c.name == "a.xlsx" and c.code and not c.is_slow],
)
def test_a_hostile_package_is_refused_like_any_file(name):
    case = corpus.EVIDENCE[name]
    assert refusal(case.make()).code == case.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"Ten;Diem\n", "wrong_content"),
        (b"<table><tr><td>", "wrong_content"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_format"),
        (corpus.pdf(), "wrong_content"),
    ],
)
def test_other_formats_are_refused_by_name(content, code):
    assert refusal(content).code == code


@pytest.mark.parametrize("value", ["NaN", "0x10"])
def test_a_number_that_breaks_the_parser_refuses_the_file(value):
    header = row(1, text_cell("A1", "Tên đơn vị"), text_cell("B1", "Điểm"))
    content = xlsx(header + row(2, text_cell("A2", "a"), f'<c r="B2"><v>{value}</v></c>'))
    assert refusal(content).code == "unreadable"


@pytest.mark.slow
@pytest.mark.parametrize("tenth", range(10))
def test_a_workbook_cut_anywhere_is_refused(tenth):
    content = table(["a", "1"])
    assert refusal(content[: len(content) * tenth // 10]).code


@pytest.mark.slow
def test_a_cell_bomb_is_refused():
    cells = "".join(row(n, *["<c><v>1</v></c>"] * 100) for n in range(1, 20_001))
    assert refusal(xlsx(cells)).code in ("too_many_cells", "too_large")


def test_problems_are_grouped_by_kind_with_first_place_and_count():
    problems = [
        Problem("S", cell, message) for cell, message in [("B2", "x"), ("B3", "y"), ("B4", "x")]
    ]
    assert grouped(problems) == [ProblemGroup("x", "S!B2", 2), ProblemGroup("y", "S!B3", 1)]


def test_a_column_of_unknown_kind_is_a_mistake_in_the_program():
    with pytest.raises(ValueError, match="unknown kind"):
        Column("a", "A", kind="colour")


FORMULAS = [
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|cmd", "＝1+1", "=cmd|' /c calc'!A0",
    '=HYPERLINK("http://127.0.0.1")', "#REF!", "#N/A", "1e5", "TRUE", "2026-01-01",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_written_as_text(text):
    content = write_workbook([Sheet("A", [NAME], [[text]])])
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.data_type, cell.value) == ("s", text.strip())
    assert bool(cell.quotePrefix) is text.strip().startswith(("=", "+", "-", "@", "|", "＝"))


def test_control_characters_never_break_an_export():
    everything = "".join(map(chr, range(0x20))) + "\ufffe\ud800\x7f\x85 x"
    content = write_workbook([Sheet(everything, [Column("a", everything)], [[everything]])])
    assert load_workbook(io.BytesIO(content)).active["A2"].value.endswith("x")


def test_a_text_longer_than_a_cell_is_cut():
    content = write_workbook([Sheet("A", [NAME], [["x" * 40_000]])])
    assert len(load_workbook(io.BytesIO(content)).active["A2"].value) == 32_767


@pytest.mark.parametrize(
    ("value", "written", "number_format"),
    [
        (1250, 1250, "General"),
        (Decimal("9.50"), 9.5, "General"),
        (True, "Có", "General"),
        (False, "Không", "General"),
        (None, None, "General"),
        (date(2026, 3, 5), datetime(2026, 3, 5), "dd/mm/yyyy"),  # noqa: DTZ001 (Excel has no zone)
        (datetime(2026, 3, 5, 20, tzinfo=UTC), datetime(2026, 3, 6, 3), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
    ],
)
def test_values_keep_their_type(value, written, number_format):
    content = write_workbook([Sheet("A", [Column("a", "A")], [[value]])])
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert (cell.value, cell.number_format) == (written, number_format)


def test_a_sheet_is_ready_to_read_and_to_print():
    content = write_workbook([Sheet("Đơn vị: [1]", COLUMNS, [ROW], heading=["DANH SÁCH"])])
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet.title == "Đơn vị- -1-"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert sheet["A2"].font.bold
    assert sheet["C3"].number_format == "0.00"
    assert sheet.column_dimensions["A"].width == 16
