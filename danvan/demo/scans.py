"""Small real files of the kinds that units attach: a scanned page, a photograph, a table.

Drawn rather than printed: a page costs a few hundredths of a second, and evidence is scanned.
"""

import io
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random
from textwrap import wrap
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from core.party_dates import long_date
from core.spreadsheets.columns import Column
from core.spreadsheets.writing import Sheet, write_workbook

_MOMENT = re.compile(rb"(W3CDTF\">)[^<]*")
PAGE = (826, 1169)  # A4 at 100 dots to the inch
DPI = 100
LINE = 28
LETTERS_IN_LINE = 74
PHOTO = (880, 560)
FONTS = settings.BASE_DIR / "static" / "vendor" / "fonts" / "tinos"
STATE_LINES = ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
SKIES = ("#b9d7ea", "#cfe0e8", "#d8dfe4")
SHIRTS = ("#8d2f2f", "#2f4f8d", "#2f6d4a", "#c9a227", "#e8e8e8", "#555c66")


def scanned_page(issuer: str, number: str, day: date, title: str, lines: Sequence[str]) -> bytes:
    """One page of official paper as a black and white scan in a PDF."""
    page = Image.new("L", PAGE, "white")
    draw = ImageDraw.Draw(page)
    _letterhead(draw, issuer, number, day)
    y = _paragraph(draw, 190, title.upper(), "Bold", 50) + LINE
    for line in lines:
        y = _paragraph(draw, y, line, "Regular", LETTERS_IN_LINE) + 8
    draw.ellipse((520, y + 40, 640, y + 160), outline="black", width=4)
    draw.text((548, y + 86), "(Đã ký)", font=_font("Italic", 20), fill="black")
    output = io.BytesIO()
    page.convert("1", dither=Image.Dither.NONE).save(
        output, "PDF", resolution=DPI, title=title, creationDate=day.timetuple(),
        modDate=day.timetuple(),
    )  # fmt: skip
    return output.getvalue()


def photograph(scene: str, caption: str, random: Random) -> bytes:
    """A drawn scene with a caption, as a JPEG."""
    photo = Image.new("RGB", PHOTO, random.choice(SKIES))
    draw = ImageDraw.Draw(photo)
    _SCENES[scene](draw, random)
    _crowd(draw, random)
    draw.rectangle((0, PHOTO[1] - 44, *PHOTO), fill="#20262d")
    draw.text((16, PHOTO[1] - 36), caption[:90], font=_font("Regular", 22), fill="white")
    output = io.BytesIO()
    photo.save(output, "JPEG", quality=72)
    return output.getvalue()


def table(layout: dict[str, Any], heading: Sequence[str], random: Random) -> bytes:
    """A workbook with one table of counts."""
    first, *others = layout["columns"]
    columns = [Column("row", first, width=30)]
    columns += [Column(f"c{i}", name, kind="count", width=16) for i, name in enumerate(others)]
    rows = [
        [label, *(random.randint(layout["low"], layout["high"]) for _ in others)]
        for label in layout["rows"]
    ]
    return _timeless(write_workbook([Sheet(layout["sheet"], columns, rows, heading)]))


def _timeless(workbook: bytes) -> bytes:
    """The workbook without the moment of its making: equal tables give equal bytes."""
    output = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as source, ZipFile(output, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = _MOMENT.sub(rb"\g<1>2026-01-02T03:04:05Z", source.read(member))
            target.writestr(ZipInfo(member.filename), content, ZIP_DEFLATED)
    return output.getvalue()


@cache
def _font(style: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"Tinos-{style}.ttf"), size)


def _letterhead(draw: ImageDraw.ImageDraw, issuer: str, number: str, day: date) -> None:
    is_party = "Đảng uỷ" in issuer
    right = ("ĐẢNG CỘNG SẢN VIỆT NAM",) if is_party else STATE_LINES
    colon = "" if is_party else ":"
    draw.text((70, 60), issuer.upper(), font=_font("Bold", 14), fill="black")
    draw.text(
        (70, 88), f"Số{colon} {number}" if number else "", font=_font("Regular", 18), fill="black"
    )
    for row, line in enumerate(right):
        draw.text((430, 60 + row * 24), line, font=_font("Bold", 16), fill="black")
    draw.text((430, 116), f"Yên Thế, {long_date(day)}", font=_font("Italic", 18), fill="black")


def _paragraph(draw: ImageDraw.ImageDraw, y: int, text: str, style: str, width: int) -> int:
    for line in wrap(text, width):
        draw.text((70, y), line, font=_font(style, 21), fill="black")
        y += LINE
    return y


def _road(draw: ImageDraw.ImageDraw, random: Random) -> None:
    hill = random.randint(120, 200)
    draw.polygon([(0, 300), (hill * 2, 130), (560, 300)], fill="#7c9a72")
    draw.polygon([(300, 300), (700, 90 + hill // 2), (880, 300)], fill="#6a8b61")
    draw.rectangle((0, 300, *PHOTO), fill="#a3a86b")
    draw.polygon([(400, 300), (470, 300), (690, 516), (190, 516)], fill="#b9b5ad")


def _room(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 0, PHOTO[0], 330), fill="#e9e2d2")
    draw.rectangle((0, 330, *PHOTO), fill="#9b7650")
    draw.rectangle((190, 40, 690, 150), fill="#a5262b")
    _banner(draw)


def _banner(draw: ImageDraw.ImageDraw) -> None:
    words = "HỘI NGHỊ ĐỐI THOẠI VỚI NHÂN DÂN"
    draw.text((440, 95), words, font=_font("Bold", 24), fill="#f4d35e", anchor="mm")


def _office(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 0, PHOTO[0], 360), fill="#eef1f3")
    draw.rectangle((0, 360, *PHOTO), fill="#8a8f96")
    for place in range(3):
        left = 110 + place * 230
        draw.rectangle((left, 70, left + 190, 230), fill="white", outline="#8d2f2f", width=5)
        draw.text((left + 28, 90), "QUY TẮC ỨNG XỬ", font=_font("Bold", 17), fill="#8d2f2f")
        for line in range(5):
            y = 124 + line * 19
            draw.line((left + 20, y, left + 100 + random.randint(20, 70), y), fill="#444", width=2)


def _crowd(draw: ImageDraw.ImageDraw, random: Random) -> None:
    for _person in range(random.randint(7, 12)):
        x, y = random.randint(60, 800), random.randint(330, 400)
        draw.ellipse((x, y, x + 26, y + 26), fill="#d9a679")
        draw.rounded_rectangle((x - 8, y + 26, x + 34, y + 96), 10, fill=random.choice(SHIRTS))


_SCENES = {"road": _road, "hall": _room, "office": _office}
