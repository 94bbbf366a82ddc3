"""The forms of the scoring methods: which boxes, which rows, and the words that explain them.

A shape is a method as people choose it; bands of a share and bands of a figure are two. To give
a method another parameter, add a box here: showing, reading and keeping follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.forms.rules.boxes import FIGURE, POINTS, SELECT, SIGNED, TEXT, TICK, WHOLE, Box
from criteria.scoring import Part, rule_of


@dataclass(frozen=True)
class Rows:
    """A list of rows within a rule: bands, options, counted items.

    `identity`: the entry that names a row for good (the key of an option, the name of a fact);
    empty for bands, which have no name.
    """

    parameter: str
    title: str
    one: str  # what one row is called
    columns: tuple[Box, ...]
    identity: str = ""
    help: str = ""

    @property
    def is_ladder(self) -> bool:
        """Whether the rows are bands."""
        return not self.identity


@dataclass(frozen=True)
class Shape:
    """One form. `fixed`: parameters that tell it from other shapes of its method."""

    code: str
    method: str
    title: str
    does: str
    example: str
    boxes: tuple[Box, ...] = ()
    rows: Rows | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    start: Mapping[str, Any] = field(default_factory=dict)
    can_be_measured: bool = True


KINDS = (("count", "Số nguyên (hồ sơ, hộ, cuộc)"), ("number", "Số có thể lẻ (triệu đồng, km)"))
WHEN_ZERO = (
    ("ask", "Chưa chấm, hỏi lại đơn vị"),
    ("full", "Cho điểm tối đa"),
    ("zero", "Cho 0 điểm"),
)

NUMERATOR = Box("numerator", "Số đạt được", help="Ví dụ: Số hồ sơ giải quyết đúng hạn")
DENOMINATOR = Box("denominator", "Trên tổng số", help="Ví dụ: Tổng số hồ sơ đã tiếp nhận")
RATIO = (
    NUMERATOR,
    Box("numerator_name", "Lấy “số đạt được” từ", SELECT, of_measure=True),
    DENOMINATOR,
    Box("denominator_name", "Lấy “tổng số” từ", SELECT, of_measure=True),
    Box("when_zero", "Khi tổng số bằng 0", SELECT, choices=WHEN_ZERO, default="ask", more=True),
    Box(
        "may_exceed", "Số đạt được có thể lớn hơn tổng số (vượt chỉ tiêu, vượt kế hoạch)", TICK,
        more=True,
    ),
    Box("kind", "Hai số liệu là", SELECT, choices=KINDS, default="count", more=True),
    Box("unit", "Đơn vị tính", help="Ví dụ: hồ sơ, triệu đồng", more=True),
    Box(
        "denominator_minimum", "Tổng số ít nhất", FIGURE, more=True,
        help="Ví dụ: khảo sát từ 30 phiếu trở lên thì ghi 30",
    ),
    Box(
        "denominator_maximum", "Tổng số nhiều nhất", FIGURE, more=True,
        help="Ví dụ: chỉ có 14 nhóm nội dung phải công khai thì ghi 14",
    ),
)  # fmt: skip

LOWER = (("from", "từ"), ("above", "trên"))
UPPER = (("below", "đến dưới"), ("to", "đến hết"))


def _bands(unit: str) -> Rows:
    return Rows(
        "bands",
        "Các mức",
        "mức",
        (
            Box("low_as", "Kiểu cận dưới", SELECT, choices=LOWER, default="from"),
            Box("low", f"Cận dưới{unit}", FIGURE),
            Box("high_as", "Kiểu cận trên", SELECT, choices=UPPER, default="below"),
            Box("high", f"Cận trên{unit}", FIGURE),
            Box("points", "Điểm", POINTS),
        ),
        help="Chỉ cần ghi một cận và điểm: từ 98 được 4 điểm, từ 95 được 3 điểm, để trống cả hai "
        "cận được 0 điểm (các trường hợp còn lại). Hệ thống tự nối mức này với mức kia.",
    )


ITEM = (
    Box("label", "Đếm gì"),
    Box("points_each", "Điểm mỗi trường hợp", POINTS),
)
FACT = Box("name", "Lấy từ", SELECT, of_measure=True)

SHAPES = (
    Shape(
        "share_bands", "bands", "Theo mức của một tỷ lệ (%)",
        "Hệ thống tính tỷ lệ phần trăm từ hai con số rồi cho điểm của mức mà tỷ lệ đạt tới.",
        "Từ 98% hồ sơ đúng hạn trở lên: 4 điểm; từ 95%: 3 điểm; từ 90%: 2 điểm; dưới 90%: 0 điểm.",
        RATIO, _bands(" (%)"), fixed={"of": "share"}, start={"bands": []},
    ),
    Shape(
        "figure_bands", "bands", "Theo mức của một con số",
        "Đơn vị nhập một con số; hệ thống cho điểm của mức mà con số đó đạt tới.",
        "Có mô hình ở cả 4 lĩnh vực: 1 điểm; ở 3 lĩnh vực: 0,5 điểm; ít hơn: 0 điểm.",
        (
            Box("question", "Con số cần nhập", help="Ví dụ: Số lĩnh vực có mô hình"),
            Box("name", "Lấy từ", SELECT, of_measure=True),
            Box("of", "Con số là", SELECT, choices=KINDS),
            Box("unit", "Đơn vị tính", help="Ví dụ: cuộc, lĩnh vực"),
            Box("maximum", "Con số lớn nhất có thể có", FIGURE, more=True,
                help="Ví dụ: chỉ có 4 lĩnh vực thì ghi 4"),
        ),
        _bands(""), start={"of": "count", "bands": []},
    ),
    Shape(
        "proportional", "proportional", "Theo tỷ lệ, nhân với điểm tối đa",
        "Điểm bằng tỷ lệ đạt được nhân với điểm tối đa của phần, không quá điểm tối đa.",
        "Tỷ lệ tổ dân vận hoạt động × 1 điểm: 11 trên 12 tổ được 0,92 điểm.",
        RATIO,
    ),
    Shape(
        "count", "count", "Đếm trường hợp, có mức trần",
        "Mỗi trường hợp được một số điểm; cộng lại không quá điểm tối đa của phần.",
        "Mỗi cuộc kiểm tra, giám sát có kết luận được 1 điểm, tối đa 2 điểm.",
        (
            Box("at_most", "Tổng số trường hợp nhiều nhất có thể có", WHOLE, more=True,
                help="Ví dụ: trong năm chỉ có 5 kỳ báo cáo thì ghi 5"),
        ),
        Rows("items", "Nội dung đếm", "nội dung", (FACT, *ITEM), "name",
             "Ví dụ: Số cuộc đối thoại trong năm, mỗi trường hợp 1 điểm."),
        start={"items": []},
    ),
    Shape(
        "choice", "choice", "Chọn một mức có sẵn",
        "Người chấm chọn một trong các mức; mỗi mức có điểm riêng, mức cao nhất bằng điểm tối đa.",
        "Ban hành trong quý I: 2 điểm; ban hành sau quý I: 1 điểm; không ban hành: 0 điểm.",
        (Box("question", "Câu hỏi", help="Ví dụ: Thời điểm ban hành chương trình công tác năm"),),
        Rows(
            "options", "Các mức để chọn", "mức",
            (Box("label", "Nội dung mức"), Box("points", "Điểm", POINTS)),
            "key", "Ví dụ: Ban hành trong quý I, 2 điểm.",
        ),
        start={"options": []}, can_be_measured=False,
    ),
    Shape(
        "yes_no", "yes_no", "Có hoặc không",
        "Trả lời đúng thì được toàn bộ điểm của phần, trả lời khác thì 0 điểm.",
        "Có tổ chức sơ kết việc phối hợp: 1,5 điểm; không: 0 điểm.",
        (
            Box("question", "Câu hỏi", help="Ví dụ: Có tổ chức sơ kết việc phối hợp"),
            Box("earns", "Trả lời nào được điểm", SELECT,
                choices=(("yes", "Có"), ("no", "Không (không để xảy ra thì được điểm)")),
                default="yes"),
        ),
        can_be_measured=False,
    ),
    Shape(
        "deduction", "deduction", "Trừ dần, có mức sàn",
        "Bắt đầu từ điểm tối đa của phần, mỗi trường hợp trừ đi một số điểm, không xuống dưới "
        "mức sàn.",
        "Mỗi phản ánh đúng về thái độ phục vụ trừ 1 điểm, trừ tối đa hết điểm của nội dung này.",
        (
            Box("floor", "Không xuống dưới (điểm)", SIGNED, default="0",
                help="Thường là 0. Phần chỉ để trừ: điểm tối đa 0, mức sàn là số âm, ví dụ −1"),
        ),
        Rows(
            "items", "Nội dung trừ điểm", "nội dung",
            (FACT, Box("label", "Đếm gì"), Box("points_each", "Trừ mỗi trường hợp", POINTS),
             Box("expected", "Phải có", WHOLE)),
            "name",
            "Ví dụ: Số phản ánh đúng, trừ mỗi trường hợp 1 điểm. Ô “Phải có” chỉ ghi khi trừ theo "
            "số còn thiếu: phải có 4 mà có 3 thì trừ một lần.",
        ),
        start={"floor": "0", "items": []},
    ),
    Shape(
        "manual", "manual", "Chấm theo đánh giá",
        "Người chấm tự cho điểm từ 0 đến điểm tối đa; dùng khi văn bản không nêu cách tính.",
        "Chất lượng tham mưu, phối hợp: tối đa 2 điểm, căn cứ nhận xét của cơ quan thẩm định.",
        can_be_measured=False,
    ),
)  # fmt: skip
BY_CODE = {shape.code: shape for shape in SHAPES}

LABEL = Box("label", "Tên phần điểm", TEXT)
MAX_POINTS = Box("max_points", "Điểm tối đa", POINTS)
CONDITION = Box(
    "requires", "Chỉ tính điểm khi trả lời “có” cho câu hỏi", more=True,
    help="Ví dụ: Có lập danh mục mô hình. Trả lời “không” thì phần này được 0 điểm.",
)  # fmt: skip


def shape_of(part: Part) -> Shape | None:
    """The form that fits the part's rule; None for a method that does not exist."""
    rule = rule_of(part)
    fitting = [shape for shape in SHAPES if shape.method == rule.method]
    exact = [
        shape
        for shape in fitting
        if shape.fixed and shape.fixed.items() <= _plain(rule.parameters).items()
    ]
    return next(iter(exact or [shape for shape in fitting if not shape.fixed]), None)


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if isinstance(value, str)}
