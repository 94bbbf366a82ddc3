"""What nobody types by mistake alone: values, and forms made of them. Seeded, so runs repeat."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

MARKUP = '"><img src=x onerror=zq>'
NUMBERS = (
    "0", "-1", "-0", "+5", "1,5", "1e999", "-1e999", "NaN", "Infinity", "0x10", "1_000", "½", "²",
    "１２", "١٢", "१२", "9" * 30, "9" * 5000, str(2**31), str(2**63), str(-(2**63)), "1.000.000",
)  # fmt: skip
DATES = (
    "31/02/2026", "29/02/2027", "00/00/0000", "01/01/0000", "31/12/99999", "01/01/1900",
    "31/12/2100", "0001-01-01", "9999-12-31", "2026-02-31", "12/31/2026", "１/１/２０２６",
    "2026-12-31T00:00", "hôm nay",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "a\x00b", "\x1b[31m", "\ud800", "\uffff", "\u202efdp.exe", "\u200f\u2066abc",
    "😀" * 50, "e" + "\u0301" * 500, "\n" * 500, "\r\nBcc: ke.gian@example.org", "\u2028\x85",
    "x" * 300, "x" * 10_001, "ế" * 1000,
)  # fmt: skip
COMMANDS = (
    MARKUP, "javascript:zq", "</textarea>" + MARKUP, "</script>" + MARKUP, "{{ 7|add:7 }}",
    "{0.__class__}", "%s%n", "' OR 1=1--", "'; DROP TABLE core_auditevent;--", "%", "\\",
    "(a+)+$", '=HYPERLINK("http://example.org","x")', "+1+1", "@SUM(A1)", "|cmd", "＝1+1",
    "../../etc/passwd", "//example.org/", "http://[::1", "None", "null", "[]", "true",
)  # fmt: skip
VALUES = (*NUMBERS, *DATES, *TEXTS, *COMMANDS)
# Sent seldom: they cost time, which is what they are for.
LONG = tuple(
    text * (1_000_000 // len(text)) for text in ("x", "９", "1.", "<", "\u0301", "a b ", "\n")
)
ADDRESS_FIELDS = (
    "page", "q", "dot", "unit", "don-vi", "tieu-chi", "nhom", "quy", "nam", "loai", "lan", "cua",
    "code", "cho", "buoc", "bieu-do", "quarter", "state", "officer", "kind", "sort", "round",
    "parent", "name", "model", "next", "xoa", "tieu_chi",
)  # fmt: skip
Pairs = list[tuple[str, Any]]


def forms_of(valid: Mapping[str, Any], random: Random, count: int) -> Iterator[Pairs]:
    """Forms that a browser would not send, each one step or many away from the valid one."""
    spoilers = (_one_wrong, _one_wrong, _one_wrong, _one_missing, _one_repeated, _all_wrong)
    pairs = [(name, value) for name, many in valid.items() for value in _each(many)]
    names = [name for name in valid if name != "csrfmiddlewaretoken"] or ["version"]
    for _ in range(count):
        yield random.choice(spoilers)(pairs, random.choice(names), random)


def addresses_of(target: str, random: Random, count: int) -> Iterator[str]:
    """The address with nonsense after the question mark, repeated now and then."""
    for _ in range(count):
        names = random.sample(ADDRESS_FIELDS, 2)
        pairs = [(name, random.choice(VALUES)) for name in names + names[: random.randint(0, 1)]]
        yield f"{target}?{encoded(pairs)}"[:4000]


def encoded(pairs: Pairs) -> str:
    """The pairs as a form sends them; a lone surrogate becomes the bytes that it would be."""
    return "&".join(f"{_bytes(name)}={_bytes(value)}" for name, value in pairs)


def _one_wrong(pairs: Pairs, name: str, random: Random) -> Pairs:
    value = random.choice(LONG) if random.random() < 0.02 else random.choice(VALUES)
    return [*_without(pairs, name), (name, value)]


def _one_missing(pairs: Pairs, name: str, _random: Random) -> Pairs:
    return _without(pairs, name)


def _one_repeated(pairs: Pairs, name: str, random: Random) -> Pairs:
    return [*pairs, *((name, value) for value in random.sample(VALUES, 2))]


def _all_wrong(pairs: Pairs, _name: str, random: Random) -> Pairs:
    return [(name, random.choice(VALUES)) for name, _value in pairs]


def _without(pairs: Pairs, name: str) -> Pairs:
    return [(known, value) for known, value in pairs if known != name]


def _each(many: Any) -> list[Any]:
    return many if isinstance(many, list) else [many]


def _bytes(value: Any) -> str:
    return quote_from_bytes(str(value).encode("utf-8", "surrogatepass"))
