"""Searching stored folded keys by the words that people type, in any order."""

from django.db.models import Q

MOST_WORDS = 12  # beyond these a search says nothing more, and databases limit conditions


def each_word(field: str, folded: str) -> Q:
    """Rows whose `field` contains every word of the (already folded) text; all rows for none."""
    found = Q()
    for word in folded.split()[:MOST_WORDS]:
        found &= Q(**{f"{field}__contains": word})
    return found
