"""What one request adds as evidence: each file by itself, so that a bad one stops no other."""

import logging
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from assessments.actions import evidence as actions
from assessments.forms.evidence import Arrived, LinkForm, arrived
from assessments.models import Assessment
from assessments.permissions import can_fill, can_fill_criterion
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


def add_all(request: HttpRequest, assessment: Assessment, criterion_pk: int | None) -> Answer:
    """Add the files, the link and the used pieces of one request."""
    _require_allowed(request, assessment, criterion_pk)  # before any file is parsed
    answer = Answer()
    for arrival in arrived(request.FILES.getlist("file")):
        _add_file(request, assessment, criterion_pk, arrival, answer)
    if "url" in request.POST:
        _add_link(request, assessment, criterion_pk, answer)
    _use_known(request, assessment, criterion_pk, answer)
    if not answer.done and not answer.refused:
        answer.refused.append(NOTHING)
    return answer


def _require_allowed(
    request: HttpRequest, assessment: Assessment, criterion_pk: int | None
) -> None:
    if criterion_pk is None:
        require(can_fill(request.user, assessment))
    else:
        require(can_fill_criterion(request.user, assessment, criterion_pk))


def _add_file(
    request: HttpRequest,
    assessment: Assessment,
    criterion_pk: int | None,
    arrival: Arrived,
    answer: Answer,
) -> None:
    if arrival.inspection is None:
        answer.refused.append(f"{arrival.name}: {arrival.refusal}")
        return
    try:
        added = actions.add_file(
            assessment, arrival.file, arrival.inspection, criterion_pk=criterion_pk, by=request.user
        )
    except ValidationError as error:
        answer.refused.append(f"{arrival.name}: {' '.join(error.messages)}")
    except OSError:
        logger.exception("Evidence could not be stored.")
        answer.refused.append(f"{arrival.name}: {NO_ROOM}")
    else:
        answer.done.append(_said(added, arrival.name))


def _add_link(
    request: HttpRequest, assessment: Assessment, criterion_pk: int | None, answer: Answer
) -> None:
    form = LinkForm(request.POST)
    if not form.is_valid():
        answer.refused.extend(text for texts in form.errors.values() for text in texts)
        return
    url, title = form.cleaned_data["url"], form.cleaned_data["title"]
    added = actions.add_link(assessment, url, title, criterion_pk=criterion_pk, by=request.user)
    answer.done.append(_said(added, title or url))


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


def _said(added: actions.Added, name: str) -> str:
    code = added.evidence.code
    if added.is_reused:
        return f"{name}: đã có trong hồ sơ là {code}, nên dùng lại {code}."
    return f"Đã thêm {code}: {name}."
