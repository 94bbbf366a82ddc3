"""The user guide: docs/huong-dan-su-dung.md shown as the program's help, one chapter per role.

Only what the guide uses of Markdown is read: ## chapters, ### headings, lists, paragraphs.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

GUIDE = Path("docs/huong-dan-su-dung.md")
_ROLE = re.compile(r"<!-- (?P<roles>[a-z_ ]+) -->")
_LINES = (
    ("heading", re.compile(r"### (.+)")),
    ("numbered", re.compile(r"[0-9]+\. (.+)")),
    ("bulleted", re.compile(r"- (.+)")),
    ("paragraph", re.compile(r"(.+)")),
)


@dataclass
class Block:
    """A heading, a paragraph or a list of the guide."""

    kind: str
    items: list[str]


@dataclass
class Chapter:
    """What people of the `roles` need to know; without roles it is for everybody."""

    title: str
    roles: frozenset[str] = frozenset()
    blocks: list[Block] = field(default_factory=list)


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """Every chapter; those of the reader's own roles are open. No login needed."""
    user = request.user
    held = {role for role, _unit in user.current_roles} if user.is_authenticated else set()
    shown = [
        {"title": c.title, "blocks": c.blocks, "is_open": not c.roles or bool(c.roles & held)}
        for c in chapters()
    ]
    context = {"chapters": shown, "signed_in": user.is_authenticated}
    return render(request, "help.html", context)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The guide, read once per process."""
    return read_chapters((settings.BASE_DIR / GUIDE).read_text(encoding="utf-8"))


def read_chapters(text: str) -> tuple[Chapter, ...]:
    """Chapters of a guide; what stands before the first one is left out."""
    found: list[Chapter] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("## "):
            found.append(Chapter(line.removeprefix("## ")))
        elif found:
            _add(found[-1], line)
    return tuple(found)


def _add(chapter: Chapter, line: str) -> None:
    if note := _ROLE.fullmatch(line):
        chapter.roles = frozenset(note["roles"].split())
        return
    kind, item = next((kind, m[1]) for kind, rule in _LINES if (m := rule.fullmatch(line)))
    last = chapter.blocks[-1] if chapter.blocks else None
    if last and last.kind == kind and kind in ("numbered", "bulleted"):
        last.items.append(item)
    else:
        chapter.blocks.append(Block(kind, [item]))
