"""How many there are of a thing in a unit: the wholes that shares are taken of.

The same thing has the same number everywhere in one unit's sheet: its hamlets are counted once.
"""

import re
from collections.abc import Callable
from random import Random

from danvan.demo.dice import dice
from danvan.demo.district import Size

Draw = Callable[[Size, Random], int | str]


def between(low: int, high: int) -> Draw:
    """Some number in the range, whatever the size."""
    return lambda size, random: random.randint(low, high)


def money(low: int, high: int) -> Draw:
    """Million đồng, in tens."""
    return lambda size, random: str(random.randrange(low, high, 10))


# The first pattern found in the label of the whole decides.
WHOLES: tuple[tuple[str, Draw], ...] = (
    ("chi bộ", lambda size, random: size.villages + 4),
    ("thôn, tổ dân phố, đoàn thể", lambda size, random: size.villages + 6),
    ("thôn, tổ dân phố", lambda size, random: size.villages),
    ("kỳ phải tiếp", between(12, 12)),
    ("buổi phải tiếp theo lịch niêm yết", between(48, 50)),
    ("buổi phải tiếp", between(12, 24)),
    ("sau đối thoại", between(5, 14)),
    ("hồ sơ tiếp nhận", lambda size, random: int(size.households * random.uniform(1.1, 1.6))),
    ("hồ sơ trực tuyến", lambda size, random: int(size.households * random.uniform(0.45, 0.6))),
    ("đơn thư, kiến nghị", between(9, 31)),
    ("nhóm nội dung phải công khai", between(14, 14)),
    ("Nhân dân bàn, quyết định", lambda size, random: size.villages // 2 + random.randint(2, 6)),
    ("ý kiến tham gia", between(34, 92)),
    ("kiến nghị sau giám sát", between(3, 9)),
    ("mô hình đã công nhận", between(4, 9)),
    ("Tổng số chỉ tiêu", between(16, 21)),
    ("Chỉ tiêu vận động", money(80, 240)),
    ("Kế hoạch huy động", money(600, 2600)),
    ("giảm tỷ lệ hộ nghèo", lambda size, random: random.choice(["0.8", "1", "1.2", "1.5"])),
    ("tuyển quân", between(6, 14)),
    ("tổ chức còn lại", between(5, 6)),
    ("Tổng số tổ chức", between(5, 6)),
    ("phiếu hợp lệ", between(100, 180)),
    ("đảng viên phải lấy", lambda size, random: int(size.staff * 0.6)),
    ("cán bộ, đảng viên", lambda size, random: size.staff),
    ("nhiệm vụ được giao", between(58, 124)),
    ("văn bản tham mưu", between(32, 86)),
    ("đi cơ sở", between(12, 26)),
    ("đề nghị của cơ sở", between(11, 34)),
    ("cử tri", between(6, 17)),
    ("hồ sơ, công việc", between(310, 2150)),
    ("văn bản phải ký số", between(320, 960)),
    ("hồ sơ công việc điện tử", between(42, 130)),
    ("đơn thư", between(4, 13)),
    ("nội dung phải công khai", between(9, 12)),
    ("kiến nghị nội bộ", between(3, 8)),
)
ANYTHING_ELSE = between(8, 12)


def whole(label: str, size: Size, seed: int, *subject: object) -> int | str:
    """The number that a unit states for `label` in a year; whole, or a decimal as text."""
    for pattern, draw in WHOLES:
        if re.search(pattern, label):
            return draw(size, dice(seed, "whole", pattern, *subject))
    return ANYTHING_ELSE(size, dice(seed, "whole", label, *subject))
