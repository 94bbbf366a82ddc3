"""Bands of ratios and of counts as several offices write them, and what is no band for sure."""

import unicodedata

import pytest

from tests.criteria.wordings.recognised import TITLE, only, rules


def levels(part):
    """The bands as "from 95 below 98 = 3"."""
    return [
        " ".join(f"{n} {v}" for n, v in band.items() if n != "points") + f" = {band['points']}"
        for band in part.parameters["bands"]
    ]


class TestBandsOfARatio:
    FOUR = ["from 98 = 4", "from 95 below 98 = 3", "from 85 below 95 = 1", "below 85 = 0"]

    @pytest.mark.parametrize(
        "text",
        [
            "Từ 98% đúng hạn trở lên: 4; từ 95% đến dưới 98%: 3; từ 85% đến dưới 95%: 1; "
            "dưới 85%: 0",
            "Từ 98% đúng hạn trở lên: 4; từ 95%: 3; từ 85%: 1; dưới 85%: 0.",
            "Từ 98% trở lên: 4đ; 95% đến dưới 98%: 3đ; 85% - dưới 95%: 1đ; dưới 85%: không có điểm",
            "≥ 98%: 4 điểm; ≥ 95% và < 98%: 3 điểm; ≥ 85% và < 95%: 1 điểm; < 85%: 0 điểm",
            ">=98%: 4; từ 95 phần trăm đến dưới 98 phần trăm: 3; từ 85% đến dưới 95%: 1",
            "TỪ 98% TRỞ LÊN: 4 ĐIỂM; TỪ 95% ĐẾN DƯỚI 98%: 3 ĐIỂM; TỪ 85% ĐẾN DƯỚI 95%: 1 ĐIỂM",
            "- Từ 98% trở lên: 4 điểm.\n- Từ 95% đến dưới 98%: 3 điểm.\n"
            "- Từ 85% đến dưới 95%: 1 điểm.\n"
            "- Dưới 85%: không chấm điểm.",
            "Tỉ lệ giải quyết đúng hạn:\n+ Từ 98% trở lên: 4\n+ Từ 95% đến dưới 98%: 3\n"
            "+ Từ 85% đến dưới 95%: 1\n+ Dưới 85%: 0",
            "Đúng hạn từ 98% trở lên: 4 điểm (từ 95% đến dưới 98%: 3; từ 85% đến dưới 95%: 1)",
            "Từ 98% trở lên được 4 điểm; từ 95% đến dưới 98% được 3 điểm; "
            "từ 85% đến dưới 95% 1 điểm",
        ],
    )
    def test_are_read_in_many_spellings(self, text):
        for form in ("NFC", "NFD"):
            part = only(unicodedata.normalize(form, text), 4)
            assert (part.method, levels(part)) == ("bands", self.FOUR)

    def test_keep_who_is_included(self):
        part = only("Trên 90%: 2; từ trên 80% đến 90%: 1; từ 80% trở xuống: 0", 2)
        assert levels(part) == ["above 90 = 2", "above 80 to 90 = 1", "to 80 = 0"]

    def test_may_fall_where_less_is_better(self):
        part = only("Dưới 5%: 2; từ 5% đến dưới 10%: 1; từ 10% trở lên: 0", 2)
        assert levels(part) == ["below 5 = 2", "from 5 below 10 = 1", "from 10 = 0"]

    def test_begin_with_all_of_them(self):
        part = only("Hoàn thành 100% chỉ tiêu: 4; từ 90% đến dưới 100%: 2,5; dưới 90%: 0", 4)
        assert levels(part) == ["from 100 = 4", "from 90 below 100 = 2.5", "below 90 = 0"]
        assert part.parameters["may_exceed"]

    def test_count_a_target_that_is_passed_as_reached(self):
        part = only("Đạt hoặc vượt chỉ tiêu: 2; đạt từ 80% chỉ tiêu: 1; dưới 80%: 0", 2)
        assert levels(part) == ["from 100 = 2", "from 80 below 100 = 1", "below 80 = 0"]

    def test_are_full_where_nothing_arose_if_the_text_says_so(self):
        part = only("Từ 95% đúng hạn trở lên: 2; dưới 95%: 0. Không phát sinh: đủ điểm.", 2)
        assert part.parameters["when_zero"] == "full"

    def test_name_their_figures_after_the_text_or_the_title(self):
        long = only("Kiến nghị được trả lời từ 80% trở lên: 1", 1)
        short = only("Từ 80% trở lên: 1", 1)
        assert long.parameters["numerator"] == "Số đã đạt (Kiến nghị được trả lời)"
        assert short.parameters["denominator"] == f"Tổng số để tính tỷ lệ ({TITLE})"

    @pytest.mark.parametrize(
        ("text", "maximum"),
        [
            ("Từ 90% trở lên: 4; từ 80% đến 89%: 3; dưới 80%: 0", 4),  # a gap between 89 and 90
            ("Từ 90% trở lên: 4; từ 80%: 3; dưới 70%: 0", 4),  # who has 75 %?
            ("Từ 90% trở lên: 4; từ 80% đến dưới 95%: 3; dưới 80%: 0", 4),  # an overlap
            ("Từ 90% trở lên: 4; từ 80% đến dưới 90%: 5; dưới 80%: 0", 4),  # less gives more
            ("Rút ngắn từ 30% trở lên và đã được công bố: 1; dưới 30%: 0", 1),  # a second demand
            ("Từ 80% trở lên nếu có kế hoạch: 1", 1),
            ("Đạt 80%: 2", 2),  # at least? exactly?
            ("Đạt 100%: 2; đạt 90%: 1", 2),
            ("Từ 95% đúng hạn trở lên: 4; từ 90% hài lòng trở lên: 3", 4),  # two ratios
            ("Từ 98% trở lên: 4; từ 95% đến dưới 98: 3", 4),
            ("Dưới 80% trở lên: 2", 2),
            ("Từ 90% trở lên: 4; dưới 90%: 2; từ 50%: 1", 4),  # nothing is left below
            ("Từ 98% trở lên: 4; từ 95 đến dưới 98: 3", 4),  # percent of what?
            ("Dưới 98% đến 95%: 3; từ 98% trở lên: 4", 4),
            ("Từ 98% trở lên: 4; từ 95% đến dưới 98%: 3", 5),  # not the maximum
        ],
    )
    def test_that_are_not_sure_are_left_to_people(self, text, maximum):
        assert rules(text, maximum) == []

    def test_of_an_index_are_left_to_people(self):
        assert (
            rules("Từ 90% trở lên: 2; dưới 90%: 0", 2, "Kết quả chỉ số cải cách hành chính") == []
        )


