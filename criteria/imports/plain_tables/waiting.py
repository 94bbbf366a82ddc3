"""A table between preview and confirmation: what was shown is what will be written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from criteria.definitions import SetDefinition
from criteria.set_documents import definition_from, document_from


@dataclass(frozen=True)
class WaitingTable:
    """The set as a document, and for whom; fits into a session."""

    document: Mapping[str, Any]
    organiser: int

    @classmethod
    def of(cls, definition: SetDefinition, organiser: int) -> "WaitingTable":
        """The table that was just read."""
        return cls(document_from(definition), organiser)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "WaitingTable":
        """What as_json kept."""
        return cls(stored["document"], stored["organiser"])

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the session."""
        return {"document": dict(self.document), "organiser": self.organiser}

    @property
    def sha256(self) -> str:
        """Fingerprint of all that would be written."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    @property
    def definition(self) -> SetDefinition:
        """The set that will be written."""
        return definition_from(self.document)
