"""Fixing the board's report, its paper and its workbook."""

import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from assessments.actions import consolidation as actions
from assessments.consolidating.content import content_of
from assessments.documents.consolidation import consolidation_paper
from assessments.workflow import ConsolidationState
from core.models import Notification
from core.uploads import open_stored
from core.versions import StaleVersion
from organisation.models import User
from organisation.roles import Role
from tests import factories
from tests.assessments.consolidated_reports.cases import (
    NUMBER,
    fail,
    force_fixed,
    last_event,
    started,
)
from tests.assessments.printing import PAPER


def stored(document) -> bytes:
    with open_stored(document.sha256) as file:
        return file.read()


# fix


def test_fixing_freezes_figures_and_files_and_tells_the_readers(round_, printed):
    report, by = started(round_)
    readers = [
        factories.make_person(role, round_.organiser)
        for role in (Role.COMMITTEE_MEMBER, Role.SIGNATORY, Role.CLERK)
    ]

    fixed = actions.fix(report, reference=f" {NUMBER} ", by=by, version=report.version)

    assert (fixed.state, fixed.reference, fixed.fixed_by) == ("fixed", NUMBER, by)
    assert fixed.figures["figures"][0]["quarter"] == "5120.00"
    assert stored(fixed.document) == PAPER
    assert [context["draft"] for context in printed] == [False]
    assert last_event().kind == "consolidation.fixed"
    assert last_event().after["sha256"] == fixed.document.sha256
    told = Notification.objects.filter(kind="consolidation_fixed")
    assert {row.recipient_id for row in told} == {person.pk for person in readers}
    assert f"số {NUMBER}" in told.first().text


@pytest.mark.parametrize("reference", ["", "   "])
def test_a_report_without_a_number_is_not_fixed(round_, printed, reference):
    report, by = started(round_)

    with pytest.raises(ValidationError, match="Chưa ghi số"):
        actions.fix(report, reference=reference, by=by)

    assert printed == []


def test_what_was_not_read_is_not_fixed(round_, monkeypatch):
    report, by = started(round_)

    def edited_while_printing(_template, _context):
        actions.save_texts(report, {"opening": "Vừa sửa."}, by=by)
        return PAPER

    monkeypatch.setattr(actions, "render_pdf", edited_while_printing)
    with pytest.raises(StaleVersion):
        actions.fix(report, reference=NUMBER, by=by)

    report.refresh_from_db()
    assert report.state == ConsolidationState.DRAFT
    assert report.document is None


def test_nothing_is_fixed_when_the_record_fails(round_, monkeypatch):
    report, by = started(round_)
    monkeypatch.setattr(actions.audit, "record", fail)

    with pytest.raises(RuntimeError):
        actions.fix(report, reference=NUMBER, by=by)

    report.refresh_from_db()
    assert (report.state, report.figures) == ("draft", {})
    assert not Notification.objects.filter(kind="consolidation_fixed").exists()


# paper


def test_the_paper_says_what_the_content_holds(round_):
    report, by = started(round_)
    User.objects.filter(pk=by.pk).update(position="Phó Trưởng Ban Dân vận")
    by.refresh_from_db()
    content = content_of(round_, 3)

    paper = consolidation_paper(report, content, by=by, is_draft=True)

    (line,) = paper["lines"]
    assert (line["quarter"], line["last_quarter"]) == ("5.120", "2.438")
    assert line["quarter_change"] == {"amount": "+2.682", "share": "+110 %"}
    assert paper["letterhead"] == {
        "parent": "HUYỆN UỶ YÊN THẾ", "issuer": "BAN DÂN VẬN", "number": "Số ……-BC/……",
        "dateline": "",
    }  # fmt: skip
    assert paper["signature"]["authority"] == "K/T TRƯỞNG BAN"
    assert paper["recipients"][0] == "Thường trực Huyện uỷ Yên Thế (để báo cáo)"
    assert [line["words"] for line in paper["arrival_lines"]] == [
        "Đúng hạn", "Chưa gửi, quá hạn 10 ngày",
    ]  # fmt: skip


def test_the_board_prints_under_its_own_letterhead(round_):
    factories.make_letterhead(round_.organiser)
    board = factories.make_unit(round_.organiser, "body", "Ban Dân vận Huyện uỷ")
    factories.make_letterhead(
        board, parent_line="HUYỆN UỶ YÊN THẾ", issuer_line="BAN DÂN VẬN", symbol="BDVHU",
        author="Ban Dân vận Huyện uỷ", archive_line="Lưu Ban Dân vận Huyện uỷ",
    )  # fmt: skip
    report, by = started(round_)

    paper = consolidation_paper(report, content_of(round_, 3), by=by, is_draft=True)

    assert paper["pdf_author"] == "Ban Dân vận Huyện uỷ"
    assert paper["letterhead"]["dateline"] == "Yên Thế, ngày 05 tháng 10 năm 2026"
    assert paper["recipients"][-1] == "Lưu Ban Dân vận Huyện uỷ"
    assert paper["signature"]["title"] == "TRƯỞNG BAN"


def test_the_organisers_letterhead_gives_place_and_form(round_):
    factories.make_letterhead(round_.organiser)
    report, by = started(round_)

    paper = consolidation_paper(report, content_of(round_, 3), by=by, is_draft=True)

    assert paper["letterhead"]["issuer"] == "BAN DÂN VẬN"
    assert paper["letterhead"]["dateline"].startswith("Yên Thế, ")
    assert paper["pdf_author"] == "Ban Dân vận Huyện uỷ Yên Thế"


# workbook


def test_the_workbook_holds_totals_and_every_unit_and_no_formula(round_):
    report, by = started(round_)
    fixed = force_fixed(report, by)

    book = load_workbook(io.BytesIO(stored(fixed.workbook)))

    assert book.sheetnames[:2] == ["Toàn huyện", "Loại - Xã, thị trấn"]
    totals = list(book["Toàn huyện"].values)
    assert totals[3] == ("Diện tích đất hiến", "m²", 5120, 5120, 2438, 2438, 2682, 110)
    units = list(book["Đơn vị - quý này"].values)
    assert units[3] == ("Đảng bộ xã An Thượng", "Xã, thị trấn", 5120)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
