"""Head and signature of a unit's paper where the unit has no letterhead of its own on file.

Made of the unit's name by HD 05-HD/VPTW, Phụ lục 1 and 2: a Đảng bộ writes as its Đảng uỷ under the
Đảng bộ above it and is signed for T/M ĐẢNG UỶ; a title never names the organisation.
"""

import re
from dataclasses import dataclass

HEAD_WITHOUT_NAME = "THỦ TRƯỞNG ĐƠN VỊ"
_COMMITTEE = r"(?:uỷ|ủy)"
# Beginning of the name of a superior's committee → the Đảng bộ that it leads.
_ABOVE = (
    (re.compile(rf"huyện {_COMMITTEE}\b", re.IGNORECASE), "ĐẢNG BỘ HUYỆN"),
    (re.compile(rf"tỉnh {_COMMITTEE}\b", re.IGNORECASE), "ĐẢNG BỘ TỈNH"),
    (re.compile(rf"thành {_COMMITTEE}\b", re.IGNORECASE), "ĐẢNG BỘ THÀNH PHỐ"),
    (re.compile(rf"đảng {_COMMITTEE}\b", re.IGNORECASE), "ĐẢNG BỘ"),
)
_PARTY_BODY = re.compile(r"đảng bộ\b", re.IGNORECASE)
_CELL = re.compile(r"chi bộ\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:xã|phường|thị trấn|đặc khu) (?P<place>.+)", re.IGNORECASE)
_SECRETARIES = ("PHÓ BÍ THƯ", "BÍ THƯ")


@dataclass(frozen=True)
class PlainHead:
    """What stands in the left corner, and for whom the paper is signed; "" where unknown."""

    parent: str
    issuer: str
    symbol: str
    authority: str


def plain_head(unit_name: str, organiser_name: str) -> PlainHead:
    """That of a unit under its organiser, by their names."""
    name = unit_name.strip()
    if found := _PARTY_BODY.match(name):
        issuer = f"ĐẢNG UỶ{name[found.end() :].upper()}"
        return PlainHead(_led_by(organiser_name), issuer, "ĐU", "T/M ĐẢNG UỶ")
    if _CELL.match(name):
        return PlainHead(_led_by(organiser_name), name.upper(), "CB", "T/M CHI BỘ")
    return PlainHead(organiser_name.upper(), name.upper(), "", "")


def plain_signature(head: PlainHead, position: str = "", name: str = "") -> dict[str, str]:
    """Of a secretary: for the committee; of anybody else: their title, which signs by itself."""
    title = position.strip().upper()
    if head.authority:
        secretary = next((known for known in _SECRETARIES if title.startswith(known)), "")
        if secretary or not title:
            return {"authority": head.authority, "title": secretary or "BÍ THƯ", "name": name}
    return {"authority": "", "title": title or HEAD_WITHOUT_NAME, "name": name}


def plain_place(unit_name: str) -> str:
    """ "Đảng bộ xã An Thượng" → "An Thượng"; "" for a body whose name is no place."""
    found = _PLACE.search(unit_name)
    return found["place"].strip() if found else ""


def _led_by(organiser_name: str) -> str:
    """ "Huyện uỷ Yên Thế" → "ĐẢNG BỘ HUYỆN YÊN THẾ"."""
    name = organiser_name.strip()
    for pattern, words in _ABOVE:
        if found := pattern.match(name):
            return f"{words}{name[found.end() :].upper()}"
    return name.upper()
