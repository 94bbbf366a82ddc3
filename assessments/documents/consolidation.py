"""The consolidated report as paper: plain values for documents/consolidation.html.

Form: a báo cáo of the board (cơ quan tham mưu) to Thường trực; HD 05-HD/VPTW.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.charts import Chart, chart
from assessments.consolidating.content import FIGURES, number_of, shown
from assessments.consolidating.notable import ROMAN, percent_change
from assessments.consolidating.parts import parts
from assessments.models import ConsolidatedReport, Round
from core.calendar import today
from core.numbers import format_number
from core.party_dates import citation_date, place_and_date
from criteria.documents.guidance import format_on, issuing_letterhead
from organisation.models import Letterhead, User

TEMPLATE = "assessments/documents/consolidation.html"
BOARD = "BAN DÂN VẬN"
DOTS = "……-BC/……"
MOST_CHARTS = 4
TEXTS = {
    "opening": "Tình hình chung",
    "notable": "Đơn vị nổi bật",
    "shortcomings": "Hạn chế",
    "plans": "Nhiệm vụ thời gian tới",
}


def consolidation_paper(
    report: ConsolidatedReport, content: Mapping[str, Any], *, by: User, is_draft: bool
) -> dict[str, Any]:
    """Context of the PDF; `by` signs as the head of the board."""
    day, organiser = today(), report.round.organiser.name
    letterhead = issuing_letterhead(report.round.organiser, day)
    author = letterhead.author if _is_own(letterhead, report.round) else f"Ban Dân vận {organiser}"
    quarter = f"quý {ROMAN[report.quarter]} năm {report.round.year}"
    return {
        "format": letterhead.format if letterhead else format_on(day),
        "pdf_title": f"Báo cáo kết quả phong trào “Dân vận khéo” {quarter}",
        "pdf_author": author,
        "draft": is_draft,
        "letterhead": _head(report, letterhead, day),
        "title": "BÁO CÁO",
        "abstract": f"kết quả phong trào thi đua “Dân vận khéo” {quarter}",
        "attached": _attached(report, letterhead, author, day),
        "texts": [
            {"label": label, "lines": getattr(report, name).splitlines()}
            for name, label in TEXTS.items()
        ],
        "lines": figure_lines(content["figures"]),
        "kinds": [
            {"name": kind["name"], "lines": figure_lines(filter(_is_known, kind["figures"]))}
            for kind in content["kinds"]
        ],
        "parts": part_values(content),
        "charts": charts(content)[:MOST_CHARTS],
        "arrivals": content["arrivals"],
        "arrival_lines": [_arrival(line) for line in content["arrivals"]["units"]],
        "quarter": ROMAN[report.quarter],
        "year": report.round.year,
        "recipients": _recipients(report.round, letterhead),
        "signature": _signature(by),
        "verification": None,
    }


def figure_lines(figures: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each indicator with its four figures and two comparisons, as people read them."""
    return [
        {
            **line,
            **{
                name: shown(line[name]) for name in ("quarter", "year", "last_quarter", "last_year")
            },
            "quarter_change": _change(line["quarter"], line["last_quarter"]),
            "year_change": _change(line["year"], line["last_year"]),
        }
        for line in figures
    ]


def charts(content: Mapping[str, Any]) -> list[Chart]:
    """A drawing for each indicator that anybody has reported, in their order."""
    return [
        chart(
            line["pk"], line["name"], line["unit_label"], content["year"],
            [number_of(value) for value in line["this"]],
            [number_of(value) for value in line["last"]],
        )
        for line in content["series"]
        if any(value is not None for value in (*line["this"], *line["last"]))
    ]  # fmt: skip


def part_values(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The further parts that are in the content, with the templates that draw them."""
    return [
        {"part": part, "title": part.title, "reading": part.reading, "paper": part.paper,
         "values": content["parts"][part.code]}
        for part in parts() if part.code in content["parts"]
    ]  # fmt: skip


def _is_known(line: Mapping[str, Any]) -> bool:
    """A kind of unit is not asked for every indicator; a row of dashes is not printed."""
    return any(line[name] is not None for name in FIGURES)


def _change(now: str | None, before: str | None) -> dict[str, str]:
    """ "+520", "+11,3 %"; dashes where one of the two is missing."""
    this, last = number_of(now), number_of(before)
    if this is None or last is None:
        return {"amount": "–", "share": "–"}
    share = percent_change(this, last)
    return {
        "amount": _signed(this - last),
        "share": "–" if share is None else f"{_signed(share, 1)} %",
    }


def _signed(value: Decimal, places: int = 2) -> str:
    text = format_number(abs(value), places)
    if not value:
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def _is_own(letterhead: Letterhead | None, round_: Round) -> bool:
    """Whether the board has a letterhead of its own; else it writes under the organiser's."""
    return letterhead is not None and letterhead.unit_id != round_.organiser_id


def _head(report: ConsolidatedReport, letterhead: Letterhead | None, day: date) -> dict[str, str]:
    round_ = report.round
    parent, issuer = round_.organiser.name.upper(), BOARD
    if _is_own(letterhead, round_):
        parent, issuer = letterhead.parent_line, letterhead.issuer_line
    return {
        "parent": parent,
        "issuer": issuer,
        "number": f"Số {_number(report, letterhead)}",
        "dateline": place_and_date(letterhead.place, day) if letterhead else "",
    }


def _number(report: ConsolidatedReport, letterhead: Letterhead | None) -> str:
    """That of the report; of a draft only the symbol, where the board has a letterhead."""
    if report.reference:
        return report.reference
    return f"……-BC/{letterhead.symbol}" if _is_own(letterhead, report.round) else DOTS


def _attached(
    report: ConsolidatedReport, letterhead: Letterhead | None, author: str, day: date
) -> str:
    number = _number(report, letterhead)
    return f"Kèm theo Báo cáo số {number}, ngày {citation_date(day)} của {author}"


def _recipients(round_: Round, letterhead: Letterhead | None) -> list[str]:
    archive = letterhead.archive_line if _is_own(letterhead, round_) else "Lưu Ban Dân vận"
    return [f"Thường trực {round_.organiser.name} (để báo cáo)",
            "Các đơn vị tham gia phong trào", archive]  # fmt: skip


def _signature(by: User) -> dict[str, str]:
    """A head signs by title alone, a deputy for the head."""
    is_deputy = by.position.lower().startswith("phó")
    if is_deputy:
        return {"authority": "K/T TRƯỞNG BAN", "title": "PHÓ TRƯỞNG BAN", "name": by.full_name}
    return {"authority": "", "title": "TRƯỞNG BAN", "name": by.full_name}


def _arrival(line: Mapping[str, Any]) -> dict[str, str]:
    sent = date.fromisoformat(line["sent_on"]) if line["sent_on"] else None
    return {
        "name": line["name"], "kind": line["kind_name"], "words": line["words"],
        "due_on": citation_date(date.fromisoformat(line["due_on"])),
        "sent_on": citation_date(sent) if sent else "–",
    }  # fmt: skip
