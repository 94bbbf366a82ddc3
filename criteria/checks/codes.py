"""Codes and keys: each names one thing only in the whole set."""

from collections import Counter
from collections.abc import Iterable, Iterator

from criteria.checks.base import Finding, PartPlace, advice, fault
from criteria.definitions import SetDefinition

Named = tuple[str, str, str]  # kind of place, key, code
WORDS = {"group": "nhóm", "criterion": "tiêu chí", "veto": "điều kiện loại trừ"}


def findings(definition: SetDefinition) -> Iterator[Finding]:
    """Every later bearer of a code or key that is taken."""
    named = list(_named(definition))
    for kind in WORDS:
        yield from _repeated_codes(kind, [each for each in named if each[0] == kind])
    yield from _shared_codes(named)
    yield from _repeated_keys([*named, *(("band", b.key, b.name) for b in definition.bands)])
    yield from _part_keys(definition)


def _named(definition: SetDefinition) -> Iterator[Named]:
    for group in definition.groups:
        yield "group", group.key, group.code
        for criterion in group.criteria:
            yield "criterion", criterion.key, criterion.code
    for veto in definition.vetoes:
        yield "veto", veto.key, veto.code


def _repeated_codes(kind: str, named: Iterable[Named]) -> Iterator[Finding]:
    seen: set[str] = set()
    for _kind, key, code in named:
        if not code.strip():
            yield fault(f"Có {WORDS[kind]} chưa có mã.", kind, key, field="code")
        elif code in seen:
            yield fault(f"Mã {WORDS[kind]} “{code}” bị trùng.", kind, key, field="code")
        seen.add(code)


def _shared_codes(named: Iterable[Named]) -> Iterator[Finding]:
    """A group and a criterion under one code are told apart by the program, hardly by people."""
    first: dict[str, str] = {}
    for kind, key, code in named:
        other = first.setdefault(code, kind)
        if other != kind and code.strip():
            text = f"“{code}” vừa là mã của {WORDS[other]}, vừa là của {WORDS[kind]}."
            yield advice(text, kind, key, field="code")


def _repeated_keys(named: Iterable[Named]) -> Iterator[Finding]:
    counted: Counter[tuple[str, str]] = Counter()
    for kind, key, name in named:
        counted[kind, key] += 1
        if counted[kind, key] > 1:
            yield fault(f"Khoá nội bộ “{key}” của “{name}” bị trùng.", kind, key, field="key")


def _part_keys(definition: SetDefinition) -> Iterator[Finding]:
    for criterion in (c for group in definition.groups for c in group.criteria):
        seen: set[str] = set()
        for part in criterion.parts:
            if part.key in seen:
                yield PartPlace(criterion, part).fault("Khoá của các phần điểm bị trùng.", "key")
            seen.add(part.key)
