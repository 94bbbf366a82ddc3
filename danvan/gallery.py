"""What `/_gallery/` shows: every component of `templates/components/` in every state."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.permissions import ALLOWED, deny
from organisation.models import User


class GalleryForm(forms.Form):
    """One field of each kind that our pages use."""

    name = forms.CharField(label="Tên mô hình", help_text="Ghi như trong bản đăng ký.")
    points = forms.DecimalField(label="Điểm tự chấm", localize=True, max_value=4)
    field = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("kt", "Kinh tế"), ("vh", "Văn hoá - xã hội")]
    )
    level = forms.ChoiceField(
        label="Cấp", widget=forms.RadioSelect, choices=[("xa", "Cấp xã"), ("huyen", "Cấp huyện")]
    )
    agreed = forms.BooleanField(label="Tập thể cấp uỷ đã thống nhất")
    reason = forms.CharField(label="Lý do", widget=forms.Textarea({"rows": 3}))


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components; for developers and for the checks of tests/browser/test_gallery.py."""
    return render(request, "gallery.html", gallery_context())


def gallery_context() -> dict[str, object]:
    """Invented values for each component."""
    today = timezone.localdate()
    wrong = GalleryForm({"name": "Tổ hoà giải ở cơ sở", "points": "12", "level": "xa"})
    return {
        "user": User(full_name="Nguyễn Thị Hoà", position="Chuyên viên Ban Dân vận Huyện uỷ"),
        "role_labels": ["Chuyên viên Ban Dân vận"],
        "navigation": NAVIGATION,
        "organiser_name": "Huyện uỷ Yên Thế",
        "states": STATES,
        "days": [today + timedelta(days=days) for days in (20, 2, 0, -5)],
        "steps": STEPS,
        "chips": CHIPS,
        "blank_form": GalleryForm(),
        "wrong_form": wrong,
        "allowed": ALLOWED,
        "denied": deny("Chỉ người đứng đầu đơn vị mới được nộp hồ sơ."),
        "events": _events(),
        "conflict_rows": CONFLICT_ROWS,
        "conflict_at": timezone.now(),
        "page": Paginator(range(1250), 50).page(2),
        "trail": [{"label": "Chấm điểm", "url": "#"}, {"label": "Xã Đồng Tâm"}],
        "criteria": CRITERIA,
        "total": sum(row["points"] for row in CRITERIA if row["points"] is not None),
        "gap": Decimal("1.5"),
        "ratio": Decimal("0.9872"),
        "hashes": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }


def _events() -> list[SimpleNamespace]:
    now = timezone.now()
    return [
        SimpleNamespace(
            at=now,
            actor_name="Nguyễn Thị Hoà",
            words="Sửa điểm thẩm định tiêu chí 2.3",
            before_words="4,00",
            after_words="2,50",
            note="Thiếu biên bản của hai cuộc đối thoại.",
        ),
        SimpleNamespace(at=now - timedelta(days=2), actor_name="Trần Văn Khoá", words="Nộp hồ sơ"),
    ]


NAVIGATION = [
    {"label": "Việc cần làm", "url": "?", "icon": "house", "current": True},
    {"label": "Chấm điểm", "url": "?trang=cham-diem", "icon": "clipboard-check", "current": False},
    {"label": "Công nhận", "url": "?trang=cong-nhan", "icon": "award", "current": False},
    {"label": "Bộ tiêu chí", "url": "?trang=bo-tieu-chi", "icon": "list-check", "current": False},
]
STATES = [
    ("Đang soạn", "neutral"),
    ("Đã nộp", "info"),
    ("Bị trả lại", "warning"),
    ("Được công nhận", "success"),
    ("Đã thu hồi", "danger"),
]
STEPS = [
    {"label": "Đơn vị tự chấm", "state": "done", "note": "Nộp ngày 20/11/2026"},
    {"label": "Ban Dân vận thẩm định", "state": "current", "note": "Hạn 10/12/2026"},
    {"label": "Công bố kết quả", "state": "todo", "note": ""},
]
CHIPS = [
    {"label": "Tất cả", "count": 36, "url": "?", "current": True},
    {"label": "Chưa chấm", "count": 4, "url": "?loc=chua-cham", "current": False},
    {"label": "Thiếu minh chứng", "count": 6, "url": "?loc=thieu", "current": False},
]
CONFLICT_ROWS = [
    {"name": "facts", "label": "Hồ sơ đúng hạn", "mine": "1.234", "theirs": "1.243"},
    {"name": "explanation", "label": "Thuyết minh", "mine": "Theo sổ một cửa", "theirs": ""},
]
CRITERIA: list[dict[str, Any]] = [
    {
        "code": "1.1",
        "title": "Ban hành kế hoạch Dân vận khéo trong quý I",
        "max_points": Decimal(2),
        "points": Decimal(2),
        "explanation": "Trong quý I → 2,00",
        "tags": "done",
    },
    {
        "code": "1.2",
        "title": "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn",
        "max_points": Decimal(4),
        "points": Decimal(0),
        "explanation": "1.012/1.250 = 80,96 % → 0,00",
        "tags": "done missing-evidence",
    },
    {
        "code": "1.3",
        "title": "Số cuộc đối thoại của người đứng đầu với Nhân dân",
        "max_points": Decimal(3),
        "points": None,
        "explanation": "",
        "tags": "open",
    },
]
