"""What the import of a large criteria set costs: CPU of upload, preview and confirmation.

Budget: a set of 200 criteria with 600 parts in ≤ 3 s of CPU, parent and child together; and as a
ratio to what openpyxl alone needs to read the same cells and Django to write the same rows.
"""

import io
import resource
from collections.abc import Callable
from statistics import median

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import load_workbook

from criteria.actions import contents
from criteria.definitions import SetDefinition
from criteria.exports import set_workbook
from criteria.set_documents import definition_from
from tests.factories import make_board_head, make_district, make_draft_set, make_kind

CRITERIA, GROUPS = 200, 10
SECONDS, RATIO, ROUNDS = 3.0, 3.5, 5


@override_settings(DEBUG=False)
def measurements() -> list[tuple[str, float, float]]:
    """(name, measured, budget)."""
    organiser = make_district()
    make_kind("commune")
    head = make_board_head(organiser)
    definition = large_set()
    content = set_workbook(definition, {"commune": "Xã, thị trấn"})
    importing = Importing(head, organiser, content)
    # In turn, so that a busy moment of the machine falls on both.
    pairs = [(cpu(importing.ours), cpu(lambda: importing.bare(definition))) for _ in range(ROUNDS)]
    ours, bare = (median(figures) for figures in zip(*pairs, strict=True))
    return [
        ("import 200 criteria with 600 parts, s of CPU", ours, SECONDS),
        ("import 200 criteria, times bare reading and writing", ours / bare, RATIO),
    ]


class Importing:
    """A draft that gets the content of a large file, again and again."""

    def __init__(self, head, organiser, content: bytes) -> None:
        self.head, self.content = head, content
        self.client = Client()
        self.client.force_login(head)
        self.draft = make_draft_set(organiser, by=head)

    def ours(self) -> None:
        """Upload, preview with comparison, confirm."""
        file = SimpleUploadedFile("bo.xlsx", self.content)
        preview = self.client.post(reverse("criteria:import", args=[self.draft.pk]), {"file": file})
        found = preview.content.decode().partition('name="sha256" value="')[2][:64]
        address = reverse("criteria:import-confirm", args=[self.draft.pk])
        if self.client.post(address, {"sha256": found}).status_code != 302:
            raise RuntimeError("not imported")
        # Another content, so that the next file changes everything again.
        contents.replace(self.draft, small_set(), by=self.head)

    def bare(self, definition: SetDefinition) -> None:
        """Every cell read by openpyxl, every row written in bulk, nothing checked."""
        book = load_workbook(io.BytesIO(self.content), read_only=True)
        for worksheet in book:
            for _ in worksheet.iter_rows(values_only=True):
                pass
        with transaction.atomic():
            contents.replace(self.draft, definition, by=self.head)
            contents.replace(self.draft, small_set(), by=self.head)


def large_set() -> SetDefinition:
    """200 criteria in ten groups, each with bands, a count and a yes/no."""
    each = CRITERIA // GROUPS
    groups = [
        {"code": f"N{g}", "title": f"Nhóm {g}", "max_points": str(each * 3),
         "criteria": [_criterion(f"N{g}.{c}") for c in range(each)]}
        for g in range(GROUPS)
    ]  # fmt: skip
    return definition_from({
        "title": "Bộ lớn", "year": 2026, "unit_kind": "commune", "groups": groups,
        "total_points": str(CRITERIA * 3), "class_bands": [{"name": "Đạt", "minimum_points": "0"}],
    })  # fmt: skip


def small_set() -> SetDefinition:
    """One criterion."""
    group = {"code": "I", "title": "Nhóm", "max_points": "3", "criteria": [_criterion("I.1")]}
    return definition_from({
        "title": "Bộ lớn", "year": 2026, "unit_kind": "commune", "groups": [group],
        "total_points": "3", "class_bands": [{"name": "Đạt", "minimum_points": "0"}],
    })  # fmt: skip


def _criterion(code: str) -> dict:
    bands = {
        "of": "share", "numerator": "Số hồ sơ đúng hạn", "denominator": "Tổng số hồ sơ",
        "bands": [{"from": "90", "points": "1"}, {"below": "90", "points": "0"}],
    }  # fmt: skip
    items = {"items": [{"name": "cases", "label": "Số cuộc", "points_each": "0.5"}]}
    rules = {"bands": bands, "count": items, "yes_no": {"question": "Có kế hoạch"}}
    return {
        "code": code, "title": f"Tiêu chí {code}", "max_points": "3",
        "guidance": "Hướng dẫn chấm điểm của tiêu chí này. " * 4,
        "scoring": "Từ 90 % trở lên: 1 điểm; dưới 90 %: 0 điểm. " * 3,
        "evidence_hint": "Báo cáo, biên bản, ảnh chụp.",
        "parts": [
            {"key": f"p{n}", "label": f"Phần {n}", "method": method, "max_points": "1",
             "parameters": parameters}
            for n, (method, parameters) in enumerate(rules.items())
        ],
    }  # fmt: skip


def cpu(call: Callable[[], object]) -> float:
    """Seconds of processor time of this process and of its children."""
    before = _used()
    call()
    return _used() - before


def _used() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(who)[:2]) for who in whose)
