"""Excel files of units and people: upload → preview → confirm."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.downloads import excel
from core.permissions import require
from core.spreadsheets import grouped
from organisation import actions
from organisation.exports import passwords_workbook, people_template, units_template
from organisation.forms.imports import ImportFileForm
from organisation.freshness import last_change_anywhere
from organisation.imports.files import FileContent
from organisation.imports.previews import PEOPLE, UNITS, ImportKind, Outcome, carry_out, preview
from organisation.models import User
from organisation.permissions import can_manage_people, can_manage_units
from organisation.views.form_pages import UNPROCESSABLE

PASSWORDS_FOR = "import-passwords-for"


@dataclass(frozen=True)
class ImportPage:
    """Where an import lives and what it is called."""

    kind: ImportKind
    noun: str
    list_name: str
    prefix: str
    explanation: str

    @property
    def session_key(self) -> str:
        return f"import-{self.prefix}"


UNIT_PAGE = ImportPage(
    UNITS, "đơn vị", "organisation:units", "unit",
    "Đơn vị trùng tên được cập nhật, tên mới được thêm. Đơn vị cấp trên phải có sẵn hoặc đứng "
    "ở dòng trước. Không có đơn vị nào bị xoá.",
)  # fmt: skip
PEOPLE_PAGE = ImportPage(
    PEOPLE, "người dùng", "organisation:people", "person",
    "Người đã có (theo tên đăng nhập, thư điện tử, hoặc họ tên tại đơn vị) được cập nhật, người "
    "mới được thêm. Ô để trống không xoá gì; không có vai trò nào bị kết thúc.",
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def unit_import(request: HttpRequest) -> HttpResponse:
    """Take in a file of units and show what it would do."""
    require(can_manage_units(request.user))
    return _uploaded(request, UNIT_PAGE)


@login_required
@require_POST
def unit_import_confirm(request: HttpRequest) -> HttpResponse:
    """Save what the preview of units showed."""
    require(can_manage_units(request.user))
    return _confirmed(request, UNIT_PAGE)


@login_required
@require_GET
def unit_import_template(request: HttpRequest) -> HttpResponse:
    """An empty file of units."""
    require(can_manage_units(request.user))
    return excel(units_template(), "mau-don-vi")


@login_required
@require_http_methods(["GET", "POST"])
def person_import(request: HttpRequest) -> HttpResponse:
    """Take in a file of people and show what it would do."""
    require(can_manage_people(request.user))
    return _uploaded(request, PEOPLE_PAGE)


@login_required
@require_POST
def person_import_confirm(request: HttpRequest) -> HttpResponse:
    """Save what the preview of people showed; then offer their initial passwords."""
    require(can_manage_people(request.user))
    return _confirmed(request, PEOPLE_PAGE)


@login_required
@require_GET
def person_import_template(request: HttpRequest) -> HttpResponse:
    """An empty file of people."""
    require(can_manage_people(request.user))
    return excel(people_template(), "mau-nguoi-dung")


@login_required
@require_http_methods(["GET", "POST"])
def initial_passwords(request: HttpRequest) -> HttpResponse:
    """Make passwords for the people just imported, as a file that is offered once."""
    require(can_manage_people(request.user))
    people = User.objects.filter(pk__in=request.session.get(PASSWORDS_FOR, []))
    if request.method == "POST" and people:
        passwords = actions.issue_initial_passwords(people, by=request.user)
        del request.session[PASSWORDS_FOR]
        return excel(passwords_workbook(passwords), "mat-khau-ban-dau")
    context = {"people": people, "trail": [*_trail(PEOPLE_PAGE), {"label": "Mật khẩu ban đầu"}]}
    return render(request, "organisation/initial_passwords.html", context)


def _uploaded(request: HttpRequest, page: ImportPage) -> HttpResponse:
    form = ImportFileForm(request.POST or None, request.FILES or None, kind=page.kind)
    if form.is_valid():
        return _previewed(request, page, form.content)
    heading = f"Nhập {page.noun} từ Excel"
    context = {"trail": [*_trail(page), {"label": "Nhập từ Excel"}], "heading": heading}
    context |= {"form": form, "page_of_import": page, "columns": page.kind.columns()}
    context |= {"template_url": reverse(f"organisation:{page.prefix}-import-template")}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "organisation/import_upload.html", context, status=status)


def _previewed(
    request: HttpRequest, page: ImportPage, content: FileContent, warning: str = ""
) -> HttpResponse:
    seen = last_change_anywhere()
    outcome = preview(page.kind, content, by=request.user)
    if not outcome.problems:
        request.session[page.session_key] = {"content": content.as_json(), "seen": seen}
    context = {
        "trail": [*_trail(page), {"label": "Xem trước"}],
        "page_of_import": page,
        "outcome": outcome,
        "counts": outcome.counts,
        "groups": grouped(outcome.problems),
        "sha256": content.sha256,
        "warning": warning,
        "upload_url": reverse(f"organisation:{page.prefix}-import"),
        "confirm_url": reverse(f"organisation:{page.prefix}-import-confirm"),
    }
    status = UNPROCESSABLE if outcome.problems else 200
    return render(request, "organisation/import_preview.html", context, status=status)


def _confirmed(request: HttpRequest, page: ImportPage) -> HttpResponse:
    stored = request.session.get(page.session_key)
    content = FileContent.from_json(stored["content"]) if stored else FileContent()
    if not stored or content.sha256 != request.POST.get("sha256"):
        messages.error(request, "Bản xem trước này đã dùng hoặc đã được thay. Hãy chọn lại tệp.")
        return redirect(f"organisation:{page.prefix}-import")
    if stored["seen"] != last_change_anywhere():
        warning = "Có người vừa sửa danh sách sau khi đồng chí xem trước. Hãy xem lại."
        return _previewed(request, page, content, warning)
    outcome = carry_out(page.kind, content, by=request.user)
    if outcome.problems:
        return _previewed(request, page, content)
    del request.session[page.session_key]
    return _finished(request, page, outcome)


def _finished(request: HttpRequest, page: ImportPage, outcome: Outcome) -> HttpResponse:
    counts = outcome.counts
    text = f"Đã nhập: {counts['new']} {page.noun} mới, {counts['changed']} thay đổi."
    messages.success(request, text)
    if page is PEOPLE_PAGE and outcome.created:
        request.session[PASSWORDS_FOR] = sorted(set(outcome.created))
        return redirect("organisation:initial-passwords")
    return redirect(page.list_name)


def _trail(page: ImportPage) -> list[dict[str, str]]:
    return [{"label": page.noun.capitalize(), "url": reverse(page.list_name)}]
