"""What units write in their quarterly reports, and what the board answers."""

from random import Random

from assessments.models import QuarterlyReport
from danvan.demo.fixtures import read
from danvan.demo.words import place_of

NAMES = {1: "I", 2: "II", 3: "III", 4: "IV"}


def summary_of(report: QuarterlyReport, random: Random) -> str:
    """The general assessment of the quarter."""
    return random.choice(read("demo_reports")["summary"]).format(
        unit=place_of(report.unit), quarter=NAMES[report.quarter], year=report.round.year,
        results=read("demo_words")["report_results"],
    )  # fmt: skip


def section_of(report: QuarterlyReport, key: str, random: Random) -> dict[str, str]:
    """What is said about one group of the criteria set."""
    words = read("demo_reports")[report.unit.kind.code][key]
    return {
        "progress": words["progress"][report.quarter % 2],
        "difficulties": random.choice(read("demo_words")["report_difficulties"]),
        "plans": random.choice(words["plans"]),
    }


def proposals_of(random: Random) -> str:
    """What the unit asks for, if anything."""
    return random.choice(read("demo_reports")["proposals"])
