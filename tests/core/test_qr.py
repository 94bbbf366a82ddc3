"""QR codes: an inline black and white picture with its quiet zone."""

from urllib.parse import unquote
from xml.etree import ElementTree

import segno

from core.qr import qr_code

ADDRESS = "https://danvan.example.vn/k/7Q2M-9FXA"
PREFIX = "data:image/svg+xml;charset=utf-8,"


def drawing(text: str) -> ElementTree.Element:
    """The SVG inside the data address."""
    return ElementTree.fromstring(unquote(qr_code(text).removeprefix(PREFIX)))


def test_qr_code_is_an_inline_svg():
    assert qr_code(ADDRESS).startswith(PREFIX)
    assert drawing(ADDRESS).tag.endswith("svg")


def test_qr_code_is_black_on_white_with_four_modules_of_quiet_zone():
    root = drawing(ADDRESS)

    side = segno.make(ADDRESS, error="m").symbol_size(border=4)[0]
    assert float(root.get("width")) == side
    assert {path.get("fill") or path.get("stroke") for path in root.iter() if path.get("d")} == {
        "#fff",
        "#000",
    }


def test_qr_code_depends_on_the_text_only():
    assert qr_code(ADDRESS) == qr_code(ADDRESS)
    assert qr_code(ADDRESS) != qr_code(ADDRESS + "X")


def test_qr_code_keeps_vietnamese_text():
    assert drawing("Kiểm tra văn bản: Ườ Ễ Ộ Ữ") is not None
