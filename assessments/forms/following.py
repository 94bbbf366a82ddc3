"""What is typed into the officer's notebook and the advice ledger."""

from collections.abc import Iterable

from django import forms

from assessments.actions.notebook import Note
from assessments.forms.inspections import BOX, LONG, criterion_choices, values_of
from assessments.models import Advice, NotebookEntry, NoteKind
from core.calendar import today
from core.fields import CleanTextField, VietnameseDateField
from criteria.definitions import CriterionDefinition

QUARTERS = [(1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")]
FIELDS = ("quarter", "kind", "happened_on", "text", "due_on")


class NoteForm(forms.Form):
    """A note, quick to make on a phone: what it is, the words, the rest is filled in already."""

    kind = forms.ChoiceField(label="Loại", choices=NoteKind)
    text = CleanTextField(label="Nội dung", multiline=True, max_length=LONG, widget=BOX)
    happened_on = VietnameseDateField(label="Ngày")
    quarter = forms.TypedChoiceField(label="Quý", choices=QUARTERS, coerce=int)
    due_on = VietnameseDateField(
        label="Hạn", required=False, help_text="Với lời hứa, cam kết và việc tiếp theo."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, row: NotebookEntry | None = None, quarter: int = 0, **kwargs) -> None:
        day = today()
        start = {"happened_on": day, "quarter": quarter or (day.month + 2) // 3}
        start |= values_of(row, *FIELDS, "version") if row else {}
        super().__init__(*args, initial=start, **kwargs)
        self.fields["version"].required = row is not None

    @property
    def note(self) -> Note:
        """What was typed, once valid."""
        return Note(**{name: self.cleaned_data[name] for name in FIELDS})


class AdviceForm(forms.Form):
    """What the unit is asked to mend, at one criterion or in general."""

    criterion_key = forms.ChoiceField(label="Tiêu chí liên quan", required=False)
    text = CleanTextField(
        label="Đề nghị khắc phục", multiline=True, max_length=LONG, min_length=10, widget=BOX,
        help_text="Đơn vị đọc nguyên văn; hồ sơ năm sau mở đầu bằng những việc này.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, criteria: Iterable[CriterionDefinition], row: Advice | None = None,
        chosen: str = "", **kwargs,
    ) -> None:  # fmt: skip
        start = {"criterion_key": chosen}
        start |= values_of(row, "criterion_key", "text", "version") if row else {}
        super().__init__(*args, initial=start, **kwargs)
        self.fields["version"].required = row is not None
        self.fields["criterion_key"].choices = criterion_choices(criteria)


class AnswerForm(forms.Form):
    """What the unit did about earlier advice."""

    text = CleanTextField(
        label="Đơn vị đã làm gì", multiline=True, max_length=LONG, min_length=10, widget=BOX,
        help_text="Ghi việc đã làm, kết quả, mã minh chứng nếu có; chưa làm thì ghi vì sao.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
