"""What is typed about inspections, their findings and what became of them."""

from collections.abc import Iterable, Mapping

from django import forms

from assessments.actions.findings import NOTE_LENGTH, VERDICTS, Observation
from assessments.actions.inspections import Plan
from assessments.models import Finding, Inspection
from assessments.workflow import InspectionKind, InspectionState
from core.fields import CleanTextField, VietnameseDateField
from core.keys import parse_key
from criteria.definitions import CriterionDefinition
from organisation.models import Unit

LONG, LONGEST = 2000, 6000  # characters
BOX, LARGE_BOX = forms.Textarea({"rows": 4}), forms.Textarea({"rows": 8})
PRAISE, SHORTCOMING = "praise", "shortcoming"
OVERDUE = "overdue"


class PlanForm(forms.Form):
    """Before the visit; `units` None: the unit stands already."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="(chọn đơn vị)")
    kind = forms.ChoiceField(label="Hình thức", choices=InspectionKind)
    subject = CleanTextField(
        label="Nội dung", max_length=300,
        help_text="Ví dụ: việc thực hiện quy chế dân chủ ở cơ sở năm 2026.",
    )  # fmt: skip
    team = CleanTextField(label="Thành phần đoàn", max_length=500, required=False)
    planned_on = VietnameseDateField(label="Ngày dự kiến")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units=None, row: Inspection | None = None, **kwargs) -> None:
        start = values_of(row, "kind", "subject", "team", "planned_on", "version") if row else {}
        super().__init__(*args, initial=start, **kwargs)
        if row:
            del self.fields["unit"]
            self.fields["version"].required = True
        else:
            self.fields["unit"].queryset = units

    @property
    def details(self) -> Plan:
        """What was typed, once valid."""
        given = self.cleaned_data
        return Plan(**{name: given[name] for name in ("kind", "subject", "planned_on", "team")})


class VisitForm(forms.Form):
    """What was seen and said at the unit."""

    visited_on = VietnameseDateField(label="Ngày làm việc tại đơn vị")
    minutes = CleanTextField(
        label="Nội dung buổi làm việc", multiline=True, max_length=LONGEST, widget=LARGE_BOX,
        help_text="Thành phần dự, việc đã xem, ý kiến của đơn vị. Đơn vị đọc được nội dung này.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class FindingForm(forms.Form):
    """One thing that was found, at one criterion or at none."""

    criterion_key = forms.ChoiceField(label="Tiêu chí liên quan", required=False)
    kind = forms.ChoiceField(
        label="Loại nhận xét", widget=forms.RadioSelect,
        choices=[(PRAISE, "Ưu điểm, kết quả"), (SHORTCOMING, "Hạn chế phải khắc phục")],
        error_messages={"required": "Chọn ưu điểm hoặc hạn chế."},
    )  # fmt: skip
    text = CleanTextField(label="Nội dung", multiline=True, max_length=LONG, widget=BOX)
    remedy_due = VietnameseDateField(
        label="Hạn khắc phục (hết ngày)", required=False, help_text="Chỉ ghi với hạn chế."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, criteria: Iterable[CriterionDefinition], row: Finding | None = None, **kwargs
    ) -> None:
        start = values_of(row, "criterion_key", "text", "remedy_due", "version") if row else {}
        if row:
            start["kind"] = SHORTCOMING if row.is_shortcoming else PRAISE
        super().__init__(*args, initial=start, **kwargs)
        self.fields["version"].required = row is not None
        self.fields["criterion_key"].choices = criterion_choices(criteria)

    @property
    def seen(self) -> Observation:
        """What was typed, once valid."""
        given = self.cleaned_data
        return Observation(
            given["text"], given["criterion_key"], given["kind"] == SHORTCOMING,
            given["remedy_due"],
        )  # fmt: skip


class ConclusionForm(forms.Form):
    """The conclusion with its number and day."""

    reference = CleanTextField(
        label="Số, ký hiệu thông báo kết luận", max_length=100, help_text="Ví dụ: 15-TB/BDVHU."
    )
    concluded_on = VietnameseDateField(label="Ngày kết luận")
    conclusion = CleanTextField(
        label="Kết luận", multiline=True, max_length=LONGEST, widget=LARGE_BOX
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancellationForm(forms.Form):
    """Why a planned inspection does not take place."""

    reason = CleanTextField(
        label="Lý do huỷ",
        multiline=True,
        max_length=LONG,
        widget=BOX,
        help_text="Ít nhất 10 ký tự.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemedyForm(forms.Form):
    """What the unit did about a shortcoming."""

    remedy = CleanTextField(
        label="Đã khắc phục thế nào", multiline=True, max_length=LONG, widget=BOX, min_length=10,
        help_text="Ghi việc đã làm, thời gian, số văn bản hoặc mã minh chứng nếu có.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class VerdictForm(forms.Form):
    """How the board judges what was done: about a shortcoming or about earlier advice."""

    verdict = forms.ChoiceField(
        label="Đánh giá", choices=[(state.value, state.label) for state in VERDICTS],
        widget=forms.RadioSelect, error_messages={"required": "Chọn một mức đánh giá."},
    )  # fmt: skip
    note = CleanTextField(
        label="Nhận xét", multiline=True, required=False, max_length=LONG, widget=BOX,
        help_text=f"Bắt buộc (ít nhất {NOTE_LENGTH} ký tự) khi chưa khắc phục xong.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class InspectionFilter:
    """What the address says about which rows to show; what is not understood is ignored."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.words = typed.get("q", "").strip()[:100]
        self.round = parse_key(typed.get("round"))
        self.unit = parse_key(typed.get("unit"))
        self.kind = _known(typed.get("kind"), InspectionKind.values)
        self.state = _known(typed.get("state"), [*InspectionState.values, OVERDUE])

    @property
    def is_active(self) -> bool:
        """Whether some rows of the year may be hidden."""
        return bool(self.words or self.unit or self.kind or self.state)


class InspectionFilterForm(forms.Form):
    """The boxes of the filter."""

    round = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Hình thức", choices=[("", "Tất cả"), *InspectionKind.choices])
    state = forms.ChoiceField(
        label="Trạng thái",
        choices=[("", "Tất cả"), *InspectionState.choices, (OVERDUE, "Quá hạn khắc phục")],
    )

    def __init__(self, wanted: InspectionFilter, round_pk: int) -> None:
        start = {"round": round_pk, "kind": wanted.kind, "state": wanted.state}
        super().__init__(initial=start, use_required_attribute=False)


def criterion_choices(criteria: Iterable[CriterionDefinition]) -> list[tuple[str, str]]:
    """Criteria by code and title, stored by their lasting key."""
    named = [(criterion.key, f"{criterion.code}. {criterion.title}") for criterion in criteria]
    return [("", "(không gắn với tiêu chí nào)"), *named]


def values_of(row, *names: str) -> dict[str, object]:
    """The stored values that a form begins with."""
    return {name: getattr(row, name) for name in names}


def _known(value: str | None, values: Iterable[str]) -> str:
    return value if value in values else ""
