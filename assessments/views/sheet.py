"""STUB: to be written."""

from django.http import Http404


def detail(request, **kwargs):
    raise Http404("STUB")


def save_score(request, **kwargs):
    raise Http404("STUB")
