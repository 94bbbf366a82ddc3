"""STUB: to be written."""

from django.http import Http404


def open_file(request, **kwargs):
    raise Http404("STUB")


def appraisal(request, **kwargs):
    raise Http404("STUB")


def save_appraised(request, **kwargs):
    raise Http404("STUB")


def accept_rest(request, **kwargs):
    raise Http404("STUB")


def save_veto(request, **kwargs):
    raise Http404("STUB")


def finish(request, **kwargs):
    raise Http404("STUB")


def send_back(request, **kwargs):
    raise Http404("STUB")
