"""Evidence of one file: real small files, described and tied to the criteria that they support."""

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta

from assessments.actions import evidence as actions
from assessments.models import Assessment, EvidenceUse
from core import audit
from core.calendar import today
from core.file_inspection import Inspection
from core.text import fold
from criteria.definitions import CriterionDefinition
from danvan.demo import scans
from danvan.demo.dice import dice
from danvan.demo.district import District
from danvan.demo.fixtures import read
from danvan.demo.words import place_of

MIMES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attach_all(
    district: District, assessment: Assessment, criteria: Sequence[CriterionDefinition]
) -> None:
    """Attach every paper that supports one of `criteria`, each with the criteria it serves.

    Of closed years only the main papers are laid: nobody supplements them any more.
    """
    known = {criterion.code: criterion.pk for criterion in criteria}
    is_closed = assessment.round.year < district.year
    attach = _lay if is_closed else _attach
    for order, paper in enumerate(read("demo_evidence")[assessment.unit.kind.code]):
        served = [known[code] for code in paper["codes"] if code in known]
        if served and (paper.get("is_main") or not is_closed):
            attach(district, assessment, _completed(district, assessment, paper, order), served)
            district.clock.tick(45)


def _completed(district: District, assessment: Assessment, paper: dict, order: int) -> dict:
    """The paper with its placeholders filled: place, year, number, date."""
    place, year = place_of(assessment.unit), assessment.round.year
    number = dice(district.seed, "number", assessment.unit_name, year, order).randint(3, 180)
    words = {"{place}": place, "{year}": str(year), "{n}": f"{number:02d}"}
    filled = dict(paper)
    for field in ("title", "number", "issuer"):
        for mark, word in words.items():
            filled[field] = filled[field].replace(mark, word)
    dated_on = date.fromisoformat(f"{year}-{paper['day']}")
    filled["dated_on"] = min(dated_on, today() - timedelta(days=3))
    return filled


def _attach(district: District, assessment: Assessment, paper: dict, served: Sequence[int]) -> None:
    content = _content(district, assessment, paper)
    editor = district.editor(assessment.unit)
    added = actions.add_file(
        assessment, io.BytesIO(content), inspected(paper, content),
        criterion_pk=served[0], by=editor,
    ).evidence  # fmt: skip
    details = actions.Details(paper["title"], paper["number"], paper["dated_on"], paper["issuer"])
    actions.change(added, details, by=editor)
    for criterion in served[1:]:
        actions.use(added, criterion, by=editor)


def _lay(district: District, assessment: Assessment, paper: dict, served: Sequence[int]) -> None:
    """The same written directly, complete at once: how closed years get theirs."""
    content, editor = _content(district, assessment, paper), district.editor(assessment.unit)
    document = actions.keep_file(io.BytesIO(content), inspected(paper, content), editor)
    piece = actions.new_piece(
        assessment, paper["title"], editor, document=document, reference_number=paper["number"],
        dated_on=paper["dated_on"], issuer=paper["issuer"],
    )  # fmt: skip
    EvidenceUse.objects.bulk_create(EvidenceUse(evidence=piece, criterion_id=pk) for pk in served)
    after = {"code": piece.code, "sha256": document.sha256}
    audit.record("evidence.added", piece, by=editor, after=after, unit=assessment.unit)


def _content(district: District, assessment: Assessment, paper: dict) -> bytes:
    random = dice(
        district.seed, "scan", assessment.unit_name, assessment.round.year, paper["title"]
    )
    if paper["kind"] == "pdf":
        return scans.scanned_page(
            paper["issuer"], paper["number"], paper["dated_on"], paper["title"], paper["lines"]
        )
    if paper["kind"] == "jpeg":
        caption = f"{place_of(assessment.unit)}, {paper['dated_on']:%d/%m/%Y}"
        return scans.photograph(paper["scene"], caption[0].upper() + caption[1:], random)
    layout = read("demo_evidence")["tables"][paper["table"]]
    return scans.table(layout, [paper["title"], paper["issuer"]], random)


def inspected(paper: dict, content: bytes) -> Inspection:
    """What inspecting the file would find; it is ours, so no child process need open it."""
    kind = paper["kind"]
    extension = "jpg" if kind == "jpeg" else kind
    name = "-".join(re.findall(r"[a-z0-9]+", fold(paper["title"])))
    return Inspection(
        kind=kind, mime=MIMES[kind], extension=extension, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), page_count=1 if kind == "pdf" else None,
        clean_name=f"{name}.{extension}",
    )  # fmt: skip
