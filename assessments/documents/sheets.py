"""Papers of the unit: bản tự chấm điểm and danh mục minh chứng, as plain values for templates.

Both are built from a frozen content (assessments.contents), so that a paper printed years later
says what was handed in. Rules of form: reference/party_documents.md.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.documents.heads import PlainHead, plain_head, plain_signature
from assessments.models import Assessment, Submission
from assessments.sourced_facts import correction_line
from core.calendar import today
from core.party_dates import citation_date, place_and_date
from criteria.documents.guidance import format_on, listed_sources
from criteria.scoring import points_text
from organisation.models import Letterhead, Unit

NOT_ARISEN = "KPS"  # không phát sinh
NOT_ASKED = "Không áp dụng"


def self_assessment(
    assessment: Assessment, content: dict[str, Any], submission: Submission | None = None
) -> dict[str, Any]:
    """Context of documents/self_assessment.html; a draft until there is a submission."""
    title = "BẢN TỰ CHẤM ĐIỂM"
    abstract = (
        f"theo {_lower_first(content['criteria_set']['title'])} năm {content['round']['year']}"
    )
    return _form(assessment, content, submission, title, abstract) | {
        "groups": [_group(group, content) for group in content["groups"]],
        "totals": [
            {"label": "TỔNG CỘNG", "max": _points(content["maximum"]),
             "self": _points(content["total"]), "appraised": ""}
        ],
        "vetoes": [],
        "scale_note": scale_note(content.get("scale", "")),
        "class_forecast": content["class"],
        "class_note": " ".join([*content["class_reasons"], *_kept_back(content)]),
    }  # fmt: skip


def _kept_back(content: dict[str, Any]) -> list[str]:
    """That the unit's total is without the points that only the appraiser gives, and what if."""
    rest = Decimal(content["maximum"]) - Decimal(content.get("self_maximum", content["maximum"]))
    if not rest:
        return []
    words = [
        f"Đơn vị tự chấm trên thang {_points(content['self_maximum'])} điểm; {points_text(rest)}"
        " điểm còn lại do cơ quan thẩm định chấm."
    ]
    if content["best_class"] != content["class"]:
        words.append(f"Được đủ số điểm này thì đạt mức {content['best_class']}.")
    return words


def scale_note(scale: str) -> str:
    """Why the total is not the sum of the groups; "" where it is."""
    if not scale:
        return ""
    return f"Không tính tiêu chí không phát sinh, không áp dụng: {scale}."


def evidence_index(
    assessment: Assessment, content: dict[str, Any], submission: Submission | None = None
) -> dict[str, Any]:
    """Context of documents/evidence_index.html."""
    abstract = f"kèm theo Bản tự chấm điểm năm {content['round']['year']}"
    return _form(assessment, content, submission, "DANH MỤC MINH CHỨNG", abstract) | {
        "items": [_item(piece) for piece in content["evidence"]],
    }


def guidance_facts(guidance: dict[str, str]) -> list[dict[str, str]]:
    """The document that the set is an appendix to, as a line above the table; none if unnamed."""
    if not guidance.get("number"):
        return []
    dated = citation_date(date.fromisoformat(guidance["date"]))
    words = [guidance["kind"] or "Văn bản", "số", f"{guidance['number']},", f"ngày {dated}"]
    issuer = f"của {guidance['issuer']}" if guidance["issuer"] else ""
    return [{"label": "Căn cứ", "value": " ".join([*words, issuer]).strip()}]


