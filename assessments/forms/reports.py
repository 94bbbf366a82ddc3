"""What is typed into a quarterly report: one part at a time, and what the board answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms

from assessments.models import Indicator, OfficerAssignment, QuarterlyReport, Round
from assessments.reporting.entries import (
    FIGURE,
    SECTION,
    SECTION_TEXTS,
    TEXTS,
    WORDS,
    Entry,
    Figure,
    Section,
    Words,
)
from assessments.workflow import ReportState
from core.fields import CleanTextField
from core.keys import parse_key
from core.numbers import NumberError, format_count, parse_number
from core.text import TextTooLong, clean_text
from organisation.models import UnitKind, User

TEXT_LENGTH = 10_000  # characters
REASON_MOST = 2000
SHORT_BOX = forms.Textarea({"rows": 4})
NOT_BOTH = "Đã chọn “Không phát sinh” thì để trống ô số, hoặc bỏ dấu chọn."


@dataclass
class PartForm:
    """One part as typed; `errors` by input name, `typed` to be shown again."""

    typed: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    entry: Entry | None = None

    def text(self, name: str, label: str) -> str:
        """A cleaned text of the form."""
        try:
            return clean_text(self.typed.get(name, ""), TEXT_LENGTH)
        except TextTooLong as error:
            self.errors[name] = (
                f"“{label}” dài {format_count(error.length)} ký tự; tối đa "
                f"{format_count(TEXT_LENGTH)}. Hãy viết gọn lại hoặc đính kèm thành tệp."
            )
            return ""


def figure_form(indicator: Indicator, typed: Mapping[str, str]) -> PartForm:
    """The box of one indicator; nothing typed is nothing stated, "không phát sinh" is no 0."""
    form = PartForm(typed)
    text, is_none = typed.get("value", "").strip(), bool(typed.get("none"))
    value = _number(form, text, indicator.decimal_places) if text else None
    if is_none and value:
        form.errors["value"] = NOT_BOTH
    if is_none and not form.errors:
        value = Decimal(0)
    confirmed = typed.get("confirmed", "")
    is_confirmed = value is not None and confirmed == confirmation(value)
    form.entry = Figure(indicator.code, value, is_confirmed, is_none)
    return form


def section_form(key: str, typed: Mapping[str, str]) -> PartForm:
    """The three boxes of a group."""
    form = PartForm(typed)
    form.entry = Section(key, **{n: form.text(n, label) for n, label in SECTION_TEXTS.items()})
    return form


def words_form(name: str, typed: Mapping[str, str]) -> PartForm:
    """One text of the whole report."""
    form = PartForm(typed)
    form.entry = Words(name, form.text("text", TEXTS[name]))
    return form


def part_form(
    report: QuarterlyReport,
    kind: str,
    key: str,
    typed: Mapping[str, str],
    find: Callable[[QuarterlyReport, str], Indicator],
) -> PartForm | None:
    """The form of the part that the address names; None where a report has no such part."""
    if kind == FIGURE:
        return figure_form(find(report, key), typed)
    if kind == SECTION and report.sections.filter(group_key=key).exists():
        return section_form(key, typed)
    if kind == WORDS and key in TEXTS:
        return words_form(key, typed)
    return None


def confirmation(value: Decimal) -> str:
    """What the tick "đúng là …" stands for: it holds for this value only."""
    return format(value.normalize(), "f")


def _number(form: PartForm, text: str, places: int) -> Decimal | None:
    try:
        return parse_number(text, places)
    except NumberError as error:
        whole = "Chỉ tiêu này là số nguyên, không có phần thập phân. Ví dụ: 1250."
        is_number = not places and "," in text and _is_number(text)
        form.errors["value"] = whole if is_number else str(error)
        return None


def _is_number(text: str) -> bool:
    try:
        parse_number(text, 6)
    except NumberError:
        return False
    return True


class ReturnForm(forms.Form):
    """Why a report goes back to its unit."""

    reason = CleanTextField(
        label="Lý do, nội dung cần sửa",
        widget=SHORT_BOX,
        multiline=True,
        max_length=REASON_MOST,
        help_text="Đơn vị sẽ đọc nguyên văn. Ít nhất 10 ký tự.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(forms.Form):
    """What the officer says about a report that is accepted."""

    comment = CleanTextField(
        label="Ý kiến của chuyên viên",
        required=False,
        widget=SHORT_BOX,
        multiline=True,
        max_length=REASON_MOST,
        help_text="Đơn vị đọc được ý kiến này.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MandateForm(forms.Form):
    """Who may type for a unit, and why."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Người nhập thay", empty_label="(chọn cán bộ)",
        error_messages={"required": "Chọn người nhập thay.",
                        "invalid_choice": "Chọn một người trong danh sách."},
    )  # fmt: skip
    reason = CleanTextField(
        label="Lý do",
        widget=SHORT_BOX,
        multiline=True,
        max_length=REASON_MOST,
        help_text="Đơn vị đọc được lý do này. Ít nhất 10 ký tự.",
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


MISSING, LATE = "missing", "late"
FOUND_STATES = (
    (MISSING, "Chưa gửi, đã quá hạn"), (LATE, "Gửi muộn"),
    (ReportState.DRAFT, "Đang soạn"), (ReportState.SUBMITTED, "Chờ tiếp nhận"),
    (ReportState.RETURNED, "Bị trả lại"), (ReportState.ACCEPTED, "Đã tiếp nhận"),
)  # fmt: skip


class ReportFilter:
    """What the address says about which lines to show; whatever is not understood is ignored."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        quarter = typed.get("quarter", "")
        self.words = typed.get("q", "").strip()[:100]
        self.quarter = int(quarter) if quarter in {"1", "2", "3", "4"} else None
        self.state = typed.get("state") if typed.get("state") in dict(FOUND_STATES) else ""
        self.officer = parse_key(typed.get("officer"))
        self.kind = parse_key(typed.get("kind"))

    @property
    def is_active(self) -> bool:
        """Whether some lines or columns are hidden."""
        return any((self.words, self.quarter, self.state, self.officer, self.kind))


class ReportFilterForm(forms.Form):
    """The boxes of the filter; every one has a value, so none is marked as optional."""

    quarter = forms.ChoiceField(
        label="Quý",
        choices=[("", "Cả năm"), ("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"),
                 ("4", "Quý IV")],
    )  # fmt: skip
    state = forms.ChoiceField(label="Tình trạng", choices=[("", "Tất cả"), *FOUND_STATES])
    officer = forms.ChoiceField(label="Chuyên viên")
    kind = forms.ChoiceField(label="Loại đơn vị")

    def __init__(self, round_: Round, wanted: ReportFilter) -> None:
        super().__init__(initial=vars(wanted), use_required_attribute=False)
        officers = OfficerAssignment.objects.filter(round=round_).values("officer")
        people = User.objects.filter(pk__in=officers)
        kinds = UnitKind.objects.filter(units__assessments__round=round_).distinct()
        everything = [("", "Tất cả")]
        self.fields["officer"].choices = everything + [(p.pk, str(p)) for p in people]
        self.fields["kind"].choices = everything + [(kind.pk, kind.name) for kind in kinds]
