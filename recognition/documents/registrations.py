"""Papers of registration as plain values: bản đăng ký of a unit, danh mục of a year.

Rules of form: reference/party_documents.md. Templates: templates/recognition/documents.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.documents.heads import plain_head, plain_signature
from assessments.documents.sheets import letterhead_on
from assessments.models import Round
from core.calendar import today
from core.numbers import format_number
from core.party_dates import citation_date, place_and_date
from criteria.documents.guidance import format_on
from organisation.models import Letterhead, Unit, User
from recognition.categories import ModelField, field_name
from recognition.mandates import typists
from recognition.models import ModelRegistration, ModelTarget, UnitRegistration
from recognition.registrations import COUNTED, with_targets
from recognition.workflow import UnitRegistrationState


def unit_form(registration: UnitRegistration) -> dict[str, Any]:
    """Context of documents/registration.html; a draft until it is handed in."""
    submitted = registration.submitted_at
    day = timezone.localdate(submitted) if submitted else today()
    letterhead = letterhead_on(registration.unit, day)
    unit, organiser = registration.unit, registration.round.organiser
    rows = with_targets(registration.model_registrations.order_by("name"))
    return {
        **_form(letterhead, day, organiser, unit, "BẢN ĐĂNG KÝ", _signer(registration)),
        "pdf_title": f"Bản đăng ký – {unit.name}, năm {registration.round.year}",
        "abstract": f"thi đua “Dân vận khéo” năm {registration.round.year}",
        "draft": registration.state in (UnitRegistrationState.DRAFT,
                                        UnitRegistrationState.RETURNED),
        "facts": [
            {"label": "Đơn vị", "value": unit.name},
            {"label": "Danh hiệu phấn đấu", "value": registration.title_sought or "–"},
        ],
        "pledge": registration.pledge.splitlines(),
        "models": [_described(row) for row in rows],
        "handed_in": _handed_in(registration),
        "on_behalf": ", ".join(typists(registration)),
    }  # fmt: skip


def model_list(round_: Round) -> dict[str, Any]:
    """Context of documents/registered_models.html: every registered model, unit by unit."""
    day, organiser = today(), round_.organiser
    letterhead = board_letterhead(organiser, day)
    issuer = letterhead.unit if letterhead else organiser
    units = by_unit(registered_models(round_))
    return {
        **_form(letterhead, day, organiser, issuer, "DANH MỤC"),
        "pdf_title": f"Danh mục mô hình, điển hình đăng ký năm {round_.year}",
        "abstract": f"mô hình, điển hình “Dân vận khéo” đăng ký năm {round_.year}",
        "draft": False,
        "units": units,
        "counts": counted(units),
    }


def registered_models(round_: Round) -> Iterable[ModelRegistration]:
    """Models on the list of the year with unit and targets, in the order of the units."""
    rows = ModelRegistration.objects.filter(round=round_, state__in=COUNTED)
    return with_targets(rows.select_related("unit").order_by("unit__sort_key", "name"))


def board_letterhead(organiser: Unit, day: date) -> Letterhead | None:
    """That of the organiser's own body which keeps the movement, else the organiser's."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = Letterhead.objects.filter(
        in_force, unit__parent=organiser, unit__kind__is_assessed=False, valid_from__lte=day
    )
    found = rows.select_related("unit").order_by("unit__sort_key", "-valid_from").first()
    return found or letterhead_on(organiser, day)


def target_text(target: ModelTarget) -> str:
    """ "Số hộ hiến đất: 40 hộ"; a target without a figure yet ends in dots."""
    figure = "…" if target.figure is None else format_number(target.figure)
    return f"{target.text}: {figure} {target.unit_label}".strip()


def period_text(model: ModelRegistration) -> str:
    """From when to when, as far as it is said."""
    days = [citation_date(day) for day in (model.starts_on, model.ends_on) if day]
    return " – ".join(days)


def _form(
    letterhead: Letterhead | None,
    day: date,
    organiser: Unit,
    issuer: Unit,
    title: str,
    signer: User | None = None,
) -> dict[str, Any]:
    """Head and signatures of a form without a number of its own; `signer`: where no letterhead
    names anybody."""
    left = {"authority": "", "title": "NGƯỜI LẬP", "name": ""}
    head = plain_head(issuer.name, organiser.name if issuer != organiser else "")
    right = plain_signature(head, *((signer.position, signer.full_name) if signer else ()))
    if letterhead:
        right = {"authority": letterhead.authority_line, "title": letterhead.signatory_title,
                 "name": letterhead.signatory_name}  # fmt: skip
    return {
        "format": letterhead.format if letterhead else format_on(day),
        "pdf_author": letterhead.author if letterhead else issuer.name,
        "parent": letterhead.parent_line if letterhead else head.parent,
        "issuer": letterhead.issuer_line if letterhead else head.issuer,
        "title": title,
        "dateline": place_and_date(letterhead.place, day) if letterhead else "",
        "signatures": {"left": left, "right": right},
    }


def _signer(registration: UnitRegistration) -> User | None:
    """Who handed in for the unit; who typed for it does not sign for it."""
    return None if registration.entered_on_behalf else registration.submitted_by


def _described(row: ModelRegistration) -> dict[str, Any]:
    """One model with everything that the unit says about it."""
    labelled = (
        ("Lý do", row.reason),
        ("Nội dung, cách làm", row.content),
        ("Lực lượng tham gia", row.forces),
        ("Nguồn lực", row.resources),
        ("Sản phẩm dự kiến", row.expected_product),
    )
    return {
        **_listed(row),
        "place": row.place,
        "period": period_text(row),
        "words": [{"label": label, "text": text} for label, text in labelled if text],
        "kept": "Duy trì từ năm trước" if row.kept_from_id else "Mới",
    }


def _listed(row: ModelRegistration) -> dict[str, Any]:
    return {
        "name": row.name,
        "field": row.get_field_display(),
        "field_code": row.field,
        "owner": row.get_owner_display(),
        "level": row.get_level_display(),
        "people": row.people,
        "targets": [target_text(target) for target in row.targets.all()],
        "state": row.get_state_display(),
    }


def by_unit(rows: Iterable[ModelRegistration]) -> list[dict[str, Any]]:
    """The models under the names of their units, in the order that they come in."""
    return [
        {"name": name, "models": [_listed(row) for row in group]}
        for name, group in groupby(rows, key=lambda row: row.unit.name)
    ]


def counted(units: list[dict[str, Any]]) -> dict[str, Any]:
    """How many models of how many units, and of which fields."""
    models = [model for unit in units for model in unit["models"]]
    by_field = Counter(model["field_code"] for model in models)
    told = [f"{field_name(code)}: {by_field[code]}" for code in ModelField if by_field[code]]
    return {"units": len(units), "models": len(models), "fields": "; ".join(told)}


def _handed_in(registration: UnitRegistration) -> str:
    if registration.submitted_at is None:
        return ""
    at = timezone.localtime(registration.submitted_at)
    return (
        f"Nộp lúc {at:%H giờ %M phút}, ngày {citation_date(at.date())}; "
        f"hạn {citation_date(registration.due_on)}. Người nộp: {registration.submitted_by}."
    )
