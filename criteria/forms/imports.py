"""The form that takes in a criteria set as a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from core.file_names import extension_of
from core.refusals import FileRefused
from criteria.imports.incoming import Incoming
from criteria.imports.json_files import read_json
from criteria.imports.workbooks import read_workbook
from organisation.forms.layout import LaidOutForm
from organisation.models import Unit

READERS = {"xlsx": read_workbook, "json": read_json}


class SetFileForm(LaidOutForm, forms.Form):
    """An .xlsx or .json file; `incoming` is what it holds once the form is valid.

    Who writes sets for several units says for which one a new set is meant.
    """

    organiser = forms.ModelChoiceField(Unit.objects.none(), label="Cơ quan chủ trì")
    file = forms.FileField(
        label="Tệp bộ tiêu chí (.xlsx hoặc .json)",
        widget=forms.FileInput({"accept": ".xlsx,.json"}),
        error_messages={
            "required": "Chưa chọn tệp.",
            "empty": "Tệp rỗng (0 byte). Hãy kiểm tra lại tệp trên máy.",
        },
    )

    def __init__(
        self, *args: Any, kinds: Mapping[str, str], organisers: Sequence[Unit] = (), **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.incoming = Incoming()
        if len(organisers) > 1:
            keys = [unit.pk for unit in organisers]
            self.fields["organiser"].queryset = Unit.objects.filter(pk__in=keys)
        else:
            del self.fields["organiser"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        reader = READERS.get(extension_of(file.name))
        if reader is None:
            raise forms.ValidationError(
                "Chỉ nhận tệp Excel .xlsx hoặc .json. Tệp .xls, .ods, .csv: hãy mở bằng Excel rồi "
                "lưu lại thành .xlsx.",
                code="extension",
            )
        try:
            self.incoming = reader(file, self.kinds)
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from refusal
        return file
