"""Sheets and columns of the workbook of a criteria set, with the notes that explain them."""

from collections.abc import Mapping

from core.spreadsheets import Card, Column, Table
from criteria.columns import words
from criteria.models import KEY_LENGTH

INFORMATION, CONTENTS, PARTS = "Thông tin", "Nhóm và tiêu chí", "Cách tính điểm"
STEPS, VETOES, BANDS = "Mức điểm", "Điều kiện loại trừ", "Xếp loại"
GUIDE = "Hướng dẫn"
LONGEST_TEXT = 10_000
LONGEST_CODE, LONGEST_TITLE = 10, 400
FINEST_PLACES = 6
_KEY_NOTE = (
    "Khoá do hệ thống đặt để nhận ra dòng này ở các phiên bản sau; không sửa. Dòng mới: để trống."
)


def _key(name: str = "key", header: str = "Khoá", note: str = _KEY_NOTE) -> Column:
    return Column(name, header, max_length=KEY_LENGTH, width=14, is_locked=True, note=note)


def _text(name: str, header: str, note: str = "", width: int = 40) -> Column:
    return Column(name, header, "lines", max_length=LONGEST_TEXT, width=width, note=note)


def _yes_no(name: str, header: str, note: str = "") -> Column:
    return Column(name, header, "choice", choices=words.YES_NO, width=13, note=note)


def _choice(name: str, header: str, choices: Mapping, note: str = "", **more) -> Column:
    return Column(name, header, "choice", choices=choices, note=note, **{"width": 18} | more)


def _figure(name: str, header: str, note: str = "", **more) -> Column:
    shown = {"width": 12, "places": FINEST_PLACES, "number_format": "General"}
    return Column(name, header, "number", note=note, **shown | more)


def _percent(name: str, header: str, note: str = "", places: int = 1) -> Column:
    return _figure(name, header, note or "Số phần trăm, ví dụ 50. Để trống: 0.", places=places)


def _points(name: str, header: str, note: str = "", **more) -> Column:
    return Column(name, header, "points", width=11, note=note, **more)


def information_fields(kinds: Mapping[str, str]) -> list[Column]:
    """The set's own fields; `kinds` is code → name of the kinds of units."""
    by_name = {name: code for code, name in kinds.items()}
    return [
        Column("title", "Tên bộ tiêu chí", required=True, max_length=300),
        Column("year", "Năm áp dụng", "count", required=True, number_format="0",
               note="Năm đầu tiên áp dụng, ví dụ 2027."),
        _choice("unit_kind", "Áp dụng cho", by_name, "Loại đơn vị được chấm theo bộ này.",
                required=True),
        Column("issuer", "Cơ quan soạn", max_length=300),
        _text("basis", "Căn cứ", "Mỗi căn cứ một dòng (Alt+Enter để xuống dòng trong ô)."),
        _points("total_points", "Tổng điểm", "Tổng điểm các nhóm, không kể điểm thưởng.",
                required=True),
        _points("bonus_max", "Điểm thưởng tối đa", "Để trống: không có điểm thưởng."),
        _choice("not_applicable_policy", "Tiêu chí không phát sinh", words.POLICIES,
                "Cách tính điểm của tiêu chí được ghi “không phát sinh”.", required=True),
        Column("version", "Phiên bản", "count", is_locked=True, may_be_absent=True,
               note="Hệ thống tự đánh số khi nhập; không sửa."),
        Column("reference", "Mã tham chiếu", is_locked=True, may_be_absent=True,
               note="Để hệ thống biết tệp lập từ bộ tiêu chí nào; không sửa. Bộ mới: để trống."),
    ]  # fmt: skip


