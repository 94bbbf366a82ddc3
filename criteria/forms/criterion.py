"""A criterion's own form: what it asks, how much it counts, what proves it, when it is asked."""

from decimal import Decimal
from typing import Any

from django import forms

from core.fields import CleanTextField, PointsField
from criteria.forms.conditions import Source, chosen_of, condition_from
from criteria.models import Criterion, Scorer

MOST_POINTS = Decimal("9999.99")
LEAST_POINTS = Decimal("0.01")
LONG = 5000  # characters


def _long(label: str, help_text: str = "") -> CleanTextField:
    widget = forms.Textarea({"rows": 2})
    return CleanTextField(
        label=label, help_text=help_text, max_length=LONG, multiline=True, required=False,
        widget=widget,
    )  # fmt: skip


class CriterionForm(forms.Form):
    """All columns of a criterion that people write; `values` is what to store."""

    code = CleanTextField(label="Mã", max_length=10)
    title = CleanTextField(label="Tên tiêu chí", max_length=400)
    max_points = PointsField(label="Điểm tối đa", min_value=LEAST_POINTS, max_value=MOST_POINTS)
    guidance = _long("Hướng dẫn", "Nội dung phải làm, viết để cán bộ cơ sở hiểu ngay.")
    scoring_text = _long("Cách chấm điểm", "Lời văn như trong văn bản hướng dẫn.")
    legal_basis = _long("Căn cứ", "Điều, khoản của văn bản làm căn cứ.")
    evidence_required = forms.BooleanField(label="Bắt buộc có minh chứng", required=False)
    evidence_hint = _long("Minh chứng cần có", "Ví dụ: Kế hoạch, báo cáo, ảnh hội nghị.")
    good_example = _long("Ví dụ đạt")
    bad_example = _long("Ví dụ chưa đạt")
    may_not_arise = forms.BooleanField(label="Được ghi “không phát sinh”", required=False)
    scored_by = forms.ChoiceField(label="Ai chấm", choices=Scorer.choices)
    condition_part = forms.CharField(label="Chỉ hỏi khi", required=False)

    TEXTS = ("code", "title", "max_points", "guidance", "scoring_text", "legal_basis",
             "evidence_hint", "good_example", "bad_example", "scored_by")  # fmt: skip
    TICKS = ("evidence_required", "may_not_arise")

    def __init__(self, criterion: Criterion, sources: list[Source], data: Any = None) -> None:
        """`data`: a QueryDict of what was typed; without it the form shows what is stored."""
        self.criterion, self.sources = criterion, sources
        part, self.stored_answers = chosen_of(criterion.condition)
        initial = {name: getattr(criterion, name) for name in (*self.TEXTS, *self.TICKS)}
        super().__init__(data, initial={**initial, "condition_part": part}, auto_id="c-%s")

    @property
    def answers(self) -> list[str]:
        """The answers that are ticked."""
        return self.data.getlist("condition_answers") if self.is_bound else self.stored_answers

    @property
    def source(self) -> Source | None:
        """The part that the condition names."""
        chosen = self["condition_part"].value()
        return next((source for source in self.sources if source.value == chosen), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("condition_part", "")
        if (chosen, sorted(self.answers)) == self._stored_choice():
            cleaned["condition"] = self.criterion.condition
            return cleaned
        try:
            cleaned["condition"] = condition_from(chosen, self.answers, self.sources)
        except ValueError as error:
            self.add_error("condition_part", str(error))
        return cleaned

    def _stored_choice(self) -> tuple[str, list[str]]:
        part, answers = chosen_of(self.criterion.condition)
        return part, sorted(answers)

    @property
    def values(self) -> dict[str, Any]:
        """Columns and what to store in them."""
        return {n: self.cleaned_data[n] for n in (*self.TEXTS, *self.TICKS, "condition")}
