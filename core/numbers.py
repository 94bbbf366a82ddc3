"""Numbers as people in Viet Nam write them; one parser for web forms and Excel. No Django.

Comma is the decimal mark and dot groups thousands; where a dot can only be a decimal mark
("9.5") it is taken for one. Whatever could mean two numbers is refused with a way out.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

MOST_DIGITS = 12

_POINTS = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?")
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]{0,2}( [0-9]{3})+")
_COMMA_DECIMAL = re.compile(r"(?P<whole>[0-9. ]+),(?P<fraction>[0-9]+)")
_DOT_DECIMAL = re.compile(r"[0-9]+\.[0-9]{1,2}")
_CENT = Decimal("0.01")


class Nothing(Decimal):
    """A zero that says more: nothing of the kind occurred ("không phát sinh").

    It counts like 0, is left out of averages, and people read it as KPS. A plain 0 is a result;
    None is that nobody has said anything.
    """


NOTHING = Nothing(0)
NOTHING_WORDS = "KPS"


class NumberError(ValueError):
    """The text is not a number of the wanted kind; the message tells a person what to type."""


def parse_points(value: object) -> Decimal:
    """Points with at most two decimals: "9,5", "9.5" and the Excel number 9.5 are all 9.5."""
    text = _as_text(value, "9,5")
    if not _POINTS.fullmatch(text):
        raise NumberError(
            "Điểm gồm tối đa 4 chữ số, có thể thêm dấu phẩy và 1–2 chữ số. Ví dụ: 9,5."
        )
    return Decimal(text.replace(",", "."))


def parse_count(value: object) -> int:
    """A whole number: "1250", "1.250" and "1 250" are all 1250; "1,250" and "1.25" are refused."""
    text = _as_text(value, "1250")
    if "," in text or not (whole := _whole(text)):
        raise NumberError(
            "Nhập số nguyên, không có phần thập phân. Một nghìn hai trăm năm mươi: 1250 hoặc 1.250."
        )
    return int(whole)


def parse_number(value: object, places: int = 2) -> Decimal:
    """A quantity with at most `places` decimals: "12.345,67", "12.5", "1.250" (1250)."""
    text = _as_text(value, "12345,67")
    written = _decimal_text(text)
    if len(written.partition(".")[2]) > places:
        raise NumberError(
            f"Chỉ nhập tối đa {places} chữ số sau dấu phẩy. Hàng nghìn không dùng dấu phẩy: 1250."
        )
    return Decimal(written)


def parse_share(value: object, places: int = 1) -> Decimal:
    """A share of the whole typed as percent: "50 %", "50%" and "50" are all 0.5."""
    text = value.strip().removesuffix("%").rstrip() if isinstance(value, str) else value
    return parse_number(text, places) / 100


def format_points(points: Decimal) -> str:
    """Points with two decimals, half up: Decimal("9.5") → "9,50"."""
    return _with_marks(points.quantize(_CENT, ROUND_HALF_UP))


def format_count(count: int) -> str:
    """1250 → "1.250"."""
    return f"{count:,}".replace(",", ".")


def format_number(number: Decimal | int, places: int = 2) -> str:
    """A number without needless zeros, half up: Decimal("12345.60") → "12.345,6"."""
    if isinstance(number, Nothing):
        return NOTHING_WORDS
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # no "-0"
    text = _with_marks(rounded)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_percent(ratio: Decimal) -> str:
    """A ratio (1 is the whole) as a percentage: Decimal("0.9872") → "98,72 %"."""
    return f"{format_number(ratio * 100)} %"


def _as_text(value: object, example: str) -> str:
    """The digits and marks that `value` was written with; refuses what is no number at all."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise NumberError(f"Ô này phải là số. Ví dụ: {example}.")
    text = value if isinstance(value, str) else _typed_text(value)
    text = re.sub("[\u00a0\u202f]", " ", text).strip()
    if not text:
        raise NumberError(f"Chưa nhập số. Ví dụ: {example}.")
    if text[0] in "-−":
        raise NumberError("Không nhập số âm.")
    _require_plain_digits(text, example)
    return text


def _typed_text(value: float | Decimal) -> str:
    """An Excel number as text with a comma, so that 1.25 is never mistaken for a grouped 125."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** MOST_DIGITS:
        raise NumberError("Số quá lớn hoặc không hợp lệ.")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _require_plain_digits(text: str, example: str) -> None:
    if any(char.isnumeric() and not char.isascii() for char in text):
        raise NumberError(f"Chỉ dùng các chữ số thường 0–9. Ví dụ: {example}.")
    if re.search(r"[^0-9., ]", text):
        raise NumberError(f"Ô này chỉ nhận số, không nhận chữ hay ký hiệu. Ví dụ: {example}.")
    if sum(char.isdigit() for char in text) > MOST_DIGITS:
        raise NumberError(f"Số quá dài: tối đa {MOST_DIGITS} chữ số.")


def _whole(text: str) -> str:
    """Digits of a whole number written plainly or in groups of three; empty if it is neither."""
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return text.replace(".", "").replace(" ", "")
    return ""


def _decimal_text(text: str) -> str:
    if whole := _whole(text):
        return whole
    if _DOT_DECIMAL.fullmatch(text):
        return text
    parts = _COMMA_DECIMAL.fullmatch(text)
    if parts and (whole := _whole(parts["whole"])):
        return f"{whole}.{parts['fraction']}"
    raise NumberError(
        "Dùng dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn. Ví dụ: 12.345,67."
    )


def _with_marks(number: Decimal) -> str:
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))
