"""Thông báo phê duyệt danh mục as plain values, frozen when it is issued.

Rules of form: reference/party_documents.md. Template: documents/approval.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Round
from core.calendar import today
from core.party_dates import (
    citation_date,
    party_number,
    party_symbol,
    place_and_date,
    state_number,
)
from organisation.models import Letterhead, LetterheadFormat
from recognition.documents.registrations import by_unit, counted, registered_models
from recognition.models import ModelRegistration, RegistrationNotice
from recognition.workflow import RegistrationState

TEMPLATE = "recognition/documents/approval.html"
NOTICE = "TB"
NUMBER_GAP, DAY_GAP = "\u2003\u2003", "\u2003"
APPROVED = (
    RegistrationState.APPROVED, RegistrationState.RECOGNISED, RegistrationState.NOT_RECOGNISED,
)  # fmt: skip


@dataclass(frozen=True)
class NoticeDetails:
    """Number and day of the notice; both None while it is a draft."""

    number: int | None = None
    day: date | None = None


def approved_models(round_: Round) -> list[ModelRegistration]:
    """What the notice lists, unit by unit: approved, and not stopped since."""
    return [row for row in registered_models(round_) if row.state in APPROVED]


def notice(
    round_: Round,
    models: Sequence[ModelRegistration],
    details: NoticeDetails,
    letterhead: Letterhead,
    replaced: RegistrationNotice | None = None,
) -> dict[str, Any]:
    """Context of documents/approval.html, of values that survive JSON.

    `replaced`: the notice of the same year that this one takes the place of.
    """
    units = by_unit(models)
    counts = counted(units)
    return {
        "format": str(letterhead.format),
        "pdf_title": f"Thông báo phê duyệt danh mục mô hình năm {round_.year}",
        "pdf_author": letterhead.author,
        "draft": details.number is None,
        "letterhead": {
            "parent": letterhead.parent_line,
            "issuer": letterhead.issuer_line,
            "number": _number_line(details, letterhead),
            "dateline": _dateline(details, letterhead),
        },
        "title": "THÔNG BÁO",
        "abstract": "phê duyệt danh mục mô hình, điển hình “Dân vận khéo” đăng ký năm "
        f"{round_.year}",
        "paragraphs": _paragraphs(round_, counts, letterhead, replaced),
        "recipients": _recipients(round_, letterhead),
        "signature": {
            "authority": letterhead.authority_line,
            "title": letterhead.signatory_title,
            "name": letterhead.signatory_name,
        },
        "units": units,
        "counts": counts,
        "model_keys": [row.pk for row in models],
        "appendix": {
            "title": "DANH MỤC MÔ HÌNH, ĐIỂN HÌNH\n“DÂN VẬN KHÉO” ĐƯỢC PHÊ DUYỆT "
            f"NĂM {round_.year}",
            "attached": f"Kèm theo Thông báo{_citation(details, letterhead)} của "
            f"{letterhead.author}",
        },
    }


def symbol_of(number: int, letterhead: Letterhead) -> str:
    """Number and symbol in a sentence: "12-TB/BDVHU", on State paper "12/TB-BDVHU"."""
    if letterhead.format == LetterheadFormat.ND30:
        return state_number(number, NOTICE, letterhead.symbol).removeprefix("Số: ")
    return party_symbol(number, NOTICE, letterhead.symbol)


def _paragraphs(
    round_: Round,
    counts: dict[str, Any],
    letterhead: Letterhead,
    replaced: RegistrationNotice | None,
) -> list[str]:
    year = round_.year
    words = [
        f"Sau khi xem xét bản đăng ký đầu năm của các đơn vị, {letterhead.author} thông báo phê "
        f"duyệt danh mục mô hình, điển hình “Dân vận khéo” năm {year} như sau:",
        f"1. Phê duyệt {counts['models']} mô hình, điển hình của {counts['units']} đơn vị (có danh "
        f"mục tại Phụ lục kèm theo). Chia theo lĩnh vực: {counts['fields'] or 'chưa có'}.",
        "2. Các đơn vị có tên trong danh mục tổ chức thực hiện theo mục tiêu, nội dung, thời gian "
        "đã đăng ký; hằng quý báo cáo kết quả thực hiện từng mô hình so với mục tiêu.",
        "3. Mô hình, điển hình trong danh mục là căn cứ để theo dõi, kiểm tra và xem xét công nhận "
        f"“Dân vận khéo” cuối năm {year}.",
    ]
    if replaced:
        words.append(
            f"4. Thông báo này thay thế Thông báo số {replaced.symbol}, ngày "
            f"{citation_date(replaced.issued_on)}."
        )
    return words


def _recipients(round_: Round, letterhead: Letterhead) -> list[str]:
    above = f"Thường trực {round_.organiser.name} (để báo cáo)"
    return [above, "Các đơn vị đăng ký (để thực hiện)", letterhead.archive_line]


def _number_line(details: NoticeDetails, letterhead: Letterhead) -> str:
    symbol = letterhead.symbol
    if letterhead.format == LetterheadFormat.ND30:
        if details.number is None:
            return f"Số: {NUMBER_GAP}/{NOTICE}-{symbol}"
        return state_number(details.number, NOTICE, symbol)
    if details.number is None:
        return f"Số {NUMBER_GAP}-{NOTICE}/{symbol}"
    return party_number(details.number, NOTICE, symbol)


def _dateline(details: NoticeDetails, letterhead: Letterhead) -> str:
    if details.day is None:
        return f"{letterhead.place}, ngày {DAY_GAP} tháng {DAY_GAP} năm {today().year}"
    return place_and_date(letterhead.place, details.day)


def _citation(details: NoticeDetails, letterhead: Letterhead) -> str:
    if details.number is None or details.day is None:
        return ""
    return f" số {symbol_of(details.number, letterhead)}, ngày {citation_date(details.day)}"
