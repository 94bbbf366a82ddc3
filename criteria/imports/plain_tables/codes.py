"""Numbers of order as offices write them, and which level each scheme of them means. Pure."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_KINDS = (
    ("roman", _ROMAN),
    ("letter", re.compile(r"[A-ZĐ]")),
    ("number", re.compile(r"[0-9]{1,3}")),
    ("dotted", re.compile(r"(?:[IVX]+|[A-ZĐ]|[0-9]{1,3})[.\-][0-9]{1,3}|[A-ZĐ][0-9]{1,2}")),
    ("deeper", re.compile(r"(?:[IVX]+|[A-ZĐ]|[0-9]{1,3})(?:[.\-][0-9]{1,3}){2,}")),
    ("lower", re.compile(r"[a-zđ]")),
    ("dash", re.compile(r"[-+•*–]")),
)
_WORDS = (
    ("group", re.compile(r"(?:nhóm|phần|mục)\s+(?:tiêu chí\s+)?(?P<code>\S+)", re.I)),
    ("heading", re.compile(r"tiêu chí\s+(?:số\s+)?(?P<code>\S+)", re.I)),
    ("indicator", re.compile(r"(?:chỉ tiêu|chỉ số)\s+(?:số\s+)?(?P<code>\S+)", re.I)),
)
_MERGED = re.compile(
    r"(?P<code>(?:(?:nhóm|phần|mục|tiêu chí|chỉ tiêu|chỉ số)(?: tiêu chí)?\s+)?"
    r"(?:[IVX]+|[A-ZĐ]|[0-9]{1,3}(?:\.[0-9]{1,3})*))\s*[.:)\-–]\s*(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Code:
    """A number of order: its kind, and itself without decoration."""

    kind: str
    text: str


def code_of(written: str) -> Code | None:
    """The code that a cell holds; None if it is none."""
    text = written.strip().strip("().:").strip()
    if not text:
        return Code("none", "")
    for kind, words in _WORDS:
        if match := words.fullmatch(text):
            return Code(kind, match["code"].strip("().:"))
    kind = next((kind for kind, shape in _KINDS if shape.fullmatch(text)), None)
    return (
        Code(kind, text.replace("-", ".") if kind in ("dotted", "deeper") else text)
        if kind
        else None
    )


def split_merged(text: str) -> tuple[str, str] | None:
    """ "I. Lãnh đạo, chỉ đạo" in one merged cell as code and title."""
    match = _MERGED.fullmatch(text.strip())
    return (match["code"], match["title"].strip()) if match else None
