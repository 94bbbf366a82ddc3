"""What a file says of the set it came from, without naming rows, units or people."""

from criteria.definitions import SetDefinition
from criteria.set_documents import fingerprint

_SHORT = 12


def reference_of(definition: SetDefinition) -> str:
    """What an exported file carries of its origin: kind, year, version and a short fingerprint.

    It says what the content was, not whose: whoever may not see such a set learns nothing by it.
    """
    short = fingerprint(definition)[:_SHORT]
    return f"{definition.unit_kind}/{definition.year}/{definition.version}/{short}"


def parts_of_reference(reference: str) -> tuple[str, int, int] | None:
    """Kind, year and version that a reference names; None for what is none."""
    parts = reference.split("/")
    if len(parts) != 4 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    if max(len(parts[1]), len(parts[2])) > 5:
        return None
    return parts[0], int(parts[1]), int(parts[2])
