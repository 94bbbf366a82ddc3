"""STUB: to be written."""

from django.http import Http404


def feedback(request, **kwargs):
    raise Http404("STUB")


def reconsider(request, **kwargs):
    raise Http404("STUB")


def settle(request, **kwargs):
    raise Http404("STUB")


def reopen(request, **kwargs):
    raise Http404("STUB")
