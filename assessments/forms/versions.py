"""Shape of the decision which files move to a later version of their set."""

from collections.abc import Iterable, Mapping

from django import forms

from assessments.carrying import Choice
from assessments.models import Assessment
from assessments.versions import Version
from core.fields import CleanTextField
from core.keys import parse_key

REASON_LENGTH = 10  # characters; every unit that moves reads the reason
CHOICES = (
    (Choice.KEEP, "Giữ nguyên số liệu, tính lại điểm",
     "Điểm tự cho cao hơn mức tối đa mới thì hạ xuống bằng mức đó. Ví dụ: phần tự cho điểm giảm từ "
     "4 còn 2 điểm, đơn vị đã ghi 3 điểm: còn 2 điểm."),
    (Choice.SCALE, "Giữ số liệu, quy điểm tự cho theo tỷ lệ",
     "Điểm tự cho nhân với mức tối đa mới chia mức cũ. Ví dụ trên: 3 × 2 : 4 = 1,5 điểm. "
     "Phần chấm bằng số liệu vẫn giữ số liệu, tính lại điểm."),
    (Choice.CLEAR, "Xoá số liệu của những phần đổi điểm",
     "Đơn vị nhập lại những phần này. Ví dụ trên: điểm 3 bị xoá, phần này thành “chưa chấm”."),
)  # fmt: skip


class WantedVersion:
    """What the address or the form says: which version, which choice; the rest is ignored."""

    def __init__(self, typed: Mapping[str, str], versions: list[Version]):
        key = parse_key(typed.get("ban-moi"))
        known = {version.pk: version for version in versions}
        newest = versions[0] if versions and "ban-moi" not in typed else None
        self.version = known.get(key) or newest
        self.is_unknown = key is not None and key not in known
        wanted = typed.get("cach")
        self.choice = Choice(wanted) if wanted in list(Choice) else Choice.KEEP


class MoveForm(forms.Form):
    """The chosen files with the reason; the action says which of them may move."""

    file = forms.TypedMultipleChoiceField(
        label="Đơn vị chuyển", coerce=int, required=False,
        error_messages={"invalid_choice": "Có đơn vị không thuộc danh sách này."},
    )  # fmt: skip
    for_later = forms.BooleanField(
        label="Đơn vị vào sau trong đợt này cũng dùng phiên bản mới", required=False
    )
    reason = CleanTextField(
        label="Lý do chuyển",
        multiline=True,
        min_length=REASON_LENGTH,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Các đơn vị được chuyển đọc được lý do này.",
    )

    def __init__(self, *args, files: Iterable[Assessment], **kwargs):
        super().__init__(*args, **kwargs)
        self.files = {file.pk: file for file in files}
        self.fields["file"].choices = [(pk, file.unit_name) for pk, file in self.files.items()]

    @property
    def chosen(self) -> list[Assessment]:
        """The files that were ticked."""
        return [self.files[pk] for pk in self.cleaned_data["file"]]
