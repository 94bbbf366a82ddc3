"""What the appraiser types: one criterion, one veto, a request for supplement, a conclusion."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from assessments.actions.appraised_scores import Judgement
from assessments.forms.scores import ScoreForm
from core.fields import CleanTextField, VietnameseDateField
from core.numbers import NumberError, format_count, parse_points
from core.text import TextTooLong, clean_text
from criteria.definitions import CriterionDefinition
from criteria.scoring import points_text

REASON_MOST = 2000  # characters
SHORT_BOX = forms.Textarea({"rows": 4})
WHOLE, CHOSEN = "whole", "chosen"


def read_judgement(criterion: CriterionDefinition, typed: Mapping[str, str]) -> Judgement:
    """What was typed as a judgement; raises ValidationError by input name."""
    form = JudgementForm(criterion, typed)
    if form.errors:
        raise ValidationError(form.errors)
    return form.judgement


@dataclass
class JudgementForm(ScoreForm):
    """The unit's boxes in the appraiser's hand, with points against the rule and a reason."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.judgement = Judgement(
            self.entry.facts, self._points(), self.entry.not_applicable, self._reason()
        )

    def _points(self) -> Decimal | None:
        text = self.typed.get("points", "").strip()
        if not text:
            return None
        try:
            points = parse_points(text)
        except NumberError as error:
            self.errors["points"] = str(error)
            return None
        if points > self.criterion.max_points:
            self.errors["points"] = f"Nhập từ 0 đến {points_text(self.criterion.max_points)}."
        return points

    def _reason(self) -> str:
        try:
            return clean_text(self.typed.get("reason", ""), REASON_MOST)
        except TextTooLong as error:
            self.errors["reason"] = (
                f"Lý do dài {format_count(error.length)} ký tự; tối đa {format_count(REASON_MOST)}."
            )
            return ""


class VetoForm(forms.Form):
    """Whether a veto applies, and on what grounds."""

    found = forms.TypedChoiceField(
        choices=[("no", "Không vi phạm"), ("yes", "Vi phạm")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "Chọn không vi phạm hoặc vi phạm."},
    )
    note = CleanTextField(required=False, widget=SHORT_BOX, multiline=True, max_length=REASON_MOST)


class SendBackForm(forms.Form):
    """What to supplement, why, until when."""

    scope = forms.ChoiceField(
        label="Trả lại",
        choices=[(CHOSEN, "Chỉ những tiêu chí chọn bên dưới"), (WHOLE, "Toàn bộ hồ sơ")],
        widget=forms.RadioSelect,
    )
    criteria = forms.TypedMultipleChoiceField(
        label="Tiêu chí cần bổ sung",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = CleanTextField(
        label="Lý do và nội dung cần bổ sung",
        widget=SHORT_BOX,
        multiline=True,
        max_length=REASON_MOST,
        help_text="Đơn vị sẽ đọc nguyên văn. Ít nhất 10 ký tự.",
    )
    due_on = VietnameseDateField(label="Hạn bổ sung (hết ngày)")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, criteria: list[CriterionDefinition], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = [(c.pk, f"{c.code}. {c.title}") for c in criteria]

    @property
    def chosen(self) -> list[int] | None:
        """Keys of the criteria, None for the whole file."""
        whole = self.cleaned_data["scope"] == WHOLE
        return None if whole else self.cleaned_data["criteria"]


class FinishForm(forms.Form):
    """The appraiser's conclusion, printed on the phiếu thẩm định."""

    conclusion = CleanTextField(
        label="Nhận xét, kết luận",
        required=False,
        widget=SHORT_BOX,
        multiline=True,
        max_length=REASON_MOST,
        help_text="In ở mục Kết luận của phiếu thẩm định.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
