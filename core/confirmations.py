"""What a confirmation page shows travels with its form, so that nothing else is handed in by it.

A statement is a mapping: what it speaks of, in the words of the page → what is said of it. Records
that nobody typed (figures of other reports, measures, deadlines) may change while the page is open
and leave every version as it was; the form's sealed statement is compared with the one at the
click. It is signed, so that what is shown as "before" is what the program itself has said.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from django.core import signing
from django.core.exceptions import ValidationError

FIELD = "shown"
ABSENT = "không có"
CHANGED = "Chưa nộp: nội dung vừa thay đổi sau khi đồng chí mở trang này."


@dataclass(frozen=True)
class Said:
    """What a statement says of one thing; `mark` stands for details that are not written out."""

    words: str
    mark: str = ""


Statement = Mapping[str, Said]


@dataclass(frozen=True)
class Difference:
    """One thing of which something else is said now."""

    about: str
    before: str
    now: str


class OtherThanShown(ValidationError):
    """The page that was confirmed said something else."""


def seal(statement: Statement) -> str:
    """The statement as the form carries it."""
    plain = {about: astuple(said) for about, said in statement.items()}
    return signing.dumps(plain, salt=FIELD, compress=True)


def unseal(text: str | None) -> dict[str, Said] | None:
    """What the form carries; None when it carries nothing, empty when it is not ours."""
    if not text:
        return None
    try:
        plain = signing.loads(text, salt=FIELD)
    except signing.BadSignature:
        return {}
    return {about: Said(*said) for about, said in plain.items()}


def require_shown(statement: Statement, seen: Statement | None) -> None:
    """Raise OtherThanShown unless the form's statement still holds; None: there was no form."""
    if seen is not None and dict(seen) != dict(statement):
        raise OtherThanShown(CHANGED, code="stale")


def differences(seen: Statement | None, statement: Statement) -> list[Difference]:
    """What changed since the page was opened, in the order of the page; nothing without one."""
    if not seen:
        return []
    return [
        _difference(about, seen.get(about), statement.get(about))
        for about in {**statement, **seen}
        if seen.get(about) != statement.get(about)
    ]


def _difference(about: str, before: Said | None, now: Said | None) -> Difference:
    words = before.words if before else ABSENT, now.words if now else ABSENT
    if words[0] == words[1]:
        return Difference(about, words[0], f"{words[1]} (số liệu nguồn đã đổi)")
    return Difference(about, *words)
