"""What a PDF says and where, read with poppler: text, fonts, positions and ink in millimetres."""

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

DOTS_PER_INCH = 150
MILLIMETRES = 25.4 / DOTS_PER_INCH
POINT = 25.4 / 72
INK = 128  # darker than this, of 255


def _poppler(command: str, pdf: bytes, *options: str) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        arguments = [command, *options, file.name]
        if command != "pdffonts":
            arguments.append("-")
        done = subprocess.run(arguments, check=True, capture_output=True)
    return done.stdout


def text(pdf: bytes, page: int | None = None, order: str = "-layout") -> str:
    """The text layer, every run of white space one space; order "-raw" keeps cells whole."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return " ".join(_poppler("pdftotext", pdf, order, *pages).decode().split())


def fonts(pdf: bytes) -> list[list[str]]:
    """One list of columns per font: name … embedded, subset, unicode …"""
    return [line.split() for line in _poppler("pdffonts", pdf).decode().splitlines()[2:]]


def page_count(pdf: bytes) -> int:
    """Pages, as the text layer separates them."""
    return _poppler("pdftotext", pdf).count(b"\f")


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres from the page's left and top edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> float:
        """Middle of its width."""
        return (self.left + self.right) / 2


WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>'
)


def phrase(pdf: bytes, words: str, page: int = 1) -> Box:
    """Where these words stand, first time, on one line of this page."""
    layout = _poppler("pdftotext", pdf, "-bbox", "-f", str(page), "-l", str(page)).decode()
    found = [match.groups() for match in WORD.finditer(layout)]
    wanted = words.split()
    for start in range(len(found)):
        run = found[start : start + len(wanted)]
        if [word[4] for word in run] == wanted:
            (left, top, *_), (_, _, right, bottom, _) = run[0], run[-1]
            return Box(*(float(number) * POINT for number in (left, top, right, bottom)))
    raise AssertionError(f"{words!r} is not on page {page}")


def picture(pdf: bytes, page: int) -> Image.Image:
    """The page in grey, at DOTS_PER_INCH."""
    pages = ["-f", str(page), "-l", str(page)]
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "paper.pdf")
        source.write_bytes(pdf)
        target = Path(place, "page")
        options = ["-gray", "-png", "-singlefile", "-r", str(DOTS_PER_INCH)]
        subprocess.run(["pdftoppm", *options, *pages, source, target], check=True)
        with Image.open(target.with_suffix(".png")) as image:
            return image.convert("L")


def ink(pdf: bytes, page: int, *, below: float = 12) -> Box:
    """The rectangle of everything printed lower than `below` mm (the page number stands above)."""
    image = picture(pdf, page)
    start = round(below / MILLIMETRES)
    dark = image.crop((0, start, *image.size)).point(lambda grey: 255 if grey < INK else 0)
    left, top, right, bottom = dark.getbbox()
    return Box(*(number * MILLIMETRES for number in (left, top + start, right, bottom + start)))


def longest_rule(pdf: bytes, area: Box, page: int = 1) -> Box:
    """The longest unbroken horizontal line inside `area`."""
    image = picture(pdf, page)
    offset, corner = (round(area.left / MILLIMETRES), round(area.top / MILLIMETRES)), area
    edges = (*offset, round(corner.right / MILLIMETRES), round(corner.bottom / MILLIMETRES))
    part = image.crop(edges)
    best = (0, 0, 0)
    for y in range(part.height):
        row = part.crop((0, y, part.width, y + 1)).tobytes()
        for run in re.finditer(rb"[\x00-\x7f]+", row):
            best = max(best, (run.end() - run.start(), run.start(), y))
    length, x, y = best
    left, top = (offset[0] + x) * MILLIMETRES, (offset[1] + y) * MILLIMETRES
    return Box(left, top, left + length * MILLIMETRES, top)
