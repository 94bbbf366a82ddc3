"""STUB: to be written."""

from django.http import Http404


def report_list(request, **kwargs):
    raise Http404("STUB")


def report_detail(request, **kwargs):
    raise Http404("STUB")
