"""What a form says to what people type."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from core.fields import (
    CleanTextField,
    CountField,
    PointsField,
    QuantityField,
    ShareField,
    VietnameseDateField,
)


def message(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


@pytest.mark.parametrize(("typed", "points"), [("9,5", "9.5"), ("9.5", "9.5"), (" 10 ", "10")])
def test_points_field_reads_comma_and_dot(typed, points):
    assert PointsField(max_value=10).clean(typed) == Decimal(points)


@pytest.mark.parametrize("typed", ["", "  ", None])
def test_points_left_empty_are_none_and_not_zero(typed):
    assert PointsField(required=False).clean(typed) is None
    assert PointsField(required=False).clean("0") == 0


@pytest.mark.parametrize("typed", ["10,01", "11"])
def test_points_out_of_range_name_the_range(typed):
    assert message(PointsField(max_value=Decimal("10.00")), typed) == "Nhập số từ 0 đến 10."


@pytest.mark.parametrize("field", [PointsField(), CountField(), QuantityField()])
def test_number_fields_refuse_text_with_an_example(field):
    assert "Ví dụ" in message(field, "mười")
    assert "0–9" in message(field, "٣")
    assert message(field, "") == "Chưa nhập số."


def test_count_field_reads_thousands_and_minimum():
    assert CountField().clean("1.250") == 1250
    assert message(CountField(min_value=1), "0") == "Nhập số từ 1 trở lên."


def test_quantity_field_reads_decimals():
    assert QuantityField(places=3).clean("1.234,125") == Decimal("1234.125")


def test_number_fields_show_their_value_as_people_write_it():
    class Sheet(forms.Form):
        points = PointsField()
        count = CountField()

    page = str(Sheet(initial={"points": Decimal("9.50"), "count": 1250}))

    assert 'value="9,5"' in page
    assert 'value="1.250"' in page
    assert 'inputmode="decimal"' in page
    assert 'inputmode="numeric"' in page
    assert 'type="number"' not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (PointsField(), Decimal("1234.50")),
        (CountField(), 1234567),
        (QuantityField(), Decimal("1234567.25")),
        (QuantityField(places=3), Decimal("1.125")),
    ],
)
def test_what_a_field_shows_it_also_reads(field, value):
    assert field.clean(field.prepare_value(value)) == value


def test_number_field_sees_no_change_in_another_spelling():
    assert not PointsField().has_changed(Decimal("9.50"), "9,5")
    assert PointsField().has_changed(Decimal("9.50"), "9,6")


def test_a_number_that_was_refused_is_shown_again_as_typed():
    class Sheet(forms.Form):
        points = PointsField(max_value=10)

    assert 'value="10,01"' in str(Sheet({"points": "10,01"}))


def test_text_field_cleans_and_counts_after_cleaning():
    field = CleanTextField(max_length=4, multiline=True)
    assert field.clean("a\u202eb\r\nc\x00") == "ab\nc"
    assert CleanTextField().clean("một \n dòng") == "một dòng"


def test_text_field_says_how_long_is_too_long():
    field = CleanTextField(max_length=5000, multiline=True)
    assert field.clean("x" * 5000) == "x" * 5000
    assert "5.001 ký tự; chỉ được tối đa 5.000 ký tự" in message(field, "x" * 5001)


def test_text_field_asks_for_enough_words():
    assert "ít nhất 10 ký tự" in message(CleanTextField(min_length=10), "ngắn")
    assert message(CleanTextField(min_length=10), " \u200b ") == "Chưa nhập nội dung."
    assert CleanTextField(min_length=10, required=False).clean(None) == ""


def test_text_field_does_not_let_the_browser_cut_a_paste():
    attrs = CleanTextField(max_length=50, min_length=2).widget.attrs
    assert attrs == {"data-max-length": "50"}


@pytest.mark.parametrize(
    "typed", ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31", " 31/12/2026 "]
)
def test_date_field_reads_usual_spellings(typed):
    assert VietnameseDateField().clean(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("12/31/2026", "Không có ngày"), ("31/12/26", "ngày/tháng/năm"), ("hôm nay", "ngày/tháng/năm")]
    + [
        ("٣/١٢/2026", "ngày/tháng/năm"),
        ("01/01/0001", "Năm phải từ 1900"),
        ("", "Chưa nhập ngày."),
    ],
)
def test_date_field_says_what_is_wrong(typed, said):
    assert said in message(VietnameseDateField(), typed)


def test_date_field_keeps_dates_and_shows_them_day_first():
    field = VietnameseDateField(required=False)
    assert field.clean(date(2026, 3, 5)) == date(2026, 3, 5)
    assert field.clean("") is None
    assert field.prepare_value(date(2026, 3, 5)) == "05/03/2026"


@pytest.mark.parametrize(
    ("typed", "share"),
    [("50 %", "0.5"), ("50%", "0.5"), ("50", "0.5"), ("12,5 %", "0.125"), ("0", "0"), ("100", "1")],
)
def test_a_share_is_typed_as_percent(typed, share):
    assert ShareField().clean(typed) == Decimal(share)


@pytest.mark.parametrize("typed", ["101", "-5", "nửa", "12,55 %", "%", "50 % %"])
def test_what_is_no_share_is_refused(typed):
    with pytest.raises(ValidationError):
        ShareField().clean(typed)


def test_a_share_is_shown_as_it_is_typed():
    assert ShareField().prepare_value(Decimal("0.125")) == "12,5 %"
    assert ShareField().prepare_value("x") == "x"
