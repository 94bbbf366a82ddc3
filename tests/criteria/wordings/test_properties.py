"""Whatever is written: no error, and what is recognised adds up and can be published."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from criteria.scoring import criterion_problems
from criteria.wordings import Sureness, recognise

FIGURES = st.sampled_from(["0", "0,25", "0.5", "1", "1,5", "2", "3", "4", "80", "95", "98", "100"])
PIECES = st.one_of(
    FIGURES,
    st.sampled_from(
        [
            "từ ",
            "đến dưới ",
            "dưới ",
            "trên ",
            "%",
            " % ",
            " trở lên",
            ": ",
            "; ",
            ". ",
            "\n",
            " (",
            ")",
            ", ",
            "mỗi ",
            "thiếu một ",
            " trừ ",
            "tối đa ",
            "không quá ",
            " điểm",
            "đ",
            "Có ",
            "Không có ",
            "không: ",
            "kế hoạch",
            "cuộc",
            "nội dung",
            "đúng hạn",
            "Tỷ lệ ",
            " x ",
            " / ",
            "tổng số ",
            "tính theo tỷ lệ",
            "đủ ",
            "≥ ",
            "- ",
            "còn lại",
            "Hoàn thành ",
            "chỉ tiêu",
            "không phát sinh: đủ điểm",
        ]
    ),
)
MAXIMA = st.sampled_from(
    [Decimal(text) for text in ("0.25", "0.5", "1", "1.5", "2", "3", "4", "5")]
)


@given(
    st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200), MAXIMA, st.text(max_size=40)
)
@example("Có: 1", Decimal(1), "")
@example("từ 98%: 4. không phát sinh: đủ điểm", Decimal(4), "x")
def test_what_is_recognised_can_be_published(text, maximum, title):
    found = recognise(text, maximum, title)

    assert criterion_problems(found.parts, maximum) == []
    by_hand = [part for part in found.parts if part.method == "manual"]
    assert bool(by_hand) == (found.sureness != Sureness.WHOLE)
    assert all(len(part.label) <= 300 for part in found.parts)


@given(MAXIMA, st.integers(60, 99), st.integers(1, 59))
def test_two_levels_of_a_ratio_are_recognised_whatever_their_figures(maximum, high, low):
    half = f"{maximum / 4:f}".replace(".", ",")[:4].rstrip(",")
    text = f"Từ {high}% trở lên: {maximum}; từ {low}% đến dưới {high}%: {half}; dưới {low}%: 0"

    found = recognise(text, maximum, "Tỷ lệ")

    assert [part.method for part in found.parts] == ["bands"]
