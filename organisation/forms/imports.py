"""The form that takes in an Excel file."""

from django import forms

from core.refusals import FileRefused
from organisation.forms.layout import LaidOutForm
from organisation.imports.files import FileContent, read_file
from organisation.imports.previews import ImportKind


class ImportFileForm(LaidOutForm, forms.Form):
    """An .xlsx file, read in the sandbox; `content` holds its rows once the form is valid."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)", widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": "Chưa chọn tệp.",
            "empty": "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy.",
        },
    )  # fmt: skip

    def __init__(self, *args, kind: ImportKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.content: FileContent | None = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.content = read_file(file, self.kind.columns())
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal
        if not self.content.rows and not self.content.problems:
            raise forms.ValidationError("Tệp không có dòng nào dưới dòng tiêu đề.", code="no_rows")
        return file
