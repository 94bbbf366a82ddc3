"""One name, many spellings; and user names made from people's names."""

import re
from itertools import count

from core.text import fold, sort_key
from organisation.models import User


def name_key(name: str) -> str:
    """Equal for spellings of one name: Hòa and Hoà, composed or not, any case and spacing.

    Different tones and letters stay different (Hồng Kỳ is not Hồng Kỵ).
    """
    return " ".join(sort_key(word) for word in name.split())


def free_username(full_name: str) -> str:
    """A user name nobody has: given name and initials ("Nguyễn Thị Hoà" → "hoant", "hoant2")."""
    *rest, given = [re.sub("[^a-z0-9]", "", word) for word in fold(full_name).split()] or [""]
    base = (given + "".join(word[:1] for word in rest))[:40]
    base = base if len(base) > 2 else f"{base}-nguoi-dung".strip("-")
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    if base not in taken:
        return base
    return next(name for number in count(2) if (name := f"{base}{number}") not in taken)
