"""Two pieces of evidence for every file of the world: one in use, one taken away."""

import hashlib
import io

from django.utils import timezone

from assessments.models import Assessment, Evidence, EvidenceUse
from core.models import StoredDocument
from core.uploads import store_content_addressed
from organisation.models import User

PDF = b"%PDF-1.4\n% evidence of the access tests\n%%EOF\n"


def add(assessment: Assessment, *, by: User) -> None:
    """MC01 is a file that supports the first criterion; MC02 is a link that was taken away."""
    sha256 = hashlib.sha256(PDF).hexdigest()
    store_content_addressed(io.BytesIO(PDF), sha256)
    document = StoredDocument.objects.create(
        sha256=sha256, size=len(PDF), kind="evidence", mime="application/pdf",
        name="ke-hoach.pdf", created_by=by,
    )  # fmt: skip
    used = Evidence.objects.create(
        assessment=assessment, code="MC01", title="Kế hoạch", document=document, added_by=by
    )
    first = assessment.scores.order_by("criterion__group__position", "criterion__position").first()
    EvidenceUse.objects.create(evidence=used, criterion_id=first.criterion_id)
    Evidence.objects.create(
        assessment=assessment, code="MC02", title="Bản tin", url="https://example.org/tin",
        added_by=by, removed_at=timezone.now(), removed_by=by,
    )  # fmt: skip
