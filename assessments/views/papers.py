"""STUB: to be written."""

from django.http import Http404


def paper(request, **kwargs):
    raise Http404("STUB")
