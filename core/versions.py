"""Two people, one row: who comes second is told instead of overwriting the first."""

from django.core.exceptions import ValidationError

STALE = "Có người vừa sửa chỗ này. Hãy xem lại nội dung hiện tại bên dưới rồi làm lại."


class StaleVersion(ValidationError):
    """The form was opened before somebody else's change was saved."""


def require_version(row, version: int | None, name: str = "version") -> None:
    """Raise StaleVersion unless the form's version is that of the (locked) row, kept in `name`.

    None: the caller holds no form (imports, commands) and takes the row as it is.
    """
    if version is not None and getattr(row, name) != version:
        raise StaleVersion(STALE, code="stale")
