"""Names of files as people see them; on disk a file is called by its fingerprint instead."""

import re

from core.text import clean_line

LONGEST_NAME = 150

_UNSAFE = re.compile(r'[<>:"|?*;`]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_NAMELESS = "tep"


def clean_file_name(name: str) -> str:
    """A name fit to show and to save under: NFC, no path, nothing invisible, at most 150 long."""
    base = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1]
    base = _UNSAFE.sub("_", base).strip(" .")
    if not base or _RESERVED.fullmatch(base):
        base = f"{_NAMELESS}_{base}".rstrip("_")
    stem, dot, extension = base.rpartition(".")
    if not dot or len(base) <= LONGEST_NAME:
        return base[:LONGEST_NAME]
    extension = extension[:20]
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip(' .')}.{extension}"


def extension_of(name: str) -> str:
    """The last extension in lower case without its dot; empty if there is none."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""
