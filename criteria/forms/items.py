"""Forms of groups, new criteria, vetoes and class bands."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from core.fields import CleanTextField, CountField, PointsField, ShareField
from criteria.actions import editing
from criteria.actions.codes import free_code
from criteria.actions.items import BAND, CRITERION, GROUP, VETO, Item
from criteria.forms.layout import VersionedForm
from criteria.models import CriteriaSet, CriterionGroup, Veto, VetoKind
from criteria.numbering import LONGEST
from criteria.rules.figures import stored_figure
from organisation.models import User

LEAST_POINTS, MOST_POINTS = Decimal("0.01"), 1000
QUARTERS = 4
NOTHING = Decimal(0)
TEXT_LENGTH = 2000


def code_field(example: str) -> CleanTextField:
    """The code of a row; proposed for a new one."""
    return CleanTextField(
        label="Mã", max_length=LONGEST, help_text=f"Không trùng trong cả bộ. Ví dụ: {example}."
    )


class ItemForm(VersionedForm):
    """Ends in editing.add or editing.change, whatever kind of row it is."""

    item: Item

    def __init__(self, *args: Any, criteria_set: CriteriaSet, **kwargs: Any) -> None:
        self.criteria_set = criteria_set
        super().__init__(*args, **kwargs)

    def act(self, by: User) -> Any:
        if self.row is None:
            return editing.add(self.criteria_set, self.item, self.values(), by=by)
        version = self.cleaned_data["version"]
        return editing.change(
            self.criteria_set, self.item, self.row.key, self.values(), by=by, version=version
        )


class CodedForm(ItemForm):
    """A row with a code: a new one is offered the next free one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is None and not self.is_bound:
            self.initial.setdefault("code", self.free_code())

    def free_code(self) -> str:
        """The next free code of this kind."""
        return free_code(self.criteria_set, self.item)


class GroupForm(CodedForm):
    """A heading with its maximum and the share of it that must be reached."""

    item = GROUP
    layout = ("version", ("code", "max_points"), "title", "minimum_share", "is_bonus")

    code = code_field("VIII")
    title = CleanTextField(
        label="Tên nhóm", max_length=300, help_text="Ví dụ: Thực hiện dân chủ ở cơ sở."
    )
    max_points = PointsField(
        label="Điểm tối đa của nhóm", max_value=MOST_POINTS, help_text="Ví dụ: 15 hoặc 12,5."
    )
    minimum_share = ShareField(
        label="Mức tối thiểu phải đạt", required=False,
        help_text="Phần trăm của điểm tối đa, ví dụ: 50 %. Để trống: không đòi hỏi.",
    )  # fmt: skip
    is_bonus = forms.BooleanField(
        label="Nhóm điểm thưởng (ngoài thang 100 điểm)", required=False,
        help_text="Điểm của nhóm này được cộng thêm, không quá trần điểm thưởng của bộ tiêu chí.",
    )  # fmt: skip

    def clean_minimum_share(self) -> Any:
        return self.cleaned_data["minimum_share"] or NOTHING


class NewCriterionForm(CodedForm):
    """The beginning of a criterion: its place, name and maximum; the rules come on its own page."""

    item = CRITERION
    layout = ("group", ("code", "max_points"), "title", "guidance")

    group = forms.ChoiceField(label="Thuộc nhóm")
    code = code_field("I.6")
    title = CleanTextField(
        label="Tên tiêu chí", max_length=400, help_text="Nói rõ việc được chấm điểm."
    )
    max_points = PointsField(
        label="Điểm tối đa", min_value=LEAST_POINTS, max_value=MOST_POINTS,
        help_text="Ví dụ: 3 hoặc 2,5.",
    )  # fmt: skip
    guidance = CleanTextField(
        label="Hướng dẫn", multiline=True, required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.groups = {g.key: g for g in CriterionGroup.objects.filter(
            criteria_set=kwargs["criteria_set"])}  # fmt: skip
        self.chosen = self.groups.get((kwargs.get("initial") or {}).get("group", ""))
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(key, str(group)) for key, group in self.groups.items()]

    def free_code(self) -> str:
        group = self.chosen or next(iter(self.groups.values()), None)
        return free_code(self.criteria_set, CRITERION, group) if group else ""

    def act(self, by: User) -> Any:
        values = self.values()
        group = values.pop("group")
        return editing.add(self.criteria_set, CRITERION, values, by=by, group=group)


