"""Shape and range of what people enter about rounds."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.utils import timezone

from assessments.calendars import calendar_problems
from assessments.models import Round
from assessments.workflow import AssessmentState
from assessments.year_plans import DATES, DAYS, year_proposal
from core.fields import CleanTextField, CountField, VietnameseDateField
from core.keys import parse_key
from criteria.models import CriteriaSet
from organisation.models import Unit, UnitKind

CALENDAR = (*DATES, *DAYS)
LATER_YEARS, MOST_DAYS = 2, 30


class RoundPlanForm(forms.Form):
    """A year: its title, its calendar and the set of each kind of unit below the organiser.

    Proposes last year's round a year later; with `round_`, a year that is planned is changed.
    """

    title = CleanTextField(label="Tên đợt", max_length=200)
    year = forms.IntegerField(
        label="Năm",
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": "Nhập năm bằng bốn chữ số. Ví dụ: 2026."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    registration_due = VietnameseDateField(label="Hạn đăng ký nội dung, mô hình")
    report_1_due = VietnameseDateField(label="Hạn báo cáo quý I")
    report_2_due = VietnameseDateField(label="Hạn báo cáo quý II")
    report_3_due = VietnameseDateField(label="Hạn báo cáo quý III")
    report_4_due = VietnameseDateField(label="Hạn báo cáo quý IV")
    self_assessment_opens = VietnameseDateField(label="Bắt đầu tự chấm điểm")
    self_assessment_due = VietnameseDateField(label="Hạn nộp bản tự chấm điểm")
    appraisal_due = VietnameseDateField(label="Hạn thẩm định xong")
    supplement_days = CountField(
        label="Số ngày làm việc để bổ sung hồ sơ", min_value=1, max_value=MOST_DAYS
    )
    feedback_days = CountField(
        label="Số ngày làm việc để phản hồi kết quả dự kiến", min_value=1, max_value=MOST_DAYS
    )

    def __init__(self, *args, organiser: Unit, year: int, round_: Round | None = None, **kwargs):
        self.organiser, self.round = organiser, round_
        kinds = UnitKind.objects.filter(units__parent=organiser, is_assessed=True)
        self.kinds = list(kinds.distinct())
        super().__init__(*args, initial=self._initial(year), **kwargs)
        del self.fields["year" if round_ else "version"]
        for kind in self.kinds:
            self.fields[f"set_{kind.pk}"] = self._set_field(kind)

    @property
    def helper(self) -> FormHelper:
        """The look: three groups, the dates two abreast where there is room."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.form_show_errors, helper.field_template = False, "components/field.html"
        helper.layout = Layout(
            "title", "version" if self.round else "year",
            Fieldset("Lịch trong năm", Div(*DATES, css_class="field-columns")),
            Fieldset("Thời gian bổ sung, phản hồi", *DAYS),
            Fieldset(
                "Bộ tiêu chí", HTML(SETS_HELP), *(f"set_{kind.pk}" for kind in self.kinds)
            ),
        )  # fmt: skip
        return helper

    def clean_year(self) -> int:
        """A year near this one, with no round yet."""
        year, this = self.cleaned_data["year"], timezone.localdate().year
        if not this - 1 <= year <= this + LATER_YEARS:
            raise forms.ValidationError(f"Nhập năm từ {this - 1} đến {this + LATER_YEARS}.")
        if Round.objects.filter(organiser=self.organiser, year=year).exists():
            raise forms.ValidationError(f"Năm {year} đã có đợt chấm điểm.")
        return year

    def clean(self):
        """The calendar must be in order, and at least one kind of unit must have a set."""
        cleaned = super().clean()
        if year := self.round.year if self.round else cleaned.get("year"):
            for name, text in calendar_problems(year, self.calendar).items():
                self.add_error(name, text)
        if not self.errors and not self.criteria_sets:
            raise forms.ValidationError("Chọn bộ tiêu chí cho ít nhất một loại đơn vị.")
        return cleaned

    @property
    def calendar(self) -> dict:
        """Dates and numbers of days that were understood."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in CALENDAR if cleaned.get(name) is not None}

    @property
    def criteria_sets(self) -> list[CriteriaSet]:
        """The chosen sets."""
        chosen = (self.cleaned_data.get(f"set_{kind.pk}") for kind in self.kinds)
        return [criteria_set for criteria_set in chosen if criteria_set]

    def _initial(self, year: int) -> dict[str, object]:
        if self.round:
            names = ("title", "version", *CALENDAR)
            links = self.round.criteria_sets.select_related("criteria_set")
            self.sets = {link.unit_kind_id: link.criteria_set for link in links}
            return {name: getattr(self.round, name) for name in names}
        self.proposal = year_proposal(self.organiser, year, self.kinds)
        self.sets = self.proposal.sets
        return {"year": year, "title": self.proposal.title, **self.proposal.calendar}

    def _set_field(self, kind: UnitKind) -> forms.ModelChoiceField:
        sets = CriteriaSet.objects.published().filter(organiser=self.organiser, unit_kind=kind)
        return forms.ModelChoiceField(
            sets, label=kind.name, required=False, initial=self.sets.get(kind.pk),
            empty_label="(không chấm điểm loại đơn vị này)",
        )  # fmt: skip


SETS_HELP = (
    '<p class="form-text">Chỉ chọn được bộ tiêu chí đã ban hành. '
    "Loại đơn vị không có bộ tiêu chí sẽ không tham gia đợt.</p>"
)


class OverviewFilter:
    """What the address says about which rows to show; whatever is not understood is ignored."""

    NO_OFFICER = "none"
    ORDERS = (
        ("name", "Tên đơn vị"), ("gap", "Chênh lệch điểm"),
        ("waiting", "Chờ lâu nhất"), ("deadline", "Sắp đến hạn"),
    )  # fmt: skip

    def __init__(self, typed: Mapping[str, str]):
        self.words = typed.get("q", "").strip()[:100]
        self.kind = parse_key(typed.get("kind"))
        self.officer = parse_key(typed.get("officer"))
        self.is_without_officer = typed.get("officer") == self.NO_OFFICER
        self.state = typed.get("state") if typed.get("state") in AssessmentState.values else ""
        self.order = typed.get("order") if typed.get("order") in dict(self.ORDERS) else "name"

    @property
    def is_active(self) -> bool:
        """Whether some rows may be hidden."""
        chosen = (self.words, self.kind, self.officer, self.is_without_officer, self.state)
        return any(chosen)


class OverviewFilterForm(forms.Form):
    """The boxes of the filter; every one has a value, so none is marked as optional."""

    kind = forms.ChoiceField(label="Loại đơn vị")
    state = forms.ChoiceField(label="Trạng thái")
    officer = forms.ChoiceField(label="Chuyên viên")
    order = forms.ChoiceField(label="Xếp theo", choices=OverviewFilter.ORDERS)

    def __init__(self, wanted: OverviewFilter, kinds, officers):
        officer = OverviewFilter.NO_OFFICER if wanted.is_without_officer else wanted.officer
        super().__init__(
            initial={"kind": wanted.kind, "state": wanted.state, "order": wanted.order,
                     "officer": officer},
            use_required_attribute=False,
        )  # fmt: skip
        everything = [("", "Tất cả")]
        self.fields["kind"].choices = everything + [(kind.pk, kind.name) for kind in kinds]
        self.fields["state"].choices = everything + AssessmentState.choices
        nobody = [(OverviewFilter.NO_OFFICER, "Chưa phân công")]
        self.fields["officer"].choices = (
            everything + nobody + [(person.pk, str(person)) for person in officers]
        )