def letterhead_on(unit: Unit | int, day: date) -> Letterhead | None:
    """The unit's own letterhead in force on `day`, if it has one."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Letterhead.objects.filter(in_force, unit=unit, valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def _form(
    assessment: Assessment,
    content: dict[str, Any],
    submission: Submission | None,
    title: str,
    abstract: str,
) -> dict[str, Any]:
    """What both papers share: head, facts, signatures, receipt."""
    day = timezone.localdate(submission.submitted_at) if submission else today()
    letterhead = letterhead_on(assessment.unit, day)
    unit_name = content["unit"]["name"]
    head = plain_head(unit_name, content["round"]["organiser"])
    return {
        "format": letterhead.format if letterhead else format_on(day),
        "pdf_title": f"{title.capitalize()} – {unit_name}, năm {content['round']['year']}",
        "pdf_author": letterhead.author if letterhead else unit_name,
        "draft": submission is None,
        "heading": {
            "parent": letterhead.parent_line if letterhead else head.parent,
            "issuer": letterhead.issuer_line if letterhead else head.issuer,
            "label": "",
            "title": title,
            "abstract": abstract,
            "attached": "",
        },
        "facts": [
            {"label": "Đơn vị", "value": unit_name},
            {"label": "Bộ tiêu chí", "value": _set_text(content)},
            *guidance_facts(content["criteria_set"].get("guidance", {})),
            {"label": "Đợt", "value": content["round"]["title"]},
            *_typed_by(content),
        ],
        "basis": listed_sources(content["criteria_set"].get("basis", [])),
        "dateline": place_and_date(letterhead.place, day) if letterhead else "",
        "signatures": _signatures(letterhead, head, content),
        "receipt": _receipt(submission),
    }


def _typed_by(content: dict[str, Any]) -> list[dict[str, str]]:
    """Who of the board typed on behalf of the unit, as a line above the table."""
    names = content.get("typed_by", [])
    return [{"label": "Nhập thay", "value": ", ".join(names)}] if names else []


def _signatures(
    letterhead: Letterhead | None, head: PlainHead, content: dict[str, Any]
) -> dict[str, Any]:
    left = {"authority": "", "title": "NGƯỜI LẬP", "name": ""}
    if letterhead:
        right = {"authority": letterhead.authority_line, "title": letterhead.signatory_title,
                 "name": letterhead.signatory_name}  # fmt: skip
        return {"left": left, "right": right}
    person = content["submitted_by"] or {"name": "", "position": ""}
    return {"left": left, "right": plain_signature(head, person["position"], person["name"])}


def _receipt(submission: Submission | None) -> dict[str, str] | None:
    if submission is None:
        return None
    at = timezone.localtime(submission.submitted_at)
    return {
        "number": submission.receipt_number,
        "at": f"{at:%H giờ %M phút}, ngày {citation_date(at.date())}",
        "total": points_text(submission.total),
        "hash": submission.content_hash,
    }


def _group(group: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    rows = [row for row in content["scores"] if row["group"] == group["code"]]
    legal_basis = content["criteria_set"].get("legal_basis", {})
    left_out = [Decimal(row["max"]) for row in rows if row["not_applicable"]]
    return {
        "code": group["code"],
        "title": group["title"],
        "max": points_text(Decimal(group["max"]) - sum(left_out if "scale" in content else [])),
        "self": "" if all(row["by_appraiser"] for row in rows) else _points(group["points"]),
        "appraised": "",
        "rows": [_row(row, legal_basis, is_bonus=group["is_bonus"]) for row in rows],
    }


def _row(row: dict[str, Any], legal_basis: dict[str, str], *, is_bonus: bool) -> dict[str, Any]:
    is_unclaimed = is_bonus and row["points"] is None
    return {
        "legal_basis": legal_basis.get(row["code"], ""),
        "code": row["code"],
        "title": row["title"],
        "max": _points(row["max"]),
        "explanation": row["explanation"] if is_unclaimed else "\n".join(_lines(row)),
        "self": _self_points(row),
        "appraised": "",
        "evidence": ", ".join(row["evidence"]),
    }


def _self_points(row: dict[str, Any]) -> str:
    if not row["not_applicable"]:
        return _points(row["points"])
    return NOT_ASKED if row.get("not_asked") else NOT_ARISEN


def _lines(row: dict[str, Any]) -> list[str]:
    """Facts, arithmetic, words; for a criterion that did not arise only why."""
    if why := row.get("not_asked"):
        return [f"{NOT_ASKED}: {why}." if row["not_applicable"] else f"Chưa trả lời: {why}."]
    if row["by_appraiser"]:
        return ["Do cơ quan thẩm định chấm."]
    if row["not_applicable"]:
        return [f"Không phát sinh. {row['explanation']}".strip()]
    facts = "; ".join(
        f"{label}: {words}" for label, words in row["facts_shown"] if not _is_said(words, row)
    )
    working = row["working"] if row["points"] is not None else ["Chưa chấm."]
    corrected = [correction_line(words) for words in row.get("corrected", ())]
    return [line for line in (facts, *working, *corrected, row["explanation"]) if line]


def _is_said(words: str, row: dict[str, Any]) -> bool:
    """An answer in words stands in the arithmetic already; figures need their label."""
    return not words[:1].isdigit() and any(words in line for line in row["working"])


def _item(piece: dict[str, Any]) -> dict[str, Any]:
    words = [piece["title"], piece["url"], f"trang {piece['pages']}" if piece["pages"] else ""]
    return {
        "code": piece["code"],
        "number": piece["reference_number"],
        "date": citation_date(date.fromisoformat(piece["dated_on"])) if piece["dated_on"] else "",
        "issuer": piece["issuer"],
        "abstract": "; ".join(dict.fromkeys(word for word in words if word)),
        "pages": str(piece["page_count"] or ""),
        "criteria": ", ".join(piece["criteria"]),
        "hash": piece["sha256"][:16],
    }


def _points(points: str | None) -> str:
    return "" if points is None else points_text(Decimal(points))


def _set_text(content: dict[str, Any]) -> str:
    return f"{content['criteria_set']['title']}, phiên bản {content['criteria_set']['version']}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
