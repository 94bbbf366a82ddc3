"""STUB: to be written."""

from django.http import Http404


def why(request, **kwargs):
    raise Http404("STUB")


def history(request, **kwargs):
    raise Http404("STUB")
