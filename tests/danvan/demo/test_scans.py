"""The files that the story attaches are real ones, small, and always the same."""

import io
from datetime import date

import pytest

from core.file_inspection import inspect
from danvan.demo import scans
from danvan.demo.dice import dice
from danvan.demo.fixtures import read

TABLES = read("demo_evidence")["tables"]
MAKERS = {
    "pdf": lambda: scans.scanned_page(
        "Đảng uỷ xã Đồng Tiến", "07-CTr/ĐU", date(2026, 2, 12), "Chương trình công tác", ["Mục I"]
    ),
    "jpeg": lambda: scans.photograph("road", "Xã Đồng Tiến, 26/8/2026", dice(1, "photo")),
    "xlsx": lambda: scans.table(TABLES["survey"], ["Phiếu hài lòng"], dice(1, "table")),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_programme_itself_would_accept_it(kind):
    content = MAKERS[kind]()

    found = inspect(io.BytesIO(content), f"tep.{'jpg' if kind == 'jpeg' else kind}")

    assert found.kind == kind
    assert found.size < 60_000


@pytest.mark.parametrize("kind", MAKERS)
def test_equal_subjects_give_equal_bytes(kind):
    assert MAKERS[kind]() == MAKERS[kind]()


@pytest.mark.parametrize("scene", ["road", "hall", "office"])
def test_every_scene_can_be_drawn(scene):
    assert scans.photograph(scene, "Yên Thế", dice(1, scene)).startswith(b"\xff\xd8")


def test_every_paper_of_the_story_can_be_made():
    for papers in (read("demo_evidence")["commune"], read("demo_evidence")["agency"]):
        for paper in papers:
            assert paper["kind"] != "pdf" or paper["lines"]
            assert paper.get("table", "survey") in TABLES
