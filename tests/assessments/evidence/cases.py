"""Adding and opening evidence, as people of the unit do."""

import io

from assessments.actions import evidence
from core.file_inspection import inspect
from tests import corpus
from tests.assessments.acting import score_of
from tests.factories import make_editor


def add(assessment, content=None, *, name="Kế hoạch.pdf", code=None, by=None):
    file = io.BytesIO(content or corpus.pdf())
    pk = score_of(assessment, code).criterion_id if code else None
    by = by or make_editor(assessment.unit)
    return evidence.add_file(assessment, file, inspect(file, name), criterion_pk=pk, by=by)
