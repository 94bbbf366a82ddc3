"""Where bars stand in a drawing."""

from decimal import Decimal

from assessments.charts import BASE, HEIGHT, TOP, WIDTH, chart

THIS = [Decimal(10), None, Decimal(0), Decimal("0.01")]
LAST = [Decimal(20), Decimal(5), None, None]


def test_bars_are_as_high_as_their_share_of_the_greatest():
    drawn = chart(7, "Ngày công", "công", 2026, THIS, LAST)

    assert [group.last.height for group in drawn.groups] == [BASE - TOP, (BASE - TOP) // 4, 0, 0]
    assert [group.this.height for group in drawn.groups] == [(BASE - TOP) // 2, 0, 0, 1]
    assert [group.this.text for group in drawn.groups] == ["10", "–", "0", "0,01"]


def test_bars_stay_inside_the_drawing_and_do_not_overlap():
    groups = chart(7, "Ngày công", "công", 2026, LAST, THIS).groups

    places = [bar.x for group in groups for bar in (group.last, group.this)]
    steps = [right - left for left, right in zip(places, places[1:], strict=False)]
    assert min(steps) >= 38
    assert places[-1] + 34 <= WIDTH
    assert all(0 < bar.text_y < HEIGHT for group in groups for bar in (group.last, group.this))


def test_large_numbers_are_written_in_thousands_or_millions():
    def unit_and_text(value):
        drawn = chart(1, "Tiền", "đồng", 2026, [Decimal(value)] * 4, LAST)
        return drawn.unit_label, drawn.groups[0].this.text, drawn.groups[0].this.exact

    assert unit_and_text(99_999) == ("đồng", "99.999", "99.999")
    assert unit_and_text(100_000_000) == ("nghìn đồng", "100.000", "100.000.000")
    assert unit_and_text(250_000_000_000) == ("triệu đồng", "250.000", "250.000.000.000")


def test_a_drawing_without_any_value_has_no_bars():
    drawn = chart(7, "Ngày công", "công", 2026, [None] * 4, [None] * 4)

    assert {group.this.height for group in drawn.groups} == {0}
    assert drawn.last_year == 2025


def test_the_drawing_says_what_it_shows():
    assert chart(7, "Ngày công", "công", 2026, THIS, LAST).summary == (
        "Ngày công (công), quý I: 10 (năm trước 20); quý II: – (năm trước 5); "
        "quý III: 0 (năm trước –); quý IV: 0,01 (năm trước –)"
    )
