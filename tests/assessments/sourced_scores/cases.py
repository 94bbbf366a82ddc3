"""A sheet that the records fill, as its pages and its rows show it."""

from django.urls import reverse

from assessments.actions import scores
from assessments.actions.scores import Entry
from tests.assessments.acting import score_of
from tests.factories import make_editor


def page(client, file):
    return client.get(reverse("assessments:detail", args=[file.pk])).content.decode()


def refreshed(file):
    scores.refresh_measures(file, by=make_editor(file.unit))


def saved(file, code, part, *, by=None, version=None, **reasons):
    """One criterion saved with the facts of its only part."""
    entry = Entry({"p1": part}, reasons={"p1": reasons} if reasons else {})
    pk = score_of(file, code).criterion_id
    return scores.save(
        file.pk, pk, lambda _: entry, version=version, by=by or make_editor(file.unit)
    )
