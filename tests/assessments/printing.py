"""Stands in for the printer of an action; how paper looks is tested in tests/paper."""

from types import ModuleType

import pytest

PAPER = b"%PDF-1.7 a paper"


def note_papers(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> list[dict]:
    """What the module prints from now on; the paper itself is always the same."""
    contexts: list[dict] = []

    def print_(_template: str, context: dict) -> bytes:
        contexts.append(context)
        return PAPER

    monkeypatch.setattr(module, "render_pdf", print_)
    return contexts
