"""Thông báo kết luận of an inspection as plain values for its paper.

Rules of form: reference/party_documents.md. A draft until it has been concluded.
"""

from typing import Any

from django.db.models import Q

from assessments.inspections import criteria_of, file_of
from assessments.models import Finding, Inspection
from core.calendar import today
from core.party_dates import citation_date, place_and_date
from criteria.documents.guidance import format_on
from organisation.models import Letterhead, LetterheadFormat

TITLE = "THÔNG BÁO"
NUMBER_GAP = "\u2003\u2003"
SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")


def conclusion_paper(inspection: Inspection) -> dict[str, Any]:
    """Context of documents/inspection_conclusion.html."""
    day = inspection.concluded_on or today()
    head = board_head_of_paper(inspection, day)
    findings = list(inspection.findings.all())
    year = inspection.round.year
    return {
        "format": head.format if head else format_on(day),
        "pdf_title": f"Thông báo kết luận – {inspection.unit}, năm {year}",
        "pdf_author": head.author if head else inspection.round.organiser.name,
        "draft": inspection.concluded_on is None,
        "letterhead": _letterhead(inspection, head, day),
        "title": TITLE,
        "abstract": f"kết luận {_about(inspection)}",
        "opening": _opening(inspection, head),
        "praises": _lines(inspection, [f for f in findings if not f.is_shortcoming]),
        "shortcomings": _lines(inspection, [f for f in findings if f.is_shortcoming]),
        "conclusion": inspection.conclusion.splitlines(),
        "closing": _closing(inspection, findings),
        "recipients": [f"{inspection.unit} (để thực hiện)", *_archive(head)],
        "signature": _signature(head),
    }


def board_head_of_paper(inspection: Inspection, day) -> Letterhead | None:
    """Letterhead of the organiser's own body that is not assessed itself (Ban Dân vận)."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Letterhead.objects.filter(
        in_force, unit__parent=inspection.round.organiser_id, valid_from__lte=day
    ).exclude(unit__assessments__round=inspection.round_id)
    return rows.order_by("-valid_from").first()


def _about(inspection: Inspection) -> str:
    kind = inspection.get_kind_display().lower()
    return f"{kind} {_lower_first(inspection.subject)} đối với {inspection.unit}"


def _letterhead(inspection: Inspection, head: Letterhead | None, day) -> dict[str, str]:
    symbol = head.symbol if head else ""
    number = inspection.reference or f"{NUMBER_GAP}-TB/{symbol}"
    is_state = bool(head and head.format == LetterheadFormat.ND30)
    return {
        "parent": head.parent_line if head else "",
        "issuer": head.issuer_line if head else inspection.round.organiser.name.upper(),
        "number": f"Số{':' if is_state else ''} {number}",
        "dateline": place_and_date(head.place, day) if head else "",
    }


def _opening(inspection: Inspection, head: Letterhead | None) -> str:
    author = head.author if head else inspection.round.organiser.name
    kind, visited = inspection.get_kind_display().lower(), citation_date(inspection.visited_on)
    team = f" Đoàn gồm: {_sentence(inspection.team)}" if inspection.team else ""
    return (
        f"Ngày {visited}, {author} {kind} {_lower_first(inspection.subject)} tại "
        f"{inspection.unit}.{team} {author} thông báo kết luận như sau:"
    )


def _lines(inspection: Inspection, findings: list[Finding]) -> list[str]:
    criteria = criteria_of(file_of(inspection)) if findings else {}
    return [_line(finding, criteria) for finding in findings]


def _line(finding: Finding, criteria: dict) -> str:
    criterion = criteria.get(finding.criterion_key)
    about = f" (tiêu chí {criterion.code})" if criterion else ""
    due = finding.remedy_due
    until = f" Khắc phục trước khi hết ngày {citation_date(due)}." if due else ""
    return f"{_sentence(finding.text.rstrip(' .') + about)}{until}"


def _closing(inspection: Inspection, findings: list[Finding]) -> str:
    if not any(finding.is_shortcoming for finding in findings):
        return ""
    return (
        f"Đề nghị {inspection.unit} khắc phục các hạn chế nêu trên và báo cáo kết quả về "
        "Ban Dân vận; việc khắc phục là căn cứ khi thẩm định điểm cuối năm."
    )


def _archive(head: Letterhead | None) -> list[str]:
    return [head.archive_line] if head else []


def _signature(head: Letterhead | None) -> dict[str, str]:
    if head is None:
        return {"authority": "", "title": "LÃNH ĐẠO BAN DÂN VẬN", "name": ""}
    return {
        "authority": head.authority_line,
        "title": head.signatory_title,
        "name": head.signatory_name,
    }


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith(SENTENCE_ENDS) else f"{text}."


def _lower_first(text: str) -> str:
    """For the middle of a sentence; a word all in capitals stays."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() and len(first) > 1 else text[:1].lower() + text[1:]
