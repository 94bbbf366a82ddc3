"""What one request adds as evidence: each file by itself, so that a bad one stops no other."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from assessments.actions import evidence as actions
from assessments.actions.absorbed_evidence import take_over
from assessments.forms.evidence import Arrived, LinkForm, arrived
from assessments.models import Assessment
from assessments.permissions.files import can_fill, can_fill_criterion
from assessments.reporting.collected import collected
from core.keys import parse_key
from core.permissions import require

logger = logging.getLogger(__name__)
NOTHING = "Chưa chọn tệp, địa chỉ hay minh chứng nào."
NO_ROOM = "Máy chủ không lưu được tệp lúc này. Hãy thử lại sau hoặc báo người quản trị."


@dataclass
class Answer:
    """What was done and what was refused, in words; a refusal of everything is an error."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        return 422 if self.refused and not self.done else 200

    def require_something(self) -> None:
        """Refuse a request that brought nothing."""
        if not self.done and not self.refused:
            self.refused.append(NOTHING)


def add_all(request: HttpRequest, assessment: Assessment, criterion_pk: int | None) -> Answer:
    """Add the files, the link and the used pieces of one request."""
    _require_allowed(request, assessment, criterion_pk)  # before any file is parsed
    answer = Answer()
    where = {"criterion_pk": criterion_pk, "by": request.user}
    add_files(request, answer, partial(actions.add_file, assessment, **where))
    if "url" in request.POST:
        add_link(request, answer, partial(actions.add_link, assessment, **where))
    _use_known(request, assessment, criterion_pk, answer)
    answer.require_something()
    return answer


def add_files(request: HttpRequest, answer: Answer, keep: Callable[..., actions.Added]) -> None:
    """Look at every file of the request and give the good ones to `keep(file, inspection)`."""
    for arrival in arrived(request.FILES.getlist("file")):
        _add_file(arrival, answer, keep)


def keep_files(request: HttpRequest, keep: Callable[..., actions.Added]) -> None:
    """The files that came with a form, each kept or refused by itself, said in messages."""
    answer = Answer()
    add_files(request, answer, keep)
    for words in answer.done:
        messages.success(request, words)
    for words in answer.refused:
        messages.error(request, words)


def add_link(request: HttpRequest, answer: Answer, keep: Callable[..., actions.Added]) -> None:
    """Give the address of the request to `keep(url, title)`."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        answer.refused.extend(text for texts in form.errors.values() for text in texts)
        return
    url, title = form.cleaned_data["url"], form.cleaned_data["title"]
    answer.done.append(_said(keep(url, title), title or url))


def _require_allowed(
    request: HttpRequest, assessment: Assessment, criterion_pk: int | None
) -> None:
    if criterion_pk is None:
        require(can_fill(request.user, assessment))
    else:
        require(can_fill_criterion(request.user, assessment, criterion_pk))


def _add_file(arrival: Arrived, answer: Answer, keep: Callable[..., actions.Added]) -> None:
    if arrival.inspection is None:
        answer.refused.append(f"{arrival.name}: {arrival.refusal}")
        return
    try:
        added = keep(arrival.file, arrival.inspection)
    except ValidationError as error:
        answer.refused.append(f"{arrival.name}: {' '.join(error.messages)}")
    except OSError:
        logger.exception("Evidence could not be stored.")
        answer.refused.append(f"{arrival.name}: {NO_ROOM}")
    else:
        answer.done.append(_said(added, arrival.name))


def _use_known(
    request: HttpRequest, assessment: Assessment, criterion_pk: int | None, answer: Answer
) -> None:
    wanted = [key for text in request.POST.getlist("reuse") if (key := parse_key(text))]
    if not wanted or criterion_pk is None:
        return
    for piece in assessment.evidence.filter(pk__in=wanted, removed_at=None):
        piece.assessment = assessment
        actions.use(piece, criterion_pk, by=request.user)
        answer.done.append(f"Đã dùng lại {piece.code}.")
        wanted.remove(piece.pk)
    for piece in collected(assessment).filter(pk__in=wanted).select_related("assessment"):
        taken = take_over(assessment, piece, criterion_pk=criterion_pk, by=request.user)
        sender = piece.assessment.unit_name
        answer.done.append(f"Đã dùng {taken.code}: {taken.title} ({sender} gửi).")


def _said(added: actions.Added, name: str) -> str:
    code = added.evidence.code
    if added.is_reused:
        return f"{name}: đã có trong hồ sơ là {code}, nên dùng lại {code}."
    return f"Đã thêm {code}: {name}."
