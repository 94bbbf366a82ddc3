"""STUB: to be written."""

from django.http import Http404


def evidence_list(request, **kwargs):
    raise Http404("STUB")


def evidence_add(request, **kwargs):
    raise Http404("STUB")


def evidence_open(request, **kwargs):
    raise Http404("STUB")


def evidence_change(request, **kwargs):
    raise Http404("STUB")


def evidence_remove(request, **kwargs):
    raise Http404("STUB")


def evidence_restore(request, **kwargs):
    raise Http404("STUB")


def evidence_use(request, **kwargs):
    raise Http404("STUB")
