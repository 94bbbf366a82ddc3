"""Evidence that a merged unit collected goes on serving in the file of its successor."""

from django.db import transaction

from assessments.actions import evidence as actions
from assessments.actions.scores import bump
from assessments.models import Assessment, Evidence
from assessments.permissions.files import can_fill_criterion
from assessments.reporting.collected import collected
from core import audit
from core.permissions import require
from organisation.models import User

COPIED = (
    "document", "url", "reference_number", "dated_on", "issuer", "pages", "report", "indicator",
    "criterion_key",
)  # fmt: skip


@transaction.atomic
def take_over(
    assessment: Assessment, evidence: Evidence, *, criterion_pk: int, by: User
) -> Evidence:
    """Let a piece of a merged unit's file support a criterion of this one.

    The piece stays where it was collected; here it gets a code of its own and names the same file
    and the same report. Raises Evidence.DoesNotExist for anything that is not left to this unit.
    """
    assessment = Assessment.objects.locked().get(pk=assessment.pk)
    require(can_fill_criterion(by, assessment, criterion_pk))
    left = collected(assessment).exclude(assessment=assessment)
    evidence = left.select_related("document", "assessment").get(pk=evidence.pk)
    return actions.use(
        _known(assessment, evidence) or _copy(assessment, evidence, by), criterion_pk, by=by
    )


def _known(assessment: Assessment, evidence: Evidence) -> Evidence | None:
    """The same bytes or the same address are never kept twice in one file."""
    kept = assessment.evidence.filter(removed_at=None, url=evidence.url)
    same = evidence.document and evidence.document.sha256
    return kept.filter(document__sha256=same).first() if same else kept.exclude(url="").first()


def _copy(assessment: Assessment, evidence: Evidence, by: User) -> Evidence:
    document = evidence.document
    actions.require_room(assessment, document.size if document else 0)
    content = {name: getattr(evidence, name) for name in COPIED}
    piece = actions.new_piece(assessment, evidence.title, by, **content)
    bump(assessment)
    audit.record(
        "evidence.added", piece, by=by, unit=assessment.unit,
        after={"code": piece.code, "from": f"{evidence.assessment.unit_name}, {evidence.code}",
               "url": piece.url, "sha256": document.sha256 if document else ""},
    )  # fmt: skip
    return piece