def contents_columns() -> list[Column]:
    """Groups and criteria, in reading order."""
    group_only = "Chỉ ghi ở dòng nhóm."
    return [
        _choice("row_kind", "Dòng", words.ROW_KINDS, "Dòng này là một nhóm hay một tiêu chí.",
                required=True, width=11),
        Column("code", "Mã", required=True, max_length=LONGEST_CODE, width=9,
               note="Mã in trên văn bản: I, I.1… Mỗi mã chỉ dùng một lần."),
        Column("group", "Thuộc nhóm", max_length=LONGEST_CODE, width=9,
               note="Mã nhóm của tiêu chí. Để trống: thuộc nhóm gần nhất ở trên."),
        Column("title", "Nội dung", required=True, max_length=LONGEST_TITLE, width=50),
        _points("max_points", "Điểm tối đa", "Nhóm: bằng tổng điểm các tiêu chí của nhóm.",
                required=True),
        _percent("minimum_share", "Tối thiểu của nhóm (%)",
                 f"{group_only} Phần trăm điểm nhóm phải đạt; để trống: không đòi hỏi."),
        _yes_no("is_bonus", "Nhóm điểm thưởng", f"{group_only} Để trống: Không."),
        _choice("scored_by", "Ai chấm", words.SCORERS, "Để trống: đơn vị tự chấm trước.", width=24),
        _yes_no("may_not_arise", "Có thể không phát sinh", "Để trống: Không."),
        _yes_no("evidence_required", "Bắt buộc minh chứng", "Để trống: Có."),
        _text("evidence_hint", "Minh chứng cần có"),
        _text("guidance", "Hướng dẫn"),
        _text("scoring_text", "Cách chấm (lời văn)",
              "Lời văn in trên văn bản. Cách máy tính điểm ghi ở trang “Cách tính điểm”."),
        _text("legal_basis", "Căn cứ của tiêu chí"),
        _text("good_example", "Ví dụ đạt"),
        _text("bad_example", "Ví dụ chưa đạt"),
        Column("asked_criterion", "Chỉ chấm khi: tiêu chí", max_length=LONGEST_CODE, width=12,
               note="Mã tiêu chí có câu trả lời quyết định. Để trống: luôn chấm."),
        Column("asked_part", "Chỉ chấm khi: phần số", "count", width=10,
               note="Số của phần điểm có câu hỏi. Để trống nếu tiêu chí đó chỉ có một phần."),
        _text("asked_answers", "Chỉ chấm khi: trả lời",
              "Có, Không, hoặc tên lựa chọn; mỗi câu trả lời một dòng.", width=24),
        _key(),
    ]  # fmt: skip


def parts_columns() -> list[Column]:
    """One row for each scoring part."""
    return [
        Column("criterion", "Mã tiêu chí", required=True, max_length=LONGEST_CODE, width=10),
        Column("number", "Phần số", "count", width=8,
               note="1, 2, 3… trong một tiêu chí. Trang “Mức điểm” nhắc lại số này."),
        Column("label", "Tên phần điểm", required=True, max_length=300, width=36),
        _points("max_points", "Điểm tối đa", "Các phần cộng lại bằng điểm của tiêu chí.",
                required=True),
        _choice("method", "Cách tính", words.METHODS, "Xem trang “Hướng dẫn”: mỗi cách tính cần "
                "những cột nào.", required=True, width=20),
        _choice("measure", "Nguồn số liệu", words.sources(),
                f"Để trống: {words.TYPED.lower()}. Hoặc số liệu hệ thống tự lấy.", width=24),
        Column("question", "Câu hỏi", max_length=LONGEST_TITLE, width=36,
               note="Theo mức (số đếm, số thập phân), Chọn một mức, Có hoặc không."),
        _choice("of", "Xếp mức theo", words.SUBJECTS, "Chỉ cho cách tính Theo mức.", width=14),
        Column("numerator", "Tử số", max_length=300, width=28, note="Cách tính có tỷ lệ: số đạt."),
        Column("denominator", "Mẫu số", max_length=300, width=28, note="Tổng số để so sánh."),
        _choice("kind", "Loại số liệu", words.FIGURE_KINDS, "Để trống: Số đếm.", width=14),
        Column("unit", "Đơn vị tính", max_length=60, width=12, note="Ví dụ: hộ, ngày, cuộc."),
        _choice("when_zero", "Khi mẫu số bằng 0", words.WHEN_ZERO, "Để trống: chưa chấm, hỏi lại."),
        _yes_no("may_exceed", "Được vượt 100 %", "Có: số đạt được lớn hơn mẫu số (chỉ tiêu)."),
        _figure("denominator_minimum", "Mẫu số nhỏ nhất"),
        _figure("denominator_maximum", "Mẫu số lớn nhất"),
        _figure("maximum", "Số nhập lớn nhất", "Theo mức: số lớn nhất được nhập."),
        _figure("at_most", "Tổng số tối đa", "Đếm, có trần: tổng các số đếm không quá số này."),
        _figure("floor", "Điểm sàn", "Trừ dần, có sàn: để trống là 0; điểm phạt ghi số âm.",
                may_be_negative=True),
        _choice("earns", "Trả lời được điểm", words.EARNS, "Có hoặc không. Để trống: Có.",
                width=12),
        Column("requires_label", "Chỉ tính khi", max_length=300, width=28,
               note="Câu hỏi có/không; trả lời Không thì phần này 0 điểm."),
        _text("sources", "Điền sẵn từ số liệu trong năm",
              "Mỗi dòng một số liệu: tên số liệu = nguồn, như hệ thống đã ghi. Để trống: đơn vị "
              "nhập hết. Không dùng cùng “Nguồn số liệu”.", width=36),
        _key("requires_name", "Tên số liệu: chỉ tính khi"),
        _key("numerator_name", "Tên số liệu: tử số"),
        _key("denominator_name", "Tên số liệu: mẫu số"),
        _key("name", "Tên số liệu: câu hỏi"),
        _key(),
    ]  # fmt: skip


