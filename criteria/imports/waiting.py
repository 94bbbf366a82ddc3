"""What was previewed, kept in the session until it is confirmed."""

from dataclasses import dataclass
from typing import Any

from core.spreadsheets import Problem
from criteria.definitions import SetDefinition
from criteria.imports.incoming import Incoming
from criteria.set_documents import definition_from, document_from, fingerprint


@dataclass
class Waiting:
    """The set out of the file, and what it was compared with (`before`: the key of that set).

    `seen` tells whether that set still is what it was when the preview was shown, `replaces`
    whether it was said to lose its content to the file.
    """

    definition: SetDefinition
    organiser: int
    before: int | None = None
    seen: str = ""
    replaces: bool = False
    advice: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()

    @classmethod
    def from_file(cls, incoming: Incoming, **more: Any) -> "Waiting":
        """A file without problems."""
        assert incoming.definition is not None
        told = {"advice": tuple(incoming.advice), "remarks": tuple(incoming.remarks)}
        return cls(incoming.definition, **told, **more)

    @property
    def sha256(self) -> str:
        """Fingerprint of the content: what is confirmed must be what was previewed."""
        return fingerprint(self.definition)

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the session."""
        return {
            "document": document_from(self.definition), "organiser": self.organiser,
            "before": self.before, "seen": self.seen,
            "replaces": self.replaces, "remarks": list(self.remarks),
            "advice": [[p.sheet, p.cell, p.message] for p in self.advice],
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Waiting":
        """What as_json kept."""
        return cls(
            definition_from(stored["document"]), stored["organiser"], stored["before"],
            stored["seen"], stored["replaces"],
            tuple(Problem(*p) for p in stored["advice"]), tuple(stored["remarks"]),
        )  # fmt: skip
