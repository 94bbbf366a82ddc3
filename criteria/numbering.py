"""The next code of a series as officials number things: I, II; A, B; I.1, I.2; T1, T2. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, count

LONGEST = 10  # characters of a code
MOST_TRIED = 1000  # numbers of one series; then plain numbers

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS = "ABCDEFGHIKLMNOPQRSTUVWXYZ"
_NUMBERED = re.compile(r"(?P<prefix>.*?)(?P<number>[0-9]{1,6})", re.ASCII)

Reading = tuple[str, int]  # prefix and number


def next_code(siblings: Sequence[str], taken: Collection[str], first: str) -> str:
    """The code that goes on after the highest of `siblings`; `first` where there is none.

    Never one of `taken`, which are compared regardless of case.
    """
    used = {code.casefold() for code in taken}
    offered = chain([first] if not siblings else [], _onwards(siblings or [first]), _plain())
    return next(c for c in offered if len(c) <= LONGEST and c.casefold() not in used)


def renamed(code: str, before: str, after: str) -> str:
    """The code of a part whose whole changes its own: "I.3" of group I becomes "VIII.3"."""
    rest = code.removeprefix(before)
    return f"{after}{rest}" if code.startswith(before) and rest[:1] not in _LETTERS else code


def to_roman(number: int) -> str:
    """7 → "VII"."""
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _onwards(siblings: Sequence[str]) -> Iterator[str]:
    """Codes after the highest sibling of the series that the first readable one begins."""
    for read, write in _SERIES:
        readings = [reading for code in siblings if (reading := read(code))]
        if readings and read(siblings[0]):
            prefix = readings[-1][0]
            highest = max(number for start, number in readings if start == prefix)
            numbers = range(highest + 1, highest + MOST_TRIED)
            return (f"{prefix}{write(number)}" for number in numbers)
    return iter(())


def _plain() -> Iterator[str]:
    return (str(number) for number in count(1))


def _read_numbered(code: str) -> Reading | None:
    found = _NUMBERED.fullmatch(code)
    return (found["prefix"], int(found["number"])) if found else None


def _read_roman(code: str) -> Reading | None:
    number, rest = 0, code
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            number, rest = number + value, rest.removeprefix(letters)
    return ("", number) if number and to_roman(number) == code else None


def _read_letter(code: str) -> Reading | None:
    return ("", _LETTERS.index(code) + 1) if code and code in _LETTERS and len(code) == 1 else None


def _write_letter(number: int) -> str:
    return _LETTERS[number - 1] if number <= len(_LETTERS) else str(number)


_SERIES: tuple[tuple[Callable[[str], Reading | None], Callable[[int], str]], ...] = (
    (_read_numbered, str),
    (_read_roman, to_roman),
    (_read_letter, _write_letter),
)
