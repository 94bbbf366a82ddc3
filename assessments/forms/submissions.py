"""What comes with the button that hands a sheet in."""

from uuid import UUID, uuid4

from django.http import QueryDict


def key_of(posted: QueryDict) -> UUID:
    """The form's own key; a fresh one when it was lost, the state still stops a second hand-in."""
    try:
        return UUID(posted.get("key", ""))
    except ValueError:
        return uuid4()
