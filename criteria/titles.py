"""What a copy of a set is called: the year or the kind of unit in its title goes along."""

import re


def title_for_year(title: str, before: int, after: int) -> str:
    """The title with the year moved on: also "2026 - 2027", not a period such as "2020 - 2030"."""
    moved = after - before

    def shifted(found: re.Match[str]) -> str:
        first, between, second = found.groups()
        if not second:
            return str(after)
        return f"{after}{between}{int(second) + moved if int(second) == before + 1 else second}"

    return re.sub(rf"(?<!\d)({before})(?:(\s*[-–/]\s*)(\d{{4}}))?(?!\d)", shifted, title)


def title_for_kind(title: str, before: str, after: str) -> str:
    """The title with the other kind of unit; added at the end where the title names none."""
    found = re.search(rf"(?<!\w){re.escape(before)}(?!\w)", title, re.IGNORECASE)
    if not found:
        return f"{title} – {after}"
    name = after if found[0][0].isupper() else after[0].lower() + after[1:]
    return title[: found.start()] + name + title[found.end() :]
