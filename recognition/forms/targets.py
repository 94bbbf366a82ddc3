"""Rows of targets: words, figure, unit of measure. Rows come and go without losing the others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from core.fields import CleanTextField, NumberInput, QuantityField
from core.keys import parse_key
from recognition.actions.model_registrations import MOST_TARGETS, Target

PREFIX = "targets"
EMPTY_ROWS = 2  # offered at the start
_BOX = re.compile(rf"{PREFIX}-([0-9]{{1,2}})-text")
_REMOVE = re.compile(r"remove-([0-9]{1,2})")


class TargetForm(forms.Form):
    """One row; wholly empty it counts for nothing. The figure may come later."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    text = CleanTextField(label="Mục tiêu", max_length=300, required=False)
    figure = QuantityField(
        label="Số lượng", required=False, max_value=999_999_999_999,
        widget=NumberInput({"class": "number"}),
    )  # fmt: skip
    unit_label = CleanTextField(label="Đơn vị tính", max_length=30, required=False)

    def clean_figure(self):
        figure = self.cleaned_data["figure"]
        if figure == 0:
            raise forms.ValidationError("Số lượng phải lớn hơn 0.")
        return figure

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("text") and (cleaned.get("figure") or cleaned.get("unit_label")):
            self.add_error("text", "Hãy ghi mục tiêu là gì.")
        return cleaned

    @property
    def lacks_figure(self) -> bool:
        """Stored or typed without a figure: fine in a draft, asked for at the hand-in."""
        boxes = [self[name].value() for name in ("text", "figure")]
        return bool(boxes[0]) and boxes[1] in (None, "")

    @property
    def target(self) -> Target | None:
        """What the row says; None for an empty one."""
        cleaned = self.cleaned_data
        if not cleaned.get("text"):
            return None
        return Target(
            cleaned["text"], cleaned["figure"], cleaned["unit_label"], parse_key(cleaned["key"])
        )


class TargetRows:
    """The rows of one form: as stored, or as typed with one more or one less."""

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        stored: Sequence[Target] = (),
        drawn: Mapping[str, Any] | None = None,
    ) -> None:
        if typed is not None:
            places = _places(typed)
            self.forms = [TargetForm(typed, prefix=f"{PREFIX}-{place}") for place in places]
            return
        rows = [_box_values(target) for target in stored] or [{}] * EMPTY_ROWS
        if drawn is not None:
            rows = [_row_at(drawn, place) for place in _places(drawn)]
        self.forms = [
            TargetForm(prefix=f"{PREFIX}-{place}", initial=row) for place, row in enumerate(rows)
        ]

    def __iter__(self) -> Iterator[TargetForm]:
        return iter(self.forms)

    @property
    def is_full(self) -> bool:
        """No further row is taken."""
        return len(self.forms) >= MOST_TARGETS

    def is_valid(self) -> bool:
        """Every row, so that all errors show at once."""
        return all([row.is_valid() for row in self.forms])

    def targets(self) -> list[Target]:
        """What the rows say, in their order; only once valid."""
        return [row.target for row in self.forms if row.target]


def redrawn(typed: Mapping[str, Any], wish: str) -> dict[str, Any]:
    """What was typed with one more row ("add") or without one ("remove-2"), numbered anew.

    Any other wish ("again": what a lost connection left in the browser) changes no row.
    """
    rows = [_row_at(typed, place) for place in _places(typed)]
    gone = _REMOVE.fullmatch(wish)
    if gone and int(gone[1]) < len(rows):
        del rows[int(gone[1])]
    if wish == "add" and len(rows) < MOST_TARGETS or not rows:
        rows.append({})
    others = {name: value for name, value in typed.items() if not name.startswith(f"{PREFIX}-")}
    return others | {
        f"{PREFIX}-{place}-{name}": row.get(name, "")
        for place, row in enumerate(rows)
        for name in TargetForm.base_fields
    }


def _places(typed: Mapping[str, Any]) -> list[int]:
    places = sorted({int(found[1]) for name in typed if (found := _BOX.fullmatch(name))})
    return places[:MOST_TARGETS]


def _row_at(typed: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {name: typed.get(f"{PREFIX}-{place}-{name}", "") for name in TargetForm.base_fields}


def _box_values(target: Target) -> dict[str, Any]:
    return {"key": target.pk or "", "text": target.text, "figure": target.figure,
            "unit_label": target.unit_label}  # fmt: skip
