"""The quarterly report as paper: "Báo cáo kết quả công tác dân vận quý …", as plain values.

Rules of form: reference/party_documents.md, 1 and 3.2 (báo cáo quý). A unit with a letterhead of
its own in force prints it; without one the head is made of its name.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from assessments.documents.heads import PlainHead, plain_head, plain_place, plain_signature
from assessments.documents.sheets import letterhead_on
from assessments.figures import QUARTER_NAMES
from assessments.mandates import typists
from assessments.models import QuarterlyReport
from assessments.reporting.rows import ReportFigures
from assessments.reporting.sections import sections
from assessments.workflow import REPORT_SENT
from core.calendar import today
from core.numbers import NOTHING_WORDS, format_number
from core.party_dates import citation_date, place_and_date
from criteria.documents.guidance import format_on
from organisation.models import Letterhead, LetterheadFormat

LAST = 4
GAP, DOTS = "\u2003\u2003", "……"  # to be filled in by hand


def report_paper(report: QuarterlyReport) -> dict[str, Any]:
    """Context of documents/quarterly_report.html; a draft until it was handed in."""
    is_sent = report.state in REPORT_SENT
    day = timezone.localdate(report.submitted_at) if is_sent else today()
    letterhead = letterhead_on(report.unit, day)
    quarter, year = QUARTER_NAMES[report.quarter], report.round.year
    figures = [_figure(row) for row in ReportFigures(report).rows]
    groups = [_group(row) for row in report.sections.all()]
    return {
        "format": letterhead.format if letterhead else format_on(day),
        "pdf_title": f"Báo cáo kết quả công tác dân vận quý {quarter} năm {year}",
        "pdf_author": letterhead.author if letterhead else report.unit_name,
        "draft": not is_sent,
        "letterhead": _letterhead(report, letterhead, day),
        "title": "BÁO CÁO",
        "abstract": f"kết quả công tác dân vận quý {quarter} năm {year}, "
        f"nhiệm vụ trọng tâm {_next_quarter(report)}",
        "summary": _paragraphs(report.summary),
        "figures": figures,
        "has_none": any(NOTHING_WORDS in row.values() for row in figures),
        "quarter": quarter,
        "groups": groups,
        "has_difficulties": any(group["difficulties"] for group in groups),
        "has_plans": any(group["plans"] for group in groups),
        # Figures are part 1, the groups follow.
        "further": [
            {"template": kind.paper_template, "values": kind.paper(report), "place": place}
            for place, kind in enumerate(sections(), start=len(groups) + 2)
        ],
        "next_quarter": _next_quarter(report),
        "proposals": _paragraphs(report.proposals),
        "evidence": [_piece(row) for row in _evidence(report)],
        "recipients": _recipients(report, letterhead),
        "signature": _signature(report, letterhead),
        "verification": None,
        "on_behalf": ", ".join(typists(report)),
        "sent": _sent(report) if is_sent else "",
    }


def _letterhead(report: QuarterlyReport, own: Letterhead | None, day: date) -> dict[str, str]:
    if own is None:
        head = _plain(report)
        return {"parent": head.parent, "issuer": head.issuer,
                "number": f"Số{GAP}-BC/{head.symbol or GAP}",
                "dateline": place_and_date(_place(report, day), day)}  # fmt: skip
    is_state = own.format == LetterheadFormat.ND30
    number = f"Số:{GAP}/BC-{own.symbol}" if is_state else f"Số{GAP}-BC/{own.symbol}"
    return {"parent": own.parent_line, "issuer": own.issuer_line, "number": number,
            "dateline": place_and_date(own.place, day)}  # fmt: skip


def _place(report: QuarterlyReport, day: date) -> str:
    """Of a commune its own name; of an agency that of the organiser's papers."""
    if place := plain_place(report.unit_name):
        return place
    above = letterhead_on(report.round.organiser_id, day)
    return above.place if above else DOTS


def _figure(row) -> dict[str, str]:
    return {
        "name": row.indicator.name,
        "unit": row.indicator.unit_label,
        "value": _number(row.value),
        "cumulative": _number(row.cumulative),
        "last_quarter": _number(row.last_quarter),
        "last_cumulative": _number(row.last_cumulative),
    }


def _number(value) -> str:
    return "" if value is None else format_number(value)


def _group(row) -> dict[str, Any]:
    return {
        "title": row.title,
        "progress": _paragraphs(row.progress),
        "difficulties": _paragraphs(row.difficulties),
        "plans": _paragraphs(row.plans),
    }


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _next_quarter(report: QuarterlyReport) -> str:
    if report.quarter == LAST:
        return f"quý I năm {report.round.year + 1}"
    return f"quý {QUARTER_NAMES[report.quarter + 1]}"


def _evidence(report: QuarterlyReport):
    return report.evidence.filter(removed_at=None)


def _piece(row) -> str:
    number = f", số {row.reference_number}" if row.reference_number else ""
    return f"{row.code}. {row.title}{number}"


def _recipients(report: QuarterlyReport, letterhead: Letterhead | None) -> list[str]:
    archive = letterhead.archive_line if letterhead else "Lưu tại đơn vị"
    return [f"{report.round.organiser.name} (qua Ban Dân vận, để báo cáo)", archive]


def _signature(report: QuarterlyReport, letterhead: Letterhead | None) -> dict[str, str]:
    if letterhead:
        return {"authority": letterhead.authority_line, "title": letterhead.signatory_title,
                "name": letterhead.signatory_name}  # fmt: skip
    # Who typed for the unit does not sign for it.
    person = None if report.entered_on_behalf else report.submitted_by
    said = (person.position, str(person)) if person else ("", "")
    return plain_signature(_plain(report), *said)


def _plain(report: QuarterlyReport) -> PlainHead:
    return plain_head(report.unit_name, report.round.organiser.name)


def _sent(report: QuarterlyReport) -> str:
    at = timezone.localtime(report.submitted_at)
    return f"Gửi qua hệ thống lúc {at:%H giờ %M phút}, ngày {citation_date(at.date())}."
