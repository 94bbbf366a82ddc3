"""The board's report of a quarter and the minutes of a handover, as they are printed."""

import io
import re
from datetime import datetime

import pytest
import time_machine
from django.db import transaction
from pypdf import PdfReader

from assessments.consolidating.content import content_of, texts_of
from assessments.documents.consolidation import TEMPLATE, consolidation_paper
from assessments.documents.handovers import TEMPLATE as MINUTES
from assessments.documents.handovers import handover_content, handover_paper
from assessments.models import ConsolidatedReport
from core.calendar import VIETNAM, today
from core.pdf import render_pdf
from organisation.models import User
from tests import factories
from tests.assessments.consolidated_cases import make_story, take_part
from tests.paper.reading import fonts, ink, page_count, phrase, text

REASON = "Chuyển công tác."
pytestmark = pytest.mark.django_db  # or no database is laid when this file runs by itself


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """Both papers of one story, printed once."""
    moment = datetime(2026, 10, 5, 9, tzinfo=VIETNAM)
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(moment):
        story = make_story(3, units=8, indicators=6)
        take_part(story.this, *story.units)
        factories.make_letterhead(story.this.organiser)
        yield {"report": _report(story, draft=False), "draft": _report(story, draft=True),
               "minutes": _minutes(story.units[-1])}  # fmt: skip
        transaction.set_rollback(True)


def _report(story, *, draft: bool) -> bytes:
    content = content_of(story.this, 3)
    texts = texts_of(story.this, 3, content) | {"notable": "Một ý.\nHai ý."}
    report = ConsolidatedReport(
        round=story.this, quarter=3, reference="" if draft else "12-BC/BDVHU", **texts
    )
    head = factories.make_person(name="Trần Ngọc Thịnh")
    context = consolidation_paper(report, content, by=head, is_draft=draft)
    return render_pdf(TEMPLATE, context)


def _minutes(unit) -> bytes:
    giver, taker = factories.make_head(unit), factories.make_person(name="Hoàng Thị Nhận")
    User.objects.filter(pk=giver.pk).update(full_name="Lương Văn Giao")
    held = giver.role_assignments.select_related("user", "unit__parent").get()
    held.user.refresh_from_db()
    content = handover_content(held, taker, on=today(), reason=REASON, witness="Lê Thị Chứng")
    return render_pdf(MINUTES, handover_paper(content))


@pytest.fixture(params=["report", "draft", "minutes"])
def paper(papers, request) -> bytes:
    return papers[request.param]


def test_fonts_are_tinos_also_in_the_drawings(paper):
    assert {row[0].split("+")[1].split("-")[0] for row in fonts(paper)} == {"Tinos"}


def test_papers_are_tagged_vietnamese_pdf_a(paper):
    catalogue = PdfReader(io.BytesIO(paper)).trailer["/Root"]

    assert catalogue["/Lang"] == "vi"
    assert 'pdfaid:part="2"' in catalogue["/Metadata"].get_object().get_data().decode()


def test_the_report_has_the_form_of_a_party_paper(papers):
    first = text(papers["report"], 1)

    for words in (
        "BAN DÂN VẬN", "Số 12-BC/BDVHU", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Yên Thế, ngày 05 tháng 10 năm 2026", "BÁO CÁO",
        "kết quả phong trào thi đua “Dân vận khéo” quý III năm 2026", "I- KẾT QUẢ THỰC HIỆN",
    ):  # fmt: skip
        assert words in first
    body = text(papers["report"], order="-raw")
    for words in (
        "II- ĐƠN VỊ NỔI BẬT - Một ý. - Hai ý.", "III- HẠN CHẾ", "IV- NHIỆM VỤ THỜI GIAN TỚI",
        "Nơi nhận:", "TRƯỞNG BAN", "Trần Ngọc Thịnh",
        "Thường trực Huyện uỷ Yên Thế (để báo cáo)",
    ):  # fmt: skip
        assert words in body
    assert "DỰ THẢO" not in body
    assert "DỰ THẢO" in text(papers["draft"], order="-raw")


def test_appendices_hold_the_figures_and_who_sent_when(papers):
    pages = [text(papers["report"], n) for n in range(1, page_count(papers["report"]) + 1)]

    figures = next(page for page in pages if "PHỤ LỤC 1" in page)
    assert "TỔNG HỢP CHỈ TIÊU QUÝ III NĂM 2026" in figures
    assert "ngày 05/10/2026 của" in figures
    senders = next(page for page in pages if "PHỤ LỤC 2" in page)
    assert "TÌNH HÌNH GỬI BÁO CÁO QUÝ III NĂM 2026" in senders
    assert len(re.findall(r"25/9/2026", senders)) >= 6


def test_wide_pages_keep_the_margins_of_wide_pages(papers):
    reader = PdfReader(io.BytesIO(papers["report"]))
    wide = [n for n, page in enumerate(reader.pages, 1) if page.mediabox.width > 700]

    assert wide
    for number in wide:
        box = ink(papers["report"], number)
        assert box.left == pytest.approx(20, abs=0.6)
        assert box.right <= 277.5
        assert box.bottom <= 195.5


def test_drawings_show_both_years(papers):
    page = next(
        n for n in range(1, page_count(papers["report"]) + 1)
        if "Quý IV" in text(papers["report"], n)
    )  # fmt: skip

    left, right = phrase(papers["report"], "2025", page), phrase(papers["report"], "2026", page)
    assert left.right < right.left


def test_minutes_name_both_persons_and_the_witness(papers):
    words = text(papers["minutes"], order="-raw")

    for said in (
        "BIÊN BẢN BÀN GIAO", "Bên giao: đồng chí Lương Văn Giao",
        "Bên nhận: đồng chí Hoàng Thị Nhận", "NGƯỜI CHỨNG KIẾN", "BÊN GIAO", "BÊN NHẬN",
        REASON, "Hồ sơ: Đơn vị đang chấm, hạn 10/12/2026.",
    ):  # fmt: skip
        assert said in words
