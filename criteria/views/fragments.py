"""Answers to htmx: a word on what happened, and the parts of the editor that it changed."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from criteria.actions.items import BAND, CRITERION, GROUP, VETO, Item
from criteria.definitions import definition_of
from criteria.models import CriteriaSet
from criteria.presenters.editor import page_values

UNPROCESSABLE = 422
# Which of the page's lists a kind of row stands in.
LISTS = {GROUP: "groups", CRITERION: "groups", VETO: "vetoes", BAND: "bands"}


def changed_parts(
    request: HttpRequest, draft: CriteriaSet, item: Item, groups: Collection[str], words: str
) -> HttpResponse:
    """`groups`: keys of the groups whose criteria changed; none given: all of them."""
    context = page_values(draft, definition_of(draft))
    if item is CRITERION:
        context["groups"] = [each for each in context["groups"] if each.definition.key in groups]
    context |= {"lists": {LISTS[item]}, "is_whole": item is GROUP, "text": words}
    return render(request, "criteria/editor/_changed.html", context | {"tone": "success"})


def everything(request: HttpRequest, draft: CriteriaSet, words: str) -> HttpResponse:
    """Nothing was done, because the page is out of date: it is shown as it is now."""
    context = page_values(draft, definition_of(draft))
    context |= {"lists": set(LISTS.values()), "is_whole": True, "text": words, "tone": "warning"}
    return render(request, "criteria/editor/_changed.html", context, status=UNPROCESSABLE)
