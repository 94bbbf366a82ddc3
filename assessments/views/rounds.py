"""STUB: to be written."""

from django.http import Http404


def round_list(request, **kwargs):
    raise Http404("STUB")


def round_plan(request, **kwargs):
    raise Http404("STUB")


def round_detail(request, **kwargs):
    raise Http404("STUB")


def round_open(request, **kwargs):
    raise Http404("STUB")


def round_move(request, **kwargs):
    raise Http404("STUB")


def round_assign(request, **kwargs):
    raise Http404("STUB")


def extend(request, **kwargs):
    raise Http404("STUB")


def round_export(request, **kwargs):
    raise Http404("STUB")
