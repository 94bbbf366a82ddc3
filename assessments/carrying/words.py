"""What may become of facts, and the reasons that people read."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]


class Choice(StrEnum):
    """What becomes of facts whose part now gives other points for them."""

    KEEP = "keep"
    SCALE = "scale"
    CLEAR = "clear"


class Fate(StrEnum):
    """What became of the facts of one part."""

    KEPT = "kept"  # the rule is the same
    RESCORED = "rescored"  # the facts stay, their points follow from the new rule
    CUT = "cut"  # points by judgement above the new maximum
    SCALED = "scaled"  # points by judgement, in proportion to the maxima
    CLEARED = "cleared"  # taken out because the decision says so
    DROPPED = "dropped"  # the part no longer asks for them


MUST_REENTER = frozenset({Fate.CLEARED, Fate.DROPPED})
ADJUSTED = frozenset({Fate.RESCORED, Fate.CUT, Fate.SCALED})

PART_GONE = "nội dung này không còn trong tiêu chí"
NOW_MEASURED = "nay hệ thống tự lấy số liệu"
NOW_APPRAISED = "nay chỉ cơ quan thẩm định chấm"
OTHER_METHOD = "cách chấm đã đổi"
OTHER_FIGURES = "số liệu phải nhập đã đổi"
OPTION_GONE = "mức đã chọn không còn"
MUST_ARISE = "nay không được ghi “Không phát sinh”"
BY_CHOICE = "điểm đã đổi; theo quyết định thì xoá để nhập lại"
ABSENT = "Không phát sinh"
