"""STUB: to be written."""

from django.http import Http404


def submit(request, **kwargs):
    raise Http404("STUB")


def recall(request, **kwargs):
    raise Http404("STUB")


def receipt(request, **kwargs):
    raise Http404("STUB")


def submission(request, **kwargs):
    raise Http404("STUB")
