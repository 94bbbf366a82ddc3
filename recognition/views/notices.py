"""The notice of approval: those that were issued, a preview, issuing, the stored files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Round
from core.downloads import download as download_file
from core.downloads import stored
from core.pdf import PdfError
from core.permissions import require
from recognition.actions import notices as actions
from recognition.forms.decisions import show_errors
from recognition.forms.notices import NoticeForm
from recognition.models import RegistrationNotice
from recognition.permissions.notices import can_issue_notice
from recognition.presenters.notices import notice_page
from recognition.views.registration_board import chosen_round, no_round

NOT_PRINTED = "Chưa in được thông báo nên chưa phát hành. Hãy thử lại sau ít phút."


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """All notices of a year; for the head of the board also the form that issues one."""
    round_ = chosen_round(request)
    if round_ is None:
        return no_round(request)
    return _page(request, round_, NoticeForm())


@require_POST
@login_required
def issue(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Store and announce the list as it is approved now."""
    round_ = _round(request, round_pk)
    require(can_issue_notice(request.user, round_))
    form = NoticeForm(request.POST)
    if not form.is_valid() or not (row := _issued(request, round_, form)):
        return _page(request, round_, form)
    messages.success(request, f"Đã phát hành Thông báo số {row.symbol}; các đơn vị đã được báo.")
    return redirect(_address(round_))


@require_safe
@login_required
def preview(request: HttpRequest, round_pk: int) -> HttpResponse:
    """A draft of the notice, with the watermark."""
    round_ = _round(request, round_pk)
    require(can_issue_notice(request.user, round_))
    try:
        content = actions.preview(round_)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(_address(round_))
    except PdfError:
        return render(request, "paper_failed.html", status=503)
    name = f"Thông báo phê duyệt danh mục {round_.year} (dự thảo).pdf"
    return download_file(content, name, actions.PDF)


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored paper."""
    return stored(_visible(request, pk).document)


@require_safe
@login_required
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored workbook with the same models."""
    return stored(_visible(request, pk).workbook)


def _issued(request: HttpRequest, round_: Round, form: NoticeForm) -> RegistrationNotice | None:
    try:
        return actions.issue(round_, form.details, by=request.user)
    except ValidationError as error:
        show_errors(form, error)
    except PdfError:
        form.add_error(None, NOT_PRINTED)
    return None


def _page(request: HttpRequest, round_: Round, form: NoticeForm) -> HttpResponse:
    first = {
        "label": "Đăng ký", "url": f"{reverse('recognition:registrations')}?dot={round_.pk}",
    }  # fmt: skip
    context = {
        "trail": [first, {"label": "Thông báo phê duyệt danh mục", "url": ""}],
        "round": round_, "shown": notice_page(round_, request.user), "form": form,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "recognition/registration_notice.html", context, status=status)


def _address(round_: Round) -> str:
    return f"{reverse('recognition:registrations-notice')}?dot={round_.pk}"


def _round(request: HttpRequest, pk: int) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("organiser")
    return get_object_or_404(rounds, pk=pk)


def _visible(request: HttpRequest, pk: int) -> RegistrationNotice:
    rows = RegistrationNotice.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("document", "workbook"), pk=pk)
