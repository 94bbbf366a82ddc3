"""The unit's papers: what they say, from which content."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import submissions
from assessments.contents import content_of
from assessments.documents import sheets as documents
from assessments.score_rows import score_rows
from core.pdf import PdfError
from tests.assessments.acting import fill, hand_in
from tests.assessments.appraisal_builders import make_opened
from tests.factories import (
    make_assessment,
    make_board_head,
    make_editor,
    make_head,
    make_letterhead,
    make_unit,
)
from tests.paper.reading import text

pytestmark = pytest.mark.django_db


def draft(assessment):
    return documents.self_assessment(assessment, content_of(assessment, score_rows(assessment)))


def test_draft_is_marked_and_has_no_receipt():
    paper = draft(make_assessment())

    assert (paper["draft"], paper["receipt"]) == (True, None)


def test_handed_in_paper_carries_the_receipt():
    assessment = make_assessment()
    receipt = hand_in(assessment)

    paper = documents.self_assessment(assessment, receipt.content, receipt)

    assert paper["draft"] is False
    assert paper["receipt"]["number"] == receipt.receipt_number
    assert paper["receipt"]["hash"] == receipt.content_hash


def test_rows_show_facts_arithmetic_and_words():
    assessment = make_assessment()
    fill(assessment, "I.1", numerator=98, denominator=100, explanation="Theo sổ một cửa")

    row = draft(assessment)["groups"][0]["rows"][0]

    assert row["explanation"].splitlines() == [
        "Hồ sơ đúng hạn: 98; Tổng số hồ sơ: 100",
        "98/100 = 98,00 % → 40,00",
        "Theo sổ một cửa",
    ]
    assert row["self"] == "40,00"


def test_not_scored_is_blank_and_not_arisen_is_named():
    assessment = make_assessment()
    fill(assessment, "II.2", not_applicable=True, explanation="Không có hội nghị")

    groups = draft(assessment)["groups"]

    assert groups[0]["rows"][0]["self"] == ""
    assert groups[1]["rows"][1]["self"] == "KPS"
    assert groups[1]["rows"][1]["explanation"] == "Không phát sinh. Không có hội nghị"


def test_a_bonus_that_nobody_claims_says_nothing():
    groups = draft(make_assessment(complete=True))["groups"]

    assert {row["explanation"] for row in groups[-1]["rows"]} == {""}
    assert groups[0]["rows"][0]["explanation"] == "Chưa chấm."


def test_total_is_that_of_the_content():
    assessment = make_assessment()
    fill(assessment, "I.2", answer=True)

    assert draft(assessment)["totals"][0]["self"] == "20,00"


def test_own_letterhead_heads_the_paper():
    assessment = make_assessment()
    make_letterhead(assessment.unit, issuer_line="ĐẢNG UỶ XÃ ĐỒNG TÂM", place="Đồng Tâm")

    paper = draft(assessment)

    assert paper["heading"]["issuer"] == "ĐẢNG UỶ XÃ ĐỒNG TÂM"
    assert paper["dateline"].startswith("Đồng Tâm, ngày ")


def test_evidence_index_names_links_and_pages():
    content = content_of(assessment := make_assessment(), score_rows(assessment))
    content["evidence"] = [
        {"code": "MC01", "title": "Bài viết", "url": "https://example.org/1", "pages": "3-5",
         "reference_number": "12-KH/ĐU", "dated_on": "2026-03-05", "issuer": "Đảng uỷ",
         "page_count": None, "sha256": "", "criteria": ["I.1", "II.2"]},
    ]  # fmt: skip

    [item] = documents.evidence_index(assessment, content)["items"]

    assert item["abstract"] == "Bài viết; https://example.org/1; trang 3-5"
    assert (item["date"], item["criteria"]) == ("05/3/2026", "I.1, II.2")


@pytest.mark.parametrize(
    ("kind", "words"), [("tu-cham", "BẢN TỰ CHẤM ĐIỂM"), ("minh-chung", "DANH MỤC MINH CHỨNG")]
)
def test_papers_are_printed(client, kind, words):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    answer = client.get(reverse("assessments:paper", args=[assessment.pk, kind]))

    assert answer["Content-Type"] == "application/pdf"
    assert words in text(answer.content)


def test_earlier_hand_in_is_printed_as_it_was(client):
    assessment = make_assessment()
    head = make_head(assessment.unit)
    fill(assessment, "I.2", answer=True)
    receipt = hand_in(assessment, by=head)
    submissions.recall(assessment, by=head)
    fill(assessment, "I.2", answer=False)
    client.force_login(head)

    answer = client.get(reverse("assessments:paper", args=[assessment.pk, "tu-cham"]) + "?lan=1")

    printed = text(answer.content)
    assert receipt.total == Decimal(20)
    assert receipt.content_hash in printed.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("address", ["khac/", "tu-cham/?lan=9", "tu-cham/?lan=abc", "tham-dinh/"])
def test_unknown_papers_are_not_found(client, address):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))
    base = reverse("assessments:paper", args=[assessment.pk, "tu-cham"]).removesuffix("tu-cham/")

    assert client.get(base + address).status_code == 404


def test_failed_printing_is_said_in_words(client, monkeypatch):
    assessment = make_assessment()
    client.force_login(make_editor(assessment.unit))

    def fail(*args):
        raise PdfError("no memory")

    monkeypatch.setattr("core.downloads.render_pdf", fail)
    answer = client.get(reverse("assessments:paper", args=[assessment.pk, "tu-cham"]))

    assert answer.status_code == 503
    assert "Máy chủ chưa tạo được tệp PDF" in answer.content.decode()


def test_other_unit_gets_no_paper(client):
    assessment = make_assessment()
    hand_in(assessment)
    client.force_login(make_head(make_unit(assessment.round.organiser)))

    address = reverse("assessments:paper", args=[assessment.pk, "tu-cham"])

    assert client.get(address).status_code == 404


def test_appraisal_sheet_is_printed_for_the_board_only_until_a_result_is_out(client):
    opened, _officer = make_opened()
    address = reverse("assessments:paper", args=[opened.pk, "tham-dinh"])

    client.force_login(make_board_head(opened.round.organiser))
    printed = client.get(address)
    client.force_login(make_head(opened.unit))
    hidden = client.get(address)

    assert "PHIẾU THẨM ĐỊNH" in text(printed.content)
    assert hidden.status_code == 404