class TestBandsOfACount:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "Có ít nhất 2 cuộc giám sát: 1 (1 cuộc: 0,5)",
                ["from 2 = 1", "from 1 below 2 = 0.5", "below 1 = 0"],
            ),
            (
                "Có đủ 4 lĩnh vực: 1; có 3 lĩnh vực: 0,5",
                ["from 4 = 1", "from 3 below 4 = 0.5", "below 3 = 0"],
            ),
            (
                "5 mô hình trở lên: 1; từ 3 đến 4 mô hình: 0,5; 1-2 mô hình: 0,2; không có: 0",
                ["from 5 = 1", "from 3 below 5 = 0.5", "from 1 below 3 = 0.2", "below 1 = 0"],
            ),
            (
                "Không quá 2 vụ: 1; trên 2 đến 5 vụ: 0,5; trên 5 vụ: 0",
                ["below 3 = 1", "from 3 below 6 = 0.5", "from 6 = 0"],
            ),
            (
                "Chênh lệch không quá 5 điểm: 1; trên 5 đến 10 điểm: 0,5; trên 10 điểm: 0",
                ["to 5 = 1", "above 5 to 10 = 0.5", "above 10 = 0"],
            ),
        ],
    )
    def test_are_read(self, text, expected):
        part = only(text, 1)
        assert levels(part) == expected

    def test_that_leave_a_gap_or_an_open_top_are_left_to_people(self):
        assert rules("Từ 5 mô hình trở lên: 3; từ 1 đến 3 mô hình: 1", 3) == []
        assert rules("Có 3 mô hình: 3 điểm", 3) == []
        assert rules("Từ 1.250 hộ trở lên: 3", 3) == []
