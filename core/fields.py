"""Form fields that read what people type the Vietnamese way and answer in plain words."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from core import numbers
from core.calendar import DateError, format_date, parse_date
from core.text import clean_line, clean_text


class NumberInput(forms.TextInput):
    """A text box (a browser's number box swallows "9,5") with a numeric keyboard on phones."""

    inputmode = "decimal"

    def __init__(self, attrs=None):
        super().__init__({"inputmode": self.inputmode, "autocomplete": "off", **(attrs or {})})


class CountInput(NumberInput):
    inputmode = "numeric"


class NumberField(forms.Field):
    """Base of the number fields: one parser, an inclusive range, Vietnamese messages."""

    widget = NumberInput
    default_error_messages = {"required": "Chưa nhập số."}

    def __init__(self, *, min_value=0, max_value=None, **kwargs):
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def parse(self, value):
        """The number that was typed; raises numbers.NumberError."""
        raise NotImplementedError

    def to_python(self, value):
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return self.parse(value)
        except numbers.NumberError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value):
        super().validate(value)
        least, most = self.min_value, self.max_value
        if value is not None and (value < least or (most is not None and value > most)):
            raise ValidationError(self._range_message(), code="range")

    def prepare_value(self, value):
        return numbers.format_number(value, places=4) if isinstance(value, int | Decimal) else value

    def _range_message(self) -> str:
        least = numbers.format_number(self.min_value)
        if self.max_value is None:
            return f"Nhập số từ {least} trở lên."
        return f"Nhập số từ {least} đến {numbers.format_number(self.max_value)}."


class PointsField(NumberField):
    """Points, a Decimal with at most two places; None if left empty (not scored is not zero)."""

    parse = staticmethod(numbers.parse_points)

    def prepare_value(self, value):
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class CountField(NumberField):
    """A whole number of things; "1.250" is one thousand two hundred and fifty."""

    widget = CountInput
    parse = staticmethod(numbers.parse_count)

    def prepare_value(self, value):
        return numbers.format_count(value) if isinstance(value, int) else value


class QuantityField(NumberField):
    """A measured amount, a Decimal with at most `places` decimals (2 unless said otherwise)."""

    def __init__(self, *, places=2, **kwargs):
        super().__init__(**kwargs)
        self.places = places

    def parse(self, value):
        return numbers.parse_number(value, self.places)


class ShareField(NumberField):
    """A share of the whole, typed as percent with at most one decimal: "50 %" is 0.5."""

    parse = staticmethod(numbers.parse_share)

    def __init__(self, *, max_value=1, **kwargs):
        super().__init__(max_value=max_value, **kwargs)

    def prepare_value(self, value):
        return numbers.format_percent(value) if isinstance(value, Decimal) else value

    def _range_message(self) -> str:
        least, most = (numbers.format_percent(Decimal(v)) for v in (self.min_value, self.max_value))
        return f"Nhập tỷ lệ từ {least} đến {most}. Ví dụ: 50 %."


class CleanTextField(forms.CharField):
    """Text without invisible or harmful characters; its length counts after cleaning.

    One line unless `multiline`. The browser is not told the limit as `maxlength`, because
    it would cut a pasted text without a word; `data-max-length` serves a visible counter.
    """

    default_error_messages = {"required": "Chưa nhập nội dung."}

    def __init__(self, *, multiline=False, **kwargs):
        kwargs.setdefault("widget", forms.Textarea if multiline else forms.TextInput)
        self.clean_characters = clean_text if multiline else clean_line
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(self.clean_characters(str(value or "")))

    def validate(self, value):
        super().validate(value)
        length, most, least = len(value), self.max_length, self.min_length
        if most is not None and length > most:
            raise ValidationError(
                f"Nội dung dài {numbers.format_count(length)} ký tự; chỉ được tối đa "
                f"{numbers.format_count(most)} ký tự. Hãy viết gọn lại.",
                code="max_length",
            )
        if least is not None and 0 < length < least:
            raise ValidationError(f"Cần viết ít nhất {least} ký tự.", code="min_length")

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        if self.max_length is not None:
            attrs["data-max-length"] = str(self.max_length)
        return attrs


class VietnameseDateField(forms.DateField):
    """A date typed as 31/12/2026 (or 2026-12-31)."""

    default_error_messages = {"required": "Chưa nhập ngày."}

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"}
        kwargs.setdefault("widget", forms.TextInput(attrs))
        super().__init__(**kwargs)

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        try:
            return parse_date(value)
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return format_date(value) if hasattr(value, "year") else value
