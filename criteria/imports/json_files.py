"""A set out of a JSON file of anybody's making: bounded and strict, every fault named by its path.

Only names that a set has are taken; keys of rows are never read. What comes out is plain enough
for criteria.set_documents.
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import IO, Any

from core.spreadsheets import FileRefused, Problem
from core.text import clean_line
from criteria.definitions import SetDefinition
from criteria.imports.incoming import Incoming
from criteria.imports.shapes import Check, Figure, set_shape
from criteria.imports.spots import Spot, judged
from criteria.set_documents import definition_from

MOST_BYTES = 2 * 1024 * 1024
MOST_PROBLEMS = 200
VETO_PARAMETERS = frozenset({"minimum_share", "missing_from"})


class _Unwanted(ValueError):
    """The text is JSON to Python but not what we take for it."""


def read_json(file: IO[bytes], kinds: Mapping[str, str]) -> Incoming:
    """The set in a JSON file; raises FileRefused for one that is too large or no JSON."""
    document = _parsed(file)
    check = Check()
    cleaned = set_shape(kinds)(document, "", check)
    if check.faults:
        found = [Problem("", path, text) for path, text in check.faults[:MOST_PROBLEMS]]
        return Incoming(problems=found)
    definition = definition_from(cleaned)
    problems, advice = judged(definition, _Paths(definition))
    return Incoming(definition, "", problems, advice)


def _parsed(file: IO[bytes]) -> Any:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileRefused("Tệp JSON lớn hơn 2 MB.", "too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("Tệp JSON phải dùng bảng mã UTF-8.", "encoding") from error
    try:
        return json.loads(
            text, parse_float=Figure, parse_int=Figure, parse_constant=_no_constant,
            object_pairs_hook=_each_once,
        )  # fmt: skip
    except _Unwanted as error:
        raise FileRefused(str(error), "wrong_content") from error
    except RecursionError as error:
        raise FileRefused("Tệp JSON lồng quá nhiều tầng.", "too_deep") from error
    except json.JSONDecodeError as error:
        place = f"dòng {error.lineno}, cột {error.colno}"
        text = f"Tệp không phải JSON đúng cú pháp: sai ở {place}."
        raise FileRefused(text, "wrong_content") from error


def _no_constant(name: str) -> None:
    raise _Unwanted(f"Tệp JSON có giá trị {name}, không phải là số.")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise _Unwanted(f"Tệp JSON có tên “{clean_line(twice)[:40]}” hai lần trong một mục.")
    return found


class _Paths:
    """Spots as paths in the document (criteria.imports.spots.Locations)."""

    def __init__(self, definition: SetDefinition) -> None:
        self.definition = definition

    def problem(self, spot: Spot, field: str, message: str) -> Problem:
        lists = ("groups", "criteria", "parts")
        if spot[0] in ("veto", "band"):
            lists = ({"veto": "vetoes", "band": "class_bands"}[spot[0]],)
        if spot[0] == "veto" and field in VETO_PARAMETERS:
            field = f"parameters.{field}"
        path = ".".join(f"{name}[{i}]" for name, i in zip(lists, spot[1:], strict=False))
        return Problem("", ".".join(filter(None, (path, field))) or "title", message)

    def is_faulty(self, spot: Spot) -> bool:
        return False

    def have_said(self, problem: Problem) -> bool:
        return False