class VetoForm(CodedForm):
    """A condition that stops recognition, and who finds that it applies."""

    item = VETO
    layout = ("version", "code", "title", "effect", "kind", ("minimum_share", "missing_from"))

    code = code_field("L8")
    title = CleanTextField(
        label="Điều kiện loại trừ", multiline=True, max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text="Ví dụ: Có cán bộ chủ chốt bị kỷ luật từ khiển trách trở lên.",
    )  # fmt: skip
    effect = CleanTextField(
        label="Hệ quả", max_length=300, help_text="Ví dụ: Không được công nhận trong năm."
    )
    kind = forms.ChoiceField(
        label="Ai xác định", choices=VetoKind.choices, initial=VetoKind.DECLARED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    minimum_share = ShareField(
        label="Mức tối thiểu của nhóm", required=False,
        help_text="Chỉ ghi khi chọn “Nhóm dưới mức tối thiểu”, ví dụ: 50 %. Khi xét, hệ thống so"
        " với mức tối thiểu ghi ở từng nhóm.",
    )  # fmt: skip
    missing_from = CountField(
        label="Thiếu từ mấy báo cáo", required=False, min_value=1, max_value=QUARTERS,
        help_text="Chỉ ghi khi chọn “Thiếu báo cáo quý”. Ví dụ: 2.",
    )  # fmt: skip

    # Kind → the one parameter that it has; only the number of reports cannot do without.
    PARAMETERS = {
        VetoKind.GROUP_FLOOR: "minimum_share",
        VetoKind.REPORTS_MISSING: "missing_from",
    }

    def stored(self, row: Veto) -> dict[str, Any]:
        return {**super().stored(row), **dict(_parameters(row))}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_missing = cleaned.get("missing_from") is None and "missing_from" not in self.errors
        if cleaned.get("kind") == VetoKind.REPORTS_MISSING and is_missing:
            self.add_error("missing_from", "Ghi số báo cáo quý, ví dụ: 2.")
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        typed = {name: values.pop(name, None) for name in self.PARAMETERS.values()}
        name = self.PARAMETERS.get(values["kind"], "")
        given = typed.get(name)
        values["parameters"] = {} if given is None else {name: stored_figure(given)}
        return values


class BandForm(ItemForm):
    """A class: from how many points, and on which conditions."""

    item = BAND
    layout = (
        "version", ("name", "minimum_points"), "minimum_group_share", "is_recognised", "conditions",
    )  # fmt: skip

    name = CleanTextField(label="Mức xếp loại", max_length=60, help_text="Ví dụ: Xuất sắc.")
    minimum_points = PointsField(
        label="Từ bao nhiêu điểm", max_value=MOST_POINTS,
        help_text="Ví dụ: 90. Mức thấp nhất phải từ 0.",
    )  # fmt: skip
    minimum_group_share = ShareField(
        label="Mỗi nhóm phải đạt ít nhất", required=False,
        help_text="Phần trăm của điểm tối đa từng nhóm, ví dụ: 70 %. Để trống: không đòi hỏi.",
    )  # fmt: skip
    is_recognised = forms.BooleanField(
        label="Được đề nghị công nhận “Dân vận khéo”", required=False
    )
    conditions = CleanTextField(
        label="Điều kiện kèm theo", multiline=True, required=False, max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def clean_minimum_group_share(self) -> Any:
        return self.cleaned_data["minimum_group_share"] or NOTHING


def _parameters(veto: Veto) -> Iterator[tuple[str, Any]]:
    """The parameters as the fields hold them; what a file brought garbled is left empty."""
    readers = {"minimum_share": Decimal, "missing_from": int}
    for name, read in readers.items():
        try:
            yield name, read(str(veto.parameters[name]))
        except (KeyError, ValueError, InvalidOperation):
            continue


FORMS: dict[str, type[ItemForm]] = {
    GROUP.name: GroupForm, CRITERION.name: NewCriterionForm, VETO.name: VetoForm,
    BAND.name: BandForm,
}  # fmt: skip
