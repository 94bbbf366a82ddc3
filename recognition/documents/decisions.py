"""The decision as paper: what is frozen when it is issued, and the context that is printed.

`decision_content` is everything that the paper says, as JSON; `decision_paper` turns that (and
nothing else) into the context of recognition/documents/decision.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from core.numbers import format_points
from core.party_dates import citation_date, party_number, party_symbol, place_and_date, state_number
from core.qr import qr_code
from core.text import fold
from organisation.models import Letterhead, LetterheadFormat
from recognition.models import Decision, DecisionEntry

TEMPLATE = "recognition/documents/decision.html"
CONTENT_FORM = 1  # grows when the keys of `content` change
NUMBER_GAP, DAY_GAP = "\u2003\u2003", "\u2003"
LIST_NOTE = "(có danh sách tại Phụ lục kèm theo)"


@dataclass(frozen=True)
class IssueDetails:
    """What the clerk enters; signatory fields left empty come from the letterhead of the day."""

    number: int | None
    term: str
    issued_on: date
    grounds: Sequence[str]
    duties: Sequence[str]
    recipients: Sequence[str]
    signatory_title: str = ""
    signatory_name: str = ""


def decision_content(
    decision: Decision, details: IssueDetails, letterhead: Letterhead
) -> dict[str, object]:
    """Everything that the decision prints, frozen as JSON; without a number it is a draft's."""
    entries = [_entry(row) for row in decision.entries.all()]
    is_state = letterhead.format == LetterheadFormat.ND30
    return {
        "form": CONTENT_FORM,
        "format": letterhead.format,
        "document_type": decision.document_type,
        "number": details.number,
        "term": details.term,
        "symbol": symbol_of(decision, details.number, letterhead) if details.number else "",
        "issued_on": details.issued_on.isoformat(),
        "issuer": letterhead.author,
        "letterhead": {
            "parent": letterhead.parent_line,
            "issuer": letterhead.issuer_line,
            "number": _number_line(decision, details, letterhead),
            "dateline": _dateline(details, letterhead),
        },
        "abstract": f"Về việc {decision.title}" if is_state else decision.title,
        "authority_line": "QUYẾT ĐỊNH:" if is_state else f"{letterhead.author.upper()} QUYẾT ĐỊNH",
        "grounds": list(details.grounds),
        "articles": [_recognition(decision, entries), *details.duties],
        "entries": entries,
        "recipients": list(details.recipients),
        "signature": {
            "authority": letterhead.authority_line,
            "title": details.signatory_title or letterhead.signatory_title,
            "name": details.signatory_name or letterhead.signatory_name,
        },
    }


def decision_paper(content: dict, *, code: str = "") -> dict[str, object]:
    """The context of the template; without a verification code it is a draft with a watermark."""
    symbol = content["symbol"]
    return {
        **{key: content[key] for key in PRINTED},
        "pdf_title": f"Quyết định số {symbol}" if code else "Dự thảo quyết định",
        "pdf_author": content["issuer"],
        "draft": not code,
        "title": "QUYẾT ĐỊNH",
        "appendix": _appendix(content),
        "verification": _verification(code) if code else None,
    }


PRINTED = (
    "format", "letterhead", "abstract", "grounds", "authority_line", "articles", "entries",
    "recipients", "signature",
)  # fmt: skip


def symbol_of(decision: Decision, number: int, letterhead: Letterhead) -> str:
    """Number and symbol in a sentence: "07-QĐ/HU", or "07/QĐ-UBND" on State paper."""
    if letterhead.format == LetterheadFormat.ND30:
        line = state_number(number, decision.document_type, letterhead.symbol)
        return line.removeprefix("Số: ")
    return party_symbol(number, decision.document_type, letterhead.symbol)


def search_key(decision: Decision) -> str:
    """What searching for a decision compares with: symbol, title, names of units."""
    names = decision.entries.values_list("unit_name", flat=True)
    return fold(" ".join([decision.symbol, decision.title, *names]))


def verification_url(code: str) -> str:
    """The public address that the QR code holds."""
    return settings.PUBLIC_URL + reverse("verification:show", args=[code])


def _entry(row: DecisionEntry) -> dict[str, str]:
    return {
        "unit": row.unit_name,
        "field": "",
        "model": row.model_name,
        "points": format_points(row.total),
        "class": row.class_name,
        "note": row.note,
    }


def _number_line(decision: Decision, details: IssueDetails, letterhead: Letterhead) -> str:
    kind = decision.document_type
    if letterhead.format == LetterheadFormat.ND30:
        if details.number is None:
            return f"Số: {NUMBER_GAP}/{kind}-{letterhead.symbol}"
        return state_number(details.number, kind, letterhead.symbol)
    if details.number is None:
        return f"Số {NUMBER_GAP}-{kind}/{letterhead.symbol}"
    return party_number(details.number, kind, letterhead.symbol)


def _dateline(details: IssueDetails, letterhead: Letterhead) -> str:
    if details.number is None:
        gap = f"ngày {DAY_GAP} tháng {DAY_GAP} năm {details.issued_on.year}"
        return f"{letterhead.place}, {gap}"
    return place_and_date(letterhead.place, details.issued_on)


def _recognition(decision: Decision, entries: list[dict]) -> str:
    standard = decision.title.removeprefix("công nhận đơn vị ")
    if len(entries) == 1:
        only = entries[0]
        return (
            f"Công nhận {only['unit']} {standard}"
            f" ({only['points']} điểm, xếp loại {only['class']})."
        )
    return f"Công nhận {len(entries)} đơn vị {standard} {LIST_NOTE}."


def _appendix(content: dict) -> dict[str, object]:
    standard = content["abstract"].rpartition("công nhận đơn vị ")[2]
    quoted = standard.upper().replace(" “", "\n“", 1)
    numbered = f" số {content['symbol']}, ngày {_citation(content)}" if content["symbol"] else ""
    return {
        "title": f"DANH SÁCH ĐƠN VỊ ĐƯỢC CÔNG NHẬN {quoted}",
        "attached": f"Kèm theo Quyết định{numbered} của {content['issuer']}",
        "show_model": any(entry["model"] for entry in content["entries"]),
        "show_field": False,
    }


def _citation(content: dict) -> str:
    return citation_date(date.fromisoformat(content["issued_on"]))


def _verification(code: str) -> dict[str, str]:
    url = verification_url(code)
    return {"url": url, "short": url.partition("://")[2].rstrip("/"), "qr": qr_code(url)}