def steps_columns() -> list[Column]:
    """One row for each band, option or counted item of a part."""
    return [
        Column("criterion", "Mã tiêu chí", required=True, max_length=LONGEST_CODE, width=10),
        Column("number", "Phần số", "count", width=8,
               note="Số của phần điểm ở trang “Cách tính điểm”. Để trống nếu chỉ có một phần."),
        Column("label", "Lựa chọn, nội dung đếm", max_length=300, width=50,
               note="Tên lựa chọn hoặc việc được đếm. Cách tính Theo mức: để trống."),
        _figure("from", "Từ", "Theo mức: từ số này trở lên (tính cả số này)."),
        _figure("above", "Trên", "Theo mức: lớn hơn số này."),
        _figure("below", "Dưới", "Theo mức: nhỏ hơn số này."),
        _figure("to", "Đến", "Theo mức: đến số này (tính cả số này)."),
        _figure("points", "Điểm", "Điểm của mức, của lựa chọn, hoặc của mỗi trường hợp được đếm.",
                required=True, number_format="0.00##"),
        _figure("expected", "Số phải có", "Trừ dần: thiếu so với số này thì trừ."),
        _key(),
    ]  # fmt: skip


def vetoes_columns() -> list[Column]:
    """One row for each veto."""
    return [
        Column("code", "Mã", required=True, max_length=LONGEST_CODE, width=9),
        _text("title", "Nội dung", width=70),
        Column("effect", "Hệ quả", required=True, max_length=300, width=40),
        _choice("kind", "Cách xác định", words.VETO_KINDS, "Người xác định, hoặc hệ thống tự tính.",
                required=True, width=30),
        _percent("minimum_share", "Mức tối thiểu của nhóm (%)",
                 "Chỉ cho “Nhóm dưới mức tối thiểu”.", places=4),
        Column("missing_from", "Thiếu từ (báo cáo)", "count", width=12,
               note="Chỉ cho “Thiếu báo cáo quý”: thiếu từ bao nhiêu báo cáo."),
        _key(),
    ]  # fmt: skip


def bands_columns() -> list[Column]:
    """One row for each class."""
    return [
        Column("name", "Xếp loại", required=True, max_length=60, width=18),
        _points("minimum_points", "Từ (điểm)", "Mức thấp nhất bắt đầu từ 0.", required=True),
        _percent("minimum_group_share", "Mỗi nhóm đạt từ (%)"),
        _yes_no("is_recognised", "Được đề nghị công nhận", "Để trống: Không."),
        _text("conditions", "Điều kiện kèm theo", width=70),
        _key(),
    ]


def layouts(kinds: Mapping[str, str]) -> list[Card | Table]:
    """Every sheet that is read back."""
    return [
        Card(INFORMATION, information_fields(kinds)),
        Table(CONTENTS, contents_columns()),
        Table(PARTS, parts_columns()),
        Table(STEPS, steps_columns()),
        Table(VETOES, vetoes_columns()),
        Table(BANDS, bands_columns()),
    ]
