"""What an uploaded file holds once it has been read and checked."""

from dataclasses import dataclass, field

from core.spreadsheets import Problem
from criteria.definitions import SetDefinition


@dataclass
class Incoming:
    """A set fit to be written, or everything that is wrong with the file.

    `reference` names the set that the file was exported from; `advice` and `remarks` stop nothing.
    """

    definition: SetDefinition | None = None
    reference: str = ""
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
