"""Rules that hold in every corner: found by walking the code, so that a new corner is included."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint, Model, Q
from django.test import Client
from django.urls import reverse

from assessments.workflow import RoundState
from core import event_words
from recognition.workflow import RegistrationState
from tests.access.routes import all_routes
from tests.source import OUR_APPS, action_functions, actions_modules, composed_kinds, recorded_kinds

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
# Help texts are written by us in forms.py, icons and unbroken words are escaped in place; the words
# of people never pass here.
TRUSTED_MARKUP = {
    "templates/components/_field_words.html",
    "core/templatetags/ui.py",
    "core/templatetags/paper.py",
    "assessments/presenters/drawing.py",
}
MARKUP = {
    "templates/components/_field_words.html": "|safe",
    "core/templatetags/ui.py": "SafeString(meaning)",
    "core/templatetags/paper.py": "mark_safe",
}
MARKUP = re.compile(r"\|\s*safe\b|\bautoescape\s+off\b|\bmark_safe\(|\bSafeString\(|\|\s*safeseq\b")
DJANGO_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
DUMMIES = {"int": 1, "slug": "x", "str": "x", "path": "x"}
# The round's move names the state that it ends in: round.open is recorded by open_round itself.
BY_STATE = {f"round.{state}" for state in (RoundState.APPRAISING, RoundState.CLOSED)} | {
    f"model_registration.{state}"
    for state in (RegistrationState.RECOGNISED, RegistrationState.NOT_RECOGNISED)
}


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(all_routes()))
def test_a_form_without_the_token_is_refused(route):
    converters = all_routes()[route].pattern.converters
    address = reverse(route, kwargs={name: DUMMIES[kind(c)] for name, c in converters.items()})

    response = Client(enforce_csrf_checks=True).post(address)

    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("place", TEMPLATES, ids=lambda p: str(p.relative_to(settings.BASE_DIR)))
def test_a_template_brings_no_script_or_style_of_its_own(place: Path):
    finder = InlineCode()

    finder.feed(DJANGO_TAG.sub("x", place.read_text(encoding="utf-8")))

    assert finder.found == []


def test_markup_is_trusted_only_where_it_is_ours():
    found = {
        str(place.relative_to(settings.BASE_DIR))
        for place in [*TEMPLATES, *_python_files()]
        if MARKUP.search(place.read_text(encoding="utf-8"))
    }

    assert found == TRUSTED_MARKUP


@pytest.mark.parametrize("name", sorted(action_functions()))
def test_every_action_leaves_an_audit_event(name):
    assert action_functions()[name].leaves_an_event


def test_there_are_actions_in_every_app():
    assert {module.split(".")[0] for module in actions_modules()} == {
        "organisation", "criteria", "assessments", "recognition",
    }  # fmt: skip


def test_every_recorded_kind_has_words():
    assert sorted((recorded_kinds() | BY_STATE) - event_words.declared_kinds()) == []


def test_no_words_are_kept_for_what_is_never_recorded():
    recorded = recorded_kinds() | composed_kinds() | BY_STATE

    assert sorted(event_words.declared_kinds() - recorded) == []


@pytest.mark.parametrize(
    ("model", "field"),
    [
        pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
        for model in apps.get_models()
        if model._meta.app_label in OUR_APPS
        for field in model._meta.concrete_fields
        if field.choices
    ],
)
def test_the_database_knows_the_choices_of_a_field(model: type[Model], field):
    allowed = {value for value, _label in field.flatchoices} | ({""} if field.blank else set())

    assert set(_checked_choices(model, field.name)) == allowed


class InlineCode(HTMLParser):
    """Collects what the Content-Security-Policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        self.found += [f"<{tag} {n}>" for n in names if n.startswith("on") or n == "style"]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}>")
        if any((value or "").strip().lower().startswith("javascript:") for _name, value in attrs):
            self.found.append(f"<{tag} javascript:>")


def kind(converter: object) -> str:
    """Short name of a URL converter."""
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def _python_files() -> Iterator[Path]:
    for app in OUR_APPS:
        yield from sorted((settings.BASE_DIR / app).rglob("*.py"))


def _checked_choices(model: type[Model], field: str) -> Iterator[str]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
            children = constraint.condition.children
            if len(children) == 1 and children[0][0] == f"{field}__in":
                yield from children[0][1]
