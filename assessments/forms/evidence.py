"""What is typed about evidence, and files as they arrive."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from assessments.actions.evidence import TITLE_LENGTH, Details
from assessments.models import Evidence
from core.fields import CleanTextField, VietnameseDateField
from core.file_inspection import Inspection, inspect
from core.file_names import clean_file_name
from core.refusals import FileRefused

STALE = "Có người vừa sửa thông tin này: {}. Xem lại rồi bấm Lưu lần nữa."


@dataclass(frozen=True)
class Arrived:
    """One uploaded file: inspected, or refused with the reason."""

    file: UploadedFile
    name: str
    inspection: Inspection | None
    refusal: str = ""


def arrived(files: Iterable[UploadedFile]) -> Iterator[Arrived]:
    """Look at each file by itself: a bad one stops no other."""
    for file in files:
        name = clean_file_name(file.name or "")
        try:
            yield Arrived(file, name, inspect(file, name))
        except FileRefused as refusal:
            yield Arrived(file, name, None, refusal.message)


class LinkForm(forms.Form):
    """An address on the web as evidence."""

    url = forms.URLField(
        label="Địa chỉ trang", max_length=500, assume_scheme="https",
        error_messages={
            "required": "Chưa nhập địa chỉ.",
            "max_length": "Địa chỉ dài quá 500 ký tự.",
            "invalid": "Địa chỉ không đúng. Ví dụ: https://yenthe.example.vn/tin-tuc/123",
        },
    )  # fmt: skip
    title = CleanTextField(label="Tên minh chứng", max_length=TITLE_LENGTH, required=False)

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not url.lower().startswith(("http://", "https://")):
            raise ValidationError("Chỉ nhận địa chỉ bắt đầu bằng http:// hoặc https://.")
        return url


class EvidenceDetailsForm(forms.Form):
    """The paper's number, date, issuer, abstract and pages; `seen` tells stale forms."""

    title = CleanTextField(label="Trích yếu, tên minh chứng", max_length=TITLE_LENGTH)
    reference_number = CleanTextField(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 12-KH/ĐU."
    )
    dated_on = VietnameseDateField(label="Ngày ban hành", required=False)
    issuer = CleanTextField(label="Cơ quan ban hành", max_length=200, required=False)
    pages = CleanTextField(
        label="Trang cần xem", max_length=60, required=False,
        help_text="Với tệp dài, ghi trang chứng minh cho tiêu chí. Ví dụ: 3-5, 8.",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, evidence: Evidence, **kwargs) -> None:
        self.evidence = evidence
        stored = Details.of(evidence)
        initial = {**vars(stored), "seen": fingerprint(stored)}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict:
        """Refuse once when somebody else has changed the details meanwhile."""
        stored = Details.of(self.evidence)
        if self.cleaned_data.get("seen") != fingerprint(stored):
            self.data = {**self.data.dict(), "seen": fingerprint(stored)}
            known = "; ".join(str(value) for value in astuple(stored) if value)
            raise ValidationError(STALE.format(known), code="stale")
        return self.cleaned_data

    @property
    def details(self) -> Details:
        """What was typed, once valid."""
        return Details(**{k: v for k, v in self.cleaned_data.items() if k != "seen"})


def fingerprint(details: Details) -> str:
    """Short mark of what a form showed."""
    return hashlib.sha256(repr(astuple(details)).encode()).hexdigest()[:16]
