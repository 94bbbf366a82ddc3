"""Reads our own source: which functions are actions, what they record."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

OUR_APPS = ("core", "organisation", "criteria", "assessments", "recognition", "danvan")
EVENT_KIND = re.compile(r"[a-z_]+\.[a-z_]+")
RECORDS = re.compile(r"(?:audit\.)?_?record(?:_\w+)?")


@dataclass(frozen=True)
class Function:
    """A function of an actions module: its signature, and what it calls in its module."""

    module: str
    node: ast.FunctionDef

    @property
    def is_action(self) -> bool:
        """Public, and done by somebody."""
        names = {argument.arg for argument in self.node.args.kwonlyargs}
        return not self.node.name.startswith("_") and "by" in names

    @property
    def calls(self) -> frozenset[str]:
        """Names called inside: "record", "audit.record", "lifecycle.close"."""
        called = (n.func for n in ast.walk(self.node) if isinstance(n, ast.Call))
        return frozenset(ast.unparse(function) for function in called)

    @property
    def leaves_an_event(self) -> bool:
        """Whether audit.record is reached, through functions of the actions modules too."""
        return _reaches_record(self, frozenset())


@cache
def actions_modules() -> dict[str, ast.Module]:
    """Every module of actions by its dotted name."""
    places = [
        place
        for app in OUR_APPS
        for place in [settings.BASE_DIR / app / "actions.py", *_package(app)]
        if place.exists()
    ]
    return {_dotted(place): ast.parse(place.read_text(encoding="utf-8")) for place in places}


@cache
def action_functions() -> dict[str, Function]:
    """Every action: "assessments.actions.rounds.open_round" → function."""
    return {name: function for name, function in _functions().items() if function.is_action}


@cache
def recorded_kinds() -> frozenset[str]:
    """Every kind of event that a module of actions names."""
    constants = (
        node.value
        for module in actions_modules().values()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(value for value in constants if EVENT_KIND.fullmatch(value))


@cache
def composed_kinds() -> frozenset[str]:
    """What f"evidence.{verb}" may become with the words that its module holds."""
    return frozenset(
        f"{start}{word}"
        for module in actions_modules().values()
        for start in _starts(module)
        for word in _words(module)
    )


def _starts(module: ast.Module) -> set[str]:
    texts = [node.values for node in ast.walk(module) if isinstance(node, ast.JoinedStr)]
    firsts = [values[0] for values in texts if len(values) == 2]
    return {
        first.value
        for first in firsts
        if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_]+\.", first.value)
    }


def _words(module: ast.Module) -> set[str]:
    constants = (node.value for node in ast.walk(module) if isinstance(node, ast.Constant))
    return {text for text in constants if isinstance(text, str) and text.isidentifier()}


@cache
def _functions() -> dict[str, Function]:
    return {
        f"{module}.{node.name}": Function(module, node)
        for module, tree in actions_modules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _reaches_record(function: Function, seen: frozenset[str]) -> bool:
    if {"audit.record", "audit.record_all"} & function.calls:
        return True
    name = f"{function.module}.{function.node.name}"
    inner = [found for call in function.calls for found in _found(function.module, call)]
    return any(
        _reaches_record(each, seen | {name})
        for each in inner
        if f"{each.module}.{each.node.name}" not in seen
    )


def _found(module: str, call: str) -> list[Function]:
    """The functions that a call may mean: of the same module, or of a module of that name."""
    if "." not in call:
        return [f for f in [_functions().get(f"{module}.{call}")] if f]
    place, _, name = call.rpartition(".")
    return [f for dotted, f in _functions().items() if dotted.endswith(f".{place}.{name}")]


def _package(app: str) -> list[Path]:
    return sorted((settings.BASE_DIR / app / "actions").glob("*.py"))


def _dotted(place: Path) -> str:
    return ".".join(place.relative_to(settings.BASE_DIR).with_suffix("").parts)
