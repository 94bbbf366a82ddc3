"""Later deadlines with their reason: of a unit for a step, of all units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms

from assessments.actions.extensions import REASON_LENGTH
from assessments.deadlines import COLUMNS, present_due, round_dates
from assessments.models import Round
from assessments.workflow import UNIT_STEPS, Step
from core.calendar import format_date
from core.fields import CleanTextField, VietnameseDateField
from organisation.models import Unit


class ReasonField(CleanTextField):
    """Why; every unit of the round reads it."""

    def __init__(self, **kwargs):
        super().__init__(
            multiline=True, min_length=REASON_LENGTH, max_length=1000,
            widget=forms.Textarea({"rows": 3}),
            help_text="Ít nhất 10 ký tự. Mọi đơn vị trong đợt đều đọc được lý do này.", **kwargs,
        )  # fmt: skip


@dataclass(frozen=True)
class Present:
    """Until when a unit has at the moment."""

    unit: Unit
    step: Step
    due_on: date


class ExtensionForm(forms.Form):
    """A later deadline of one unit for one step; the address may have named both."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị", empty_label="(chọn đơn vị)",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Đơn vị không trong đợt."},
    )  # fmt: skip
    step = forms.TypedChoiceField(
        label="Bước", coerce=Step, choices=[(step.value, step.label) for step in UNIT_STEPS],
        help_text="Hồ sơ đã trả lại: chọn “Nộp bản tự chấm”; hạn bổ sung chỉ báo cho đơn vị ấy.",
    )  # fmt: skip
    due_on = VietnameseDateField(label="Hạn mới (hết ngày)")
    reason = ReasonField(label="Lý do gia hạn")

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        self.fields["unit"].queryset = Unit.objects.filter(assessments__round=round_)
        dates = round_dates(round_)
        self.fields["step"].choices = [
            (step.value, f"{step.label} (hạn chung {format_date(dates[step])})")
            for step in UNIT_STEPS
        ]

    @property
    def present(self) -> Present | None:
        """The deadline that the address asks to extend, if it names one."""
        try:
            unit, step = (self.fields[name].clean(self.initial[name]) for name in ("unit", "step"))
        except forms.ValidationError:
            return None
        return Present(unit, step, present_due(self.round, unit.pk, step))


class DeadlinesForm(forms.Form):
    """Later deadlines of all units; a date that is left as it is does not move."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(label="Lý do dời hạn")

    def __init__(self, *args, round_: Round, **kwargs):
        super().__init__(*args, initial={"version": round_.version}, **kwargs)
        dates = round_dates(round_)
        fields = {
            COLUMNS[step]: VietnameseDateField(label=step.label, initial=dates[step])
            for step in UNIT_STEPS
        }
        self.fields = {**fields, **self.fields}

    @property
    def dates(self) -> dict[Step, date]:
        """Step → the day that was typed."""
        return {step: self.cleaned_data[column] for step, column in COLUMNS.items()}

    @property
    def date_fields(self) -> Iterable[forms.BoundField]:
        """The boxes of the dates, in the order of the year."""
        return [self[column] for column in COLUMNS.values()]
