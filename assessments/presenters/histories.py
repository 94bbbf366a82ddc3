"""Everything that happened to a file, newest first, in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet

from assessments.models import Assessment, Round, Score
from assessments.permissions.files import can_view_appraisal
from assessments.presenters.version_notice import moves_of, named, taken_out, told_lines
from assessments.workflow import AssessmentState, Outcome, Step
from core.calendar import format_date
from core.event_words import DescribedEvent, described
from core.models import AuditEvent
from criteria.scoring import points_text
from organisation.models import User

PER_PAGE = 50
# Known only to those who see the appraiser's side.
INNER_KINDS = ("appraisal.rest_accepted",)


def events_of(assessment: Assessment, user: User) -> QuerySet[AuditEvent]:
    """Events of the file and of its parts, as far as the person may see them; newest first."""
    asked = (
        _target(Assessment, assessment.pk)
        | _targets(assessment.scores.all())
        | _rows_gone(assessment)
    )
    asked |= _extensions(assessment)
    if hasattr(assessment, "appraisal") and can_view_appraisal(user, assessment):
        appraisal = assessment.appraisal
        asked |= _targets(appraisal.scores.all()) | _targets(appraisal.veto_findings.all())
        asked |= _targets(assessment.advice.all())
        return AuditEvent.objects.filter(asked).order_by("-sequence")
    return AuditEvent.objects.filter(asked).exclude(kind__in=INNER_KINDS).order_by("-sequence")


def history_lines(events: list[AuditEvent]) -> list[DescribedEvent]:
    """Events as lines of components/history_list.html."""
    return [
        _round_line(line, event) if event.kind in ROUND_WORDS else _spelt_out(line, event)
        for line, event in zip(described(events), events, strict=True)
    ]


def round_lines(events: list[AuditEvent]) -> list[DescribedEvent]:
    """Events of a round, with what is only in their structure spelt out."""
    return [
        _round_line(line, event) if event.kind in ROUND_WORDS else line
        for line, event in zip(described(events), events, strict=True)
    ]


def spelt(value: Any) -> str:
    """A recorded value in words; what has none is left out, never shown as code."""
    if isinstance(value, Mapping):
        known = [(name, value[name]) for name in WORDS if value.get(name) is not None]
        return "; ".join(filter(None, (WORDS[name](content) for name, content in known)))
    return _plain(value) if isinstance(value, str) else ""


def _round_line(line: DescribedEvent, event: AuditEvent) -> DescribedEvent:
    return replace(line, before_words="", after_words=ROUND_WORDS[event.kind](event))


def _spelt_out(line: DescribedEvent, event: AuditEvent) -> DescribedEvent:
    """The line with its values in words: from what to what, or only what it came to."""
    words, before, after = line.words + _place(event), spelt(event.before), spelt(event.after)
    if before and after and type(event.before) is type(event.after):
        return replace(line, words=words, before_words=before, after_words=after)
    words = f"{words}: {after}" if after else words
    return replace(line, words=words, before_words="", after_words="")


def _target(model: type[Model], pk: int) -> Q:
    return Q(target_type=model._meta.label_lower, target_id=str(pk))


def _targets(rows: QuerySet[Model]) -> Q:
    keys = [str(pk) for pk in rows.order_by().values_list("pk", flat=True)]
    return Q(target_type=rows.model._meta.label_lower, target_id__in=keys)


def _extensions(assessment: Assessment) -> Q:
    """More time for the sheet is given in the round, like that for any other step."""
    given = Q(kind="extension.granted", unit_id=assessment.unit_id)
    return _target(Round, assessment.round_id) & given & Q(after__step=Step.SELF_ASSESSMENT)


def _rows_gone(assessment: Assessment) -> Q:
    """Rows of criteria that a later version of the set has taken out: their history stays."""
    keys = [str(pk) for event in moves_of(assessment) for pk in event.after["rows_gone"]]
    return Q(target_type=Score._meta.label_lower, target_id__in=keys)


def _decided(after: Mapping[str, Any]) -> str:
    later = ["đơn vị vào sau dùng phiên bản này"] if after["later"] else []
    return "; ".join([after["version"], *after["moved"], *later])


def _extended(event: AuditEvent) -> str:
    after = event.after
    return f"{after['unit']}, {after['what']}: {spelt({'due_on': after['due_on']})}"


def _deadlines(event: AuditEvent) -> str:
    return "; ".join(f"{Step(step).label}: {_day(day)}" for step, day in event.after.items())


def _plan_changed(event: AuditEvent) -> str:
    """Which parts of the plan were changed; the values are in the event."""
    return ", ".join(dict.fromkeys(PLAN_PARTS.get(name, "lịch") for name in event.after))


def _place(event: AuditEvent) -> str:
    """Which criterion or veto an event of a part is about: its code leads the label."""
    if event.target_type == "assessments.assessment":
        return ""
    return f", {event.target_label.split('. ')[0]}"


def _state(value: str) -> str:
    return AssessmentState(value).label if value in AssessmentState.values else ""


def _plain(value: str) -> str:
    return _state(value) or _day(value)


def _day(value: str) -> str:
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return ""


def _points(value: Any) -> str:
    return f"{points_text(Decimal(str(value)))} điểm"


def _codes(value: list) -> str:
    return f"tiêu chí {', '.join(map(str, value))}" if value else ""


PLAN_PARTS = {
    "title": "tên đợt", "sets": "bộ tiêu chí", "supplement_days": "thời gian bổ sung",
    "feedback_days": "thời gian phản hồi",
}  # fmt: skip
ROUND_WORDS: dict[str, Callable[[AuditEvent], str]] = {
    "round.version_decided": lambda event: _decided(event.after),
    "round.deadlines_moved": _deadlines,
    "round.plan_changed": _plan_changed,
    "extension.granted": _extended,
}
WORDS: dict[str, Callable[[Any], str]] = {
    "version": str,
    "state": _state,
    "outcome": lambda value: Outcome(value).label,
    "receipt": lambda value: f"biên nhận {value}",
    "points": _points,
    "total": _points,
    "class": lambda value: f"mức {value}",
    "not_applicable": lambda value: "không phát sinh" if value else "",
    "due_on": lambda value: f"hạn {_day(value)}",
    "found": lambda value: "vi phạm" if value else "không vi phạm",
    "is_agreed": lambda value: "thống nhất" if value else "không thống nhất",
    "refreshed": _codes,
    "lines": told_lines,
    "added": named,
    "removed": taken_out,
}
