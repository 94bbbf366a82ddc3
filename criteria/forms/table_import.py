"""The form that takes in a plain table: a file, or what was copied out of Word or Excel."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone

from core.fields import CleanTextField
from core.refusals import FileRefused
from criteria.imports.plain_tables.building import Information, Table, table_of
from criteria.imports.plain_tables.grid import MOST_PASTED, grid_of_pasted, grid_of_workbook
from organisation.forms.layout import LaidOutForm
from organisation.models import Unit, UnitKind

YEARS_BACK, YEARS_AHEAD = 10, 5


class TableForm(LaidOutForm, forms.Form):
    """What the table does not say, and the table; `table` is what it holds once read.

    A table with problems leaves the form valid: they have places of their own.
    """

    layout = ("organiser", "title", ("unit_kind", "year"), "file", "pasted")

    organiser = forms.ModelChoiceField(Unit.objects.none(), label="Cơ quan chủ trì")
    title = CleanTextField(
        label="Tên bộ tiêu chí",
        max_length=300,
        error_messages={"required": "Chưa nhập tên bộ tiêu chí."},
    )
    unit_kind = forms.ModelChoiceField(
        UnitKind.objects.filter(is_assessed=True),
        label="Áp dụng cho",
        empty_label="Chọn loại đơn vị",
        error_messages={"required": "Chưa chọn loại đơn vị."},
    )
    year = forms.IntegerField(
        label="Năm",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "Nhập năm bằng bốn chữ số. Ví dụ: 2026.",
            "required": "Chưa nhập năm.",
        },
    )
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        help_text="Bảng ở trang tính đầu tiên. Chọn tệp, hoặc dán bảng vào ô bên dưới.",
        required=False,
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"empty": "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy."},
    )
    pasted = forms.CharField(
        label="Hoặc dán bảng từ Word, Excel",
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Chọn cả bảng kể cả dòng tiêu đề, sao chép (Ctrl+C) rồi dán (Ctrl+V) vào đây.",
        error_messages={
            "max_length": "Nội dung dán quá dài: tối đa 200 kB. Hãy dùng tệp Excel.",
            "null_characters_not_allowed": "Nội dung dán có ký tự lạ. Hãy sao chép lại từ bảng.",
        },
    )

    def __init__(self, *args, organisers: Sequence[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.table: Table | None = None
        self.organisers = organisers
        if len(organisers) > 1:
            keys = [unit.pk for unit in organisers]
            self.fields["organiser"].queryset = Unit.objects.filter(pk__in=keys)
        else:
            del self.fields["organiser"]
        this_year = timezone.localdate().year
        self.fields["year"].initial = this_year
        self.years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if year not in self.years:
            raise forms.ValidationError(
                f"Nhập năm từ {self.years[0]} đến {self.years[-1]}.", code="range"
            )
        return year

    def clean(self):
        cleaned = super().clean()
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if self.errors:
            return cleaned
        if bool(file) == bool(pasted.strip()):
            told = (
                "Chọn tệp hoặc dán bảng, không dùng cả hai."
                if file
                else "Chưa chọn tệp và chưa dán bảng."
            )
            raise forms.ValidationError({"file": told})
        name = "file" if file else "pasted"
        try:
            grid = grid_of_workbook(file) if file else grid_of_pasted(pasted)
            self.table = table_of(grid, self._information(cleaned))
        except FileRefused as refusal:
            self.add_error(name, forms.ValidationError(refusal.message, code=refusal.code))
        return cleaned

    @property
    def owner(self) -> Unit:
        """Whose set it will be."""
        return self.cleaned_data.get("organiser") or self.organisers[0]

    def _information(self, cleaned: dict) -> Information:
        return Information(cleaned["title"], cleaned["year"], cleaned["unit_kind"].code)
