"""The form that turns a sample into a draft."""

from django import forms
from django.utils import timezone

from core.fields import CleanTextField
from criteria.forms.information import YearField
from criteria.library import LibrarySet
from organisation.forms.layout import LaidOutForm
from organisation.models import UnitKind


class LibraryDraftForm(LaidOutForm, forms.Form):
    """What the draft is called, for which kind of unit and from which year."""

    title = CleanTextField(label="Tên bộ tiêu chí", max_length=300)
    unit_kind = forms.ModelChoiceField(
        label="Áp dụng cho", queryset=UnitKind.objects.filter(is_assessed=True),
        to_field_name="code", empty_label=None,
    )  # fmt: skip
    year = YearField(label="Dùng từ năm")

    layout = ("title", ("unit_kind", "year"))

    def __init__(self, *args, sample: LibrarySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = sample.definition.title
        self.fields["unit_kind"].initial = sample.definition.unit_kind
        self.fields["year"].initial = timezone.localdate().year
