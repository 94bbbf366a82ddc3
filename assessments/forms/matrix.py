"""What the address says about the matrix of units and steps, and the boxes above it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.http import urlencode

from assessments.workflow import Step
from core.keys import parse_key

ONLY_LATE = "cham"
NOBODY = "none"


class MatrixFilter:
    """Which units to show; whatever is not understood is ignored."""

    def __init__(self, typed: Mapping[str, str]):
        self.words = typed.get("q", "").strip()[:100]
        self.kind = parse_key(typed.get("kind"))
        self.officer = parse_key(typed.get("officer"))
        self.is_without_officer = typed.get("officer") == NOBODY
        self.step = typed.get("buoc") if typed.get("buoc") in Step.values else ""
        self.only_late = bool(self.step) or typed.get("loc") == ONLY_LATE

    @property
    def is_active(self) -> bool:
        """Whether some units may be hidden."""
        return bool(self.words or self.only_late or self.chooses_units)

    @property
    def chooses_units(self) -> bool:
        """Whether the database is asked for fewer units."""
        return bool(self.words or self.kind or self.officer or self.is_without_officer)

    def address(self, **changed: str) -> str:
        """The same choice with something changed, as a query string."""
        officer = NOBODY if self.is_without_officer else self.officer
        late = ONLY_LATE if self.only_late and not self.step else ""
        chosen: dict[str, Any] = {
            "q": self.words, "kind": self.kind, "officer": officer, "buoc": self.step, "loc": late,
        }  # fmt: skip
        kept = {name: value for name, value in (chosen | changed).items() if value}
        return f"?{urlencode(kept)}"


class MatrixFilterForm(forms.Form):
    """Kind, officer and what is late; every box has a value, so none is marked as optional."""

    kind = forms.ChoiceField(label="Loại đơn vị")
    officer = forms.ChoiceField(label="Chuyên viên")
    loc = forms.ChoiceField(
        label="Hiện", choices=[("", "Mọi đơn vị"), (ONLY_LATE, "Chỉ đơn vị chậm")]
    )

    def __init__(self, wanted: MatrixFilter, kinds, officers):
        officer = NOBODY if wanted.is_without_officer else wanted.officer
        late = ONLY_LATE if wanted.only_late else ""
        super().__init__(
            initial={"kind": wanted.kind, "officer": officer, "loc": late},
            use_required_attribute=False,
        )
        everything = [("", "Tất cả")]
        self.fields["kind"].choices = everything + [(kind.pk, kind.name) for kind in kinds]
        nobody = [(NOBODY, "Chưa phân công")]
        self.fields["officer"].choices = (
            everything + nobody + [(person.pk, str(person)) for person in officers]
        )
