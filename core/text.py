"""What people type, made safe to store, to search and to sort the Vietnamese way. No Django."""

import re
import unicodedata

SORT_KEY_LENGTH = 255

_MOST_MARKS_IN_A_ROW = 3
_MOST_NEWLINES_IN_A_ROW = 30
# Controls, invisible formatting (bidi overrides, zero width), lone surrogates, private use.
_UNWANTED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
_LONG_NEWLINES = re.compile(rf"\n{{{_MOST_NEWLINES_IN_A_ROW + 1},}}")
# Composed Vietnamese text, which is nearly all that comes, needs no look at each character.
_PLAIN = re.compile("[\n\x20-\x7e\u00c0-\u024f\u1ea0-\u1ef9]*")
_QUOTED = re.compile(r'"([^"\n]*)"')
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\d+")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = {letter: str(code) for code, letter in enumerate(_ALPHABET, start=40)}
# Order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NUMBER_CODE, _FOREIGN_CODE, _END_CODE, _NO_TONE = "20", "90", "00", "0"


class TextTooLong(ValueError):
    """The text is longer than allowed after cleaning; `length` is in characters."""

    def __init__(self, length: int, max_length: int):
        super().__init__(f"{length} > {max_length}")
        self.length, self.max_length = length, max_length


def clean_text(value: str, max_length: int | None = None) -> str:
    """Text fit for database, Excel and PDF: NFC, without controls or invisible characters.

    Newlines stay, tabs become spaces. Piles of combining marks and of empty lines, which stall
    a page layout for minutes, are cut down. Raises TextTooLong; never shortens the words.
    """
    text = value if _PLAIN.fullmatch(value) else _harmless(value)
    text = _LONG_NEWLINES.sub("\n" * _MOST_NEWLINES_IN_A_ROW, text).strip()
    if max_length is not None and len(text) > max_length:
        raise TextTooLong(len(text), max_length)
    return text


def clean_line(value: str, max_length: int | None = None) -> str:
    """Like clean_text for a single line: every run of white space becomes one space."""
    text = " ".join(clean_text(value).split())
    return clean_text(text, max_length)


def fold(value: str) -> str:
    """Text for searching: lower case, no diacritics, single spaces ("Uỷ ban" → "uy ban").

    What is typed into a search box comes here as it is: controls go, PostgreSQL refuses a NUL.
    """
    if not value.isprintable():
        value = clean_line(value)
    plain = (char for char in _decomposed(value) if not unicodedata.combining(char))
    return " ".join("".join(plain).replace("đ", "d").split())


def printed_quotes(value: str) -> str:
    """Text with the quotation marks of print: "khéo" → “khéo”; a lone mark stays as it is."""
    return _QUOTED.sub(r"“\1”", value)


def sort_key(value: str) -> str:
    """Key that puts Vietnamese text in dictionary order, numbers by their value.

    Syllable by syllable: letters first (a ă â … d đ …), then the tone. The key holds decimal
    digits only, so that every collation of every database orders it alike; it is cut at
    SORT_KEY_LENGTH.
    """
    return "".join(map(_token_key, _TOKEN.findall(_recomposed(value))))[:SORT_KEY_LENGTH]


def person_sort_key(full_name: str) -> str:
    """Key that orders people the Vietnamese way: by given name (the last word), then the rest."""
    *rest, given = full_name.split() or [""]
    return sort_key(" ".join([given, *rest]))


def _harmless(value: str) -> str:
    text = _NEWLINES.sub("\n", value).replace("\t", " ")
    text = unicodedata.normalize("NFC", "".join(filter(_is_wanted, text)))
    text = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    return _without_mark_piles(text)


def _is_wanted(char: str) -> bool:
    if char == "\n":
        return True
    if ord(char) & 0xFFFE == 0xFFFE or _NONCHARACTERS.match(char):
        return False
    return unicodedata.category(char) not in _UNWANTED_CATEGORIES


def _without_mark_piles(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def _decomposed(value: str) -> str:
    return unicodedata.normalize("NFKD", value.casefold())


def _recomposed(value: str) -> str:
    return unicodedata.normalize("NFKC", value.casefold())


def _token_key(token: str) -> str:
    return _number_key(token) if token.isdecimal() else _syllable_key(token)


def _number_key(digits: str) -> str:
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")[:99]
    return f"{_NUMBER_CODE}{len(value):02d}{value}"


def _syllable_key(syllable: str) -> str:
    tone, letters = _NO_TONE, []
    for char in syllable:
        marks = unicodedata.normalize("NFD", char)
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), tone)
        toneless = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        letters.append(_LETTER_CODES.get(toneless) or f"{_FOREIGN_CODE}{ord(toneless[0]):07d}")
    return "".join(letters) + _END_CODE + tone
