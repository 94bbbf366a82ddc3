"""What was previewed is written once, however often and fast the button is pressed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest

USED = "Bản xem trước này đã dùng hoặc đã được thay. Hãy nhập lại."


class PreviewUsed(Exception):
    """Another request has used the preview, or put another in its place."""


@contextmanager
def single_use(request: HttpRequest, name: str) -> Iterator[None]:
    """Use up what the session keeps under `name`, in one transaction with what the block writes.

    The session is read again under lock: of two requests at the same moment the second finds
    nothing left. If the block fails the preview stays. Raises PreviewUsed.
    """
    session = request.session
    with transaction.atomic():
        rows = session.model.objects.select_for_update()
        row = rows.filter(session_key=session.session_key).first()
        if row is None or row.get_decoded().get(name) != session[name]:
            # Not to be brought back when this session is saved for another reason.
            session.pop(name)
            raise PreviewUsed
        yield
        del session[name]
        session.save()
