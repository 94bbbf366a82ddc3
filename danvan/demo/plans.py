"""What is to become of each unit in a year: targets of the points, and how far the file gets."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from danvan.demo.dice import dice
from organisation.models import Unit


class Fate(StrEnum):
    """How far a file of the current year has got today."""

    EMPTY = "empty"
    FILLING = "filling"
    HANDED_IN = "handed_in"
    IN_APPRAISAL = "in_appraisal"
    RETURNED_SINGLE = "returned_single"
    RETURNED_WHOLE = "returned_whole"
    SUPPLEMENTED = "supplemented"
    PROVISIONAL = "provisional"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SETTLED = "settled"
    PROPOSED = "proposed"
    DECIDED = "decided"


class Trouble(StrEnum):
    """What stands in the way of recognition, besides points."""

    NONE = ""
    LATE_REGISTRATION = "late_registration"
    REPORTS_MISSING = "reports_missing"
    REFUSED = "refused"
    SENT_BACK = "sent_back"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Plan:
    """Self-scored and appraised totals to aim at (0 to 99: one point is the appraiser's own)."""

    stated: Decimal
    settled: Decimal
    trouble: Trouble = Trouble.NONE
    fate: Fate = Fate.DECIDED
    share: float = 1.0  # of the criteria filled in, while the unit is still filling
    extended: bool = False
    moves: bool = False  # to the corrected version of the criteria set, while still a draft
    lowered: tuple[str, ...] = ()  # criteria that do not reach full points in any case


F, T = Fate, Trouble

# By the name of the unit; units without an entry go the ordinary way.
CURRENT: dict[str, dict] = {
    "Đồng Tiến": {"fate": F.FILLING, "share": 0.95, "moves": True, "lowered": ("VI.3",)},
    "Canh Nậu": {"fate": F.RETURNED_SINGLE},
    "Xuân Lương": {"fate": F.HANDED_IN},
    "Tam Tiến": {"fate": F.FILLING, "share": 0.6, "moves": True},
    "Đồng Vương": {"fate": F.PROVISIONAL},
    "Đồng Hưu": {"fate": F.AGREED},
    "Đồng Tâm": {"fate": F.DISAGREED, "stated": "90", "settled": "84"},
    "Tam Hiệp": {"fate": F.SETTLED},
    "Tiến Thắng": {"fate": F.SETTLED},
    "Hồng Kỳ": {"fate": F.PROPOSED},
    "Đồng Lạc": {"fate": F.PROPOSED},
    "Đông Sơn": {"fate": F.PROPOSED, "trouble": T.LATE_REGISTRATION},
    "Tân Hiệp": {"fate": F.IN_APPRAISAL},
    "Hương Vĩ": {"fate": F.EMPTY},
    "Đồng Kỳ": {"fate": F.RETURNED_WHOLE},
    "An Thượng": {"fate": F.DECIDED, "stated": "96", "settled": "95"},
    "Phồn Xương": {"fate": F.SUPPLEMENTED},
    "Tân Sỏi": {"fate": F.FILLING, "share": 0.7, "extended": True},
    "Bố Hạ": {"fate": F.DECIDED},
    "Cơ quan Đảng - Đoàn thể": {"fate": F.FILLING, "share": 0.55},
    "Cơ quan chính quyền": {"fate": F.HANDED_IN},
    "Công an huyện": {"fate": F.SETTLED},
    "Trung tâm Y tế": {"fate": F.DECIDED, "stated": "86", "settled": "76.5"},
}
LAST: dict[str, dict] = {
    "Hương Vĩ": {"stated": "87", "settled": "77.5"},
    "Đồng Kỳ": {"trouble": T.REPORTS_MISSING},
    "Tân Hiệp": {"stated": "79", "settled": "76"},
    "Đồng Vương": {"trouble": T.SENT_BACK, "stated": "88", "settled": "85"},
    "Đông Sơn": {"trouble": T.REVOKED},
    "An Thượng": {"stated": "97", "settled": "95.5"},
}
BEFORE_LAST: dict[str, dict] = {
    "Canh Nậu": {"stated": "81", "settled": "74"},
    "Tân Sỏi": {"trouble": T.REFUSED},
    "Đồng Hưu": {"stated": "80.5", "settled": "78"},
    "Cơ quan chính quyền": {"stated": "82", "settled": "76"},
    "An Thượng": {"stated": "95", "settled": "94"},
}


def plan_of(special: dict[str, dict], unit: Unit, year: int, seed: int) -> Plan:
    """The plan of one unit in one year: a little too high, unless the table says more."""
    fields = dict(special.get(unit.short_name, {}))
    random = dice(seed, "plan", unit.short_name, year)
    stated = random.randrange(8400, 9550, 25)
    settled = max(stated - random.randrange(50, 400, 25), 8150)
    given = {
        "stated": Decimal(fields.pop("stated", Decimal(stated) / 100)),
        "settled": Decimal(fields.pop("settled", Decimal(settled) / 100)),
    }
    return Plan(**given, **fields)
