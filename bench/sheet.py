"""What the score sheet costs: CPU of opening it and of saving one row, against bare views.

Design 12: save ≤ 8 ms where a bare one-row POST takes 2.4 (3.33 times), ≤ 10 queries; open the
36-row sheet ≤ 16 ms where the bare queryset plus template takes 7.7 (2.08 times), ≤ 16 queries
(two of them ask what inspections found and last year's appraisal advised) beside what the sources
of its facts ask, each of them once.
"""

from collections.abc import Callable
from statistics import median
from time import process_time

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment
from assessments.sourced_facts import ask
from criteria.definitions import definition_of
from tests.factories import make_assessment, make_editor

SAVE_RATIO, SAVE_QUERIES = 8 / 2.4, 10
SHEET_RATIO, SHEET_QUERIES = 16 / 7.7, 16
ROUNDS = 60


@override_settings(ROOT_URLCONF="bench.bare_views", DEBUG=False)
def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, budget): ratios of CPU and numbers of queries."""
    assessment = make_assessment(complete=True)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(make_editor(assessment.unit))
    page = Client()
    page.force_login(make_editor(assessment.unit))
    saving = Saving(client, assessment)
    address, bare = reverse("assessments:detail", args=[assessment.pk]), f"/bare/{assessment.pk}/"
    return [
        ("save one score, times a bare POST", ratio(saving.ours, saving.bare), SAVE_RATIO),
        ("save one score, queries", queries(saving.ours), SAVE_QUERIES),
        (
            "open the 36-row sheet, times a bare page",
            ratio(lambda: page.get(address), lambda: page.get(bare)),
            SHEET_RATIO,
        ),
        (
            "open the 36-row sheet, queries beside sources",
            queries(lambda: page.get(address)) - queries(lambda: asked(assessment)),
            SHEET_QUERIES,
        ),
    ]


def asked(assessment: Assessment) -> None:
    """What the records of the year say to the whole sheet."""
    ask(assessment, definition_of(assessment.criteria_set))


class Saving:
    """Posts a changed fact each time, so that every call really writes."""

    def __init__(self, client: Client, assessment: Assessment) -> None:
        self.client = client
        self.score = assessment.scores.get(criterion__code="II.2")
        names = ("on_time.numerator", "on_time.denominator", "no_apology.dossiers")
        self.names = names
        self.address = reverse(
            "assessments:score-save", args=[assessment.pk, self.score.criterion_id]
        )
        self.times, self.version = 0, self.score.version

    def ours(self) -> None:
        """One autosave of the sheet; the page knows the version from the answer before."""
        self.times += 1
        figures = (str(900 + self.times % 300), "1.250", "0")
        facts = dict(zip(self.names, figures, strict=True))
        answer = self.client.post(
            self.address, {**facts, "version": self.version, "explanation": ""}
        )
        self.version += 1
        if answer.headers.get("X-Record-Version") != str(self.version):
            raise RuntimeError(f"not saved: {answer.status_code} {answer.content.decode()}")

    def bare(self) -> None:
        """One bare write of the same row."""
        self.times += 1
        points = self.times % 4
        if self.client.post(f"/bare/{self.score.pk}/save/", {"points": points}).status_code != 200:
            raise RuntimeError("the bare view failed")


def ratio(ours: Callable[[], object], bare: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median CPU of `ours` over that of `bare`, called in turn after a warm-up."""
    for call in (ours, bare) * min(5, rounds):
        call()
    pairs = [(cpu(ours), cpu(bare)) for _ in range(rounds)]
    return median(o for o, _ in pairs) / median(b for _, b in pairs)


def cpu(call: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    started = process_time()
    call()
    return process_time() - started


def queries(call: Callable[[], object]) -> int:
    """Queries of one call, those of the session and login included; BEGIN and COMMIT are none."""
    with CaptureQueriesContext(connection) as captured:
        call()
    statements = [query["sql"] for query in captured]
    return sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in statements)
