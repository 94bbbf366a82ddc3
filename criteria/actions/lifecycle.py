"""Putting a criteria set into force, with its printed appendix, and taking it out of use."""

import hashlib
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from core import audit
from core.calendar import today
from core.models import StoredDocument
from core.pdf import render_pdf
from core.permissions import require
from core.text import fold
from core.uploads import store_content_addressed
from core.versions import STALE, StaleVersion, require_version
from criteria.checks import set_problems
from criteria.definitions import SetDefinition, definition_of
from criteria.documents import APPENDIX, Guidance, appendix
from criteria.models import CriteriaSet
from criteria.permissions import can_publish, can_retire
from criteria.set_documents import fingerprint
from criteria.workflow import CRITERIA_SET_WORKFLOW
from organisation.models import User

PDF_KIND = "criteria_appendix"
PUBLISHED_FIELDS = [
    "state", "published_at", "published_by", "guidance_kind", "guidance_number", "guidance_date",
    "guidance_issuer", "appendix",
]  # fmt: skip


@dataclass(frozen=True)
class PrintedAppendix:
    """An appendix ready to be kept: what it was printed from, and its bytes."""

    definition: SetDefinition
    pdf: bytes
    sha256: str


def publish(
    criteria_set: CriteriaSet,
    *,
    by: User,
    guidance: Guidance | None = None,
    revision: int | None = None,
    seen: str | None = None,
) -> CriteriaSet:
    """Put the set into force; from then on it never changes (triggers see to it).

    With a guiding document the appendix is printed, which takes a second and happens before the
    lock; under the lock everything is asked again. `revision` and `seen` (the fingerprint of the
    content) are those of the page on which the person decided. Raises ValidationError (every
    problem of the set, or faults of the guidance by field), StaleVersion, PdfError: nothing is
    changed then.
    """
    require(can_publish(by, criteria_set))
    _require_fit(criteria_set)
    printed = _printed(criteria_set, guidance) if guidance else None
    return _put_into_force(criteria_set, guidance, printed, by, revision, seen)


@transaction.atomic
def retire(criteria_set: CriteriaSet, *, by: User) -> CriteriaSet:
    """Take a published set out of use for new rounds; rounds that use it go on."""
    criteria_set = CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    require(can_retire(by, criteria_set))
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("retire", before)
    criteria_set.save(update_fields=["state"])
    _record_move("criteria_set.retired", criteria_set, by, before)
    return criteria_set


def require_guidance(guidance: Guidance) -> None:
    """Refuse a guiding document without kind, number or issuer, or of a day to come."""
    faults = {}
    if not guidance.kind.strip():
        faults["kind"] = "Chưa ghi loại văn bản."
    if not guidance.number.strip():
        faults["number"] = "Chưa ghi số, ký hiệu của văn bản."
    if not guidance.issuer.strip():
        faults["issuer"] = "Chưa ghi cơ quan ban hành văn bản."
    if guidance.date > today():
        faults["date"] = "Ngày ban hành không được sau hôm nay."
    if faults:
        raise ValidationError(faults)


def _require_fit(criteria_set: CriteriaSet) -> None:
    problems = set_problems(criteria_set)
    if problems:
        raise ValidationError(problems)


def _printed(criteria_set: CriteriaSet, guidance: Guidance) -> PrintedAppendix:
    """The appendix on paper, its bytes stored; without a row they are found as orphans."""
    require_guidance(guidance)
    definition = definition_of(criteria_set)
    pdf = render_pdf(APPENDIX, appendix(criteria_set, definition, guidance))
    sha256 = hashlib.sha256(pdf).hexdigest()
    store_content_addressed(io.BytesIO(pdf), sha256)
    return PrintedAppendix(definition, pdf, sha256)


@transaction.atomic
def _put_into_force(
    criteria_set: CriteriaSet,
    guidance: Guidance | None,
    printed: PrintedAppendix | None,
    by: User,
    revision: int | None,
    seen: str | None,
) -> CriteriaSet:
    rows = CriteriaSet.objects.select_for_update(of=("self",))
    criteria_set = rows.select_related("organiser", "unit_kind").get(pk=criteria_set.pk)
    require(can_publish(by, criteria_set))
    require_version(criteria_set, revision, "revision")
    _require_unchanged(criteria_set, printed, seen)
    _require_fit(criteria_set)
    before = criteria_set.state
    criteria_set.state = CRITERIA_SET_WORKFLOW.target("publish", before)
    criteria_set.published_at, criteria_set.published_by = timezone.now(), by
    if guidance and printed:
        _attach(criteria_set, guidance, printed, by)
    criteria_set.save(update_fields=PUBLISHED_FIELDS)
    _record_move(
        "criteria_set.published", criteria_set, by, before, guidance.citation if guidance else ""
    )
    return criteria_set


def _require_unchanged(
    criteria_set: CriteriaSet, printed: PrintedAppendix | None, seen: str | None
) -> None:
    """What is put into force is what was read and printed, to the last word of the last part."""
    definition = definition_of(criteria_set)
    if printed and printed.definition != definition:
        raise StaleVersion(STALE, code="stale")
    if seen is not None and seen != fingerprint(definition):
        raise StaleVersion(STALE, code="stale")


def _attach(
    criteria_set: CriteriaSet, guidance: Guidance, printed: PrintedAppendix, by: User
) -> None:
    criteria_set.guidance_kind = guidance.kind
    criteria_set.guidance_number = guidance.number
    criteria_set.guidance_date = guidance.date
    criteria_set.guidance_issuer = guidance.issuer
    symbol = slugify(fold(guidance.number).replace("/", "-"))
    criteria_set.appendix = StoredDocument.objects.create(
        sha256=printed.sha256, size=len(printed.pdf), kind=PDF_KIND, mime="application/pdf",
        name=f"phu-luc-{symbol}-{criteria_set.pk}.pdf", created_by=by,
    )  # fmt: skip


def _record_move(
    kind: str, criteria_set: CriteriaSet, by: User, before: str, note: str = ""
) -> None:
    audit.record(
        kind, criteria_set, by=by, before=before, after=criteria_set.state, note=note,
        unit=criteria_set.organiser,
    )  # fmt: skip
