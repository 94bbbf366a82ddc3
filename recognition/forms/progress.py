"""How far one model has come, as the unit types it into its report."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from core.fields import CleanTextField, QuantityField
from core.numbers import format_number
from recognition.models import ModelTarget
from recognition.progress import ProgressLine
from recognition.workflow import ProgressState

MOST = 999_999_999_999


class ProgressForm(forms.Form):
    """State, words, and what was reached of each target since the start of the year."""

    state = forms.ChoiceField(
        label="Tình hình", choices=[("", "– Chọn –"), *ProgressState.choices], required=False
    )
    text = CleanTextField(
        label="Kết quả, khó khăn", multiline=True, max_length=3000, required=False
    )

    def __init__(self, typed: Mapping[str, Any] | None = None, *, line: ProgressLine) -> None:
        # One page holds the forms of many models: their boxes need ids of their own.
        super().__init__(
            typed, auto_id=f"progress-{line.model.pk}-%s",
            initial={"state": line.state, "text": line.text},
        )  # fmt: skip
        self.line = line
        self.fields["text"].widget.attrs["rows"] = 2
        for target in line.targets:
            self.fields[f"target-{target.target.pk}"] = QuantityField(
                label=target.target.text, required=False, max_value=MOST, initial=target.value,
                help_text=f"Từ đầu năm; mục tiêu {_aim(target.target)}",
            )  # fmt: skip

    @property
    def target_boxes(self) -> list[forms.BoundField]:
        """The box of each target."""
        return [self[f"target-{line.target.pk}"] for line in self.line.targets]

    @property
    def values(self) -> dict[int, Decimal | None]:
        """Key of the target → what was reached, None where nothing was typed."""
        return {
            line.target.pk: self.cleaned_data[f"target-{line.target.pk}"]
            for line in self.line.targets
        }

    def conflicts(self, typed: Mapping[str, str]) -> list[dict[str, str]]:
        """Boxes that hold something else than the row does now, for the choice between the two."""
        found = []
        for box in self:
            theirs = box.field.prepare_value(box.initial)
            theirs = "" if theirs is None else str(theirs)
            if typed.get(box.name, "") != theirs:
                found.append({"name": box.name, "label": box.label, "theirs": theirs,
                              "mine": typed.get(box.name, ""),
                              **self._state_words(box.name, typed, theirs)})  # fmt: skip
        return found

    def _state_words(self, name: str, typed: Mapping[str, str], theirs: str) -> dict[str, str]:
        if name != "state":
            return {}
        words = dict(ProgressState.choices)
        return {"mine_words": words.get(typed.get(name, ""), ""),
                "theirs_words": words.get(theirs, "")}  # fmt: skip


def _aim(target: ModelTarget) -> str:
    figure = "…" if target.figure is None else format_number(target.figure)
    return f"{figure} {target.unit_label}".strip()
