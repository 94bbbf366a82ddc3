"""The list of figures as the board reads it, and what the three ways of adding up mean."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from assessments.models import Indicator, IndicatorValue
from assessments.workflow import IndicatorNature
from organisation.models import Unit


@dataclass(frozen=True)
class IndicatorRow:
    """One figure, whether something was reported for it, and whether it can go up or down."""

    indicator: Indicator
    is_used: bool
    is_first: bool
    is_last: bool

    @property
    def nature_name(self) -> str:
        return NATURE_NAMES[IndicatorNature(self.indicator.nature)]

    @property
    def dialog(self) -> str:
        """Key of the dialog that asks before the figure is no longer asked for."""
        return f"thoi-hoi-{self.indicator.pk}"

    @property
    def ending(self) -> str:
        """The change that the dialog confirms: what was used is kept."""
        return "dung-hoi" if self.is_used else "xoa"

    @property
    def ending_word(self) -> str:
        return "Dừng hỏi" if self.is_used else "Xoá"


@dataclass(frozen=True)
class NatureExample:
    """One way of adding up, in plain words, with an example of four quarters and two units."""

    name: str
    meaning: str
    quarters: str
    units: str


NATURE_NAMES = {
    IndicatorNature.FLOW: "Phát sinh trong quý",
    IndicatorNature.STOCK: "Số tại thời điểm",
    IndicatorNature.RATE: "Tỷ lệ, mức",
}


def indicator_rows(organiser: Unit) -> list[IndicatorRow]:
    """Every figure of the organiser in its order."""
    values = IndicatorValue.objects.filter(indicator=OuterRef("pk"))
    rows = organiser.indicators.select_related("unit_kind").annotate(is_used=Exists(values))
    found = list(rows)
    return [IndicatorRow(row, row.is_used, row is found[0], row is found[-1]) for row in found]


def nature_examples() -> list[NatureExample]:
    """The three ways, with figures that anybody can check by hand."""
    return [
        NatureExample(
            NATURE_NAMES[IndicatorNature.FLOW],
            "Đếm những gì mới có trong quý đó. Ví dụ: số hộ hiến đất.",
            "Quý I 12 hộ, quý II 9, quý III 15, quý IV 8: cả năm 44 hộ.",
            "Xã A 44 hộ, xã B 30 hộ: toàn huyện 74 hộ.",
        ),
        NatureExample(
            NATURE_NAMES[IndicatorNature.STOCK],
            "Đếm những gì đang có vào ngày cuối quý. Ví dụ: số tổ dân vận đang hoạt động.",
            "Quý I 10 tổ, quý II 11, quý III 11, quý IV 12: cả năm 12 tổ, không phải 44.",
            "Xã A 12 tổ, xã B 9 tổ: toàn huyện 21 tổ.",
        ),
        NatureExample(
            NATURE_NAMES[IndicatorNature.RATE],
            "Một tỷ lệ hoặc mức vào cuối quý. Ví dụ: tỷ lệ hộ nghèo.",
            "Quý I 5,2 %, quý IV 4,6 %: cả năm 4,6 %.",
            "Xã A 4,6 %, xã B 3,4 %: bình quân các đơn vị 4,0 %, không cộng.",
        ),
    ]
