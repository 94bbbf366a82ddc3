"""What printing costs: CPU of one decision, memory of a hundred score sheets (design 12)."""

from django.template.loader import render_to_string

from core.pdf_press import Press
from tests.paper.form_samples import self_assessment
from tests.paper.samples import decision

MEBIBYTE = 1024 * 1024


def decision_cpu_seconds(units: int = 25, repeats: int = 5) -> float:
    """Least CPU seconds of a warm worker for one decision with its appendix; target 1.0."""
    html = render_to_string("recognition/documents/decision.html", decision(units))
    press = Press()
    try:
        press.render(html)
        return min(press.render(html).cpu_seconds for _ in range(repeats))
    finally:
        press.close()


def score_sheets_peak_mebibytes(sheets: int = 100) -> float:
    """Highest memory of any worker while printing so many 36-row sheets; target 250."""
    html = render_to_string("assessments/documents/self_assessment.html", self_assessment())
    press = Press()
    try:
        return max(press.render(html).peak_bytes for _ in range(sheets)) / MEBIBYTE
    finally:
        press.close()


def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, target) of this module, for the report of `make bench`."""
    return [
        ("decision of 25 units, CPU s", decision_cpu_seconds(), 1.0),
        ("100 score sheets, peak MiB", score_sheets_peak_mebibytes(), 250.0),
    ]
