"""Each sample paper is printed once per run: reading it is what the tests are about."""

from functools import cache

import pytest

from core.pdf import render_pdf
from tests.paper import form_samples, samples

DECISION = "recognition/documents/decision.html"
FORMS = {
    "self_assessment": form_samples.self_assessment,
    "evidence_index": form_samples.evidence_index,
    "appraisal_sheet": form_samples.appraisal_sheet,
}


@cache
def printed_decision(count: int = 25, format: str = "hd05") -> bytes:
    """A decision on `count` units."""
    return render_pdf(DECISION, samples.decision(count, format))


@cache
def printed_form(name: str) -> bytes:
    """A landscape form by the name of its template."""
    return render_pdf(f"assessments/documents/{name}.html", FORMS[name]())


@pytest.fixture(scope="session")
def decision() -> bytes:
    """The decision of 25 units in today's Party format."""
    return printed_decision()
