"""Evidence that was sent during a year, for the sheet at its end."""

from django.db.models import Q, QuerySet

from assessments.models import Assessment, Evidence
from organisation.mergers import family

# With a report, or for the criterion of advice or of a finding.
DURING_THE_YEAR = Q(report__isnull=False) | ~Q(criterion_key="")


def collected(assessment: Assessment) -> QuerySet[Evidence]:
    """What the file's unit sent, and those that had merged into it by the end of the year."""
    round_ = assessment.round
    return Evidence.objects.filter(
        DURING_THE_YEAR,
        assessment__unit__in=family(assessment.unit_id, round_.self_assessment_due),
        assessment__round=round_, removed_at=None,
    )  # fmt: skip


def offered_to(assessment: Assessment, pieces: list[Evidence]) -> list[Evidence]:
    """Own pieces, and those of merged units that the file has no copy of yet."""
    own = [piece for piece in pieces if piece.assessment_id == assessment.pk]
    known = {_content(piece) for piece in own}
    return own + [
        piece
        for piece in pieces
        if piece.assessment_id != assessment.pk and _content(piece) not in known
    ]


def _content(piece: Evidence) -> tuple[str, str]:
    """What two rows with the same file or address share."""
    return (piece.document.sha256 if piece.document else "", piece.url)
