"""Phiếu thẩm định: the values of the paper, and one printed page."""

from datetime import date

import pytest

from assessments.actions import appraisals, appraised_scores
from assessments.documents.appraisals import appraisal_sheet
from core.pdf import render_pdf
from tests.assessments.appraisal_builders import (
    REASON,
    clear_vetoes,
    criterion_pk,
    fresh,
    make_appraised,
    make_opened,
)
from tests.factories import make_letterhead, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lowered():
    """A finished appraisal that took 10 points from I.1."""
    assessment, officer = make_opened()
    facts = {"p1": {"numerator": 90, "denominator": 100}}
    judgement = appraised_scores.Judgement(facts, reason=REASON)
    pk = criterion_pk(assessment, "I.1")
    appraised_scores.decide_score(assessment.pk, pk, judgement, by=officer)
    clear_vetoes(assessment, officer)
    appraised_scores.accept_rest(assessment, by=officer)
    appraisals.finish(assessment, conclusion="Đủ điều kiện.", by=officer)
    return fresh(assessment)


def test_rows_hold_both_sides_and_the_reason(lowered):
    row = appraisal_sheet(lowered)["groups"][0]["rows"][0]

    assert (row["self"], row["appraised"], row["difference"]) == ("40,00", "30,00", "−10,00")
    assert row["basis"] == "90/100 = 90,00 % → 30,00"
    assert row["reason"] == REASON


def test_a_bonus_that_nobody_claims_has_no_grounds():
    assessment, officer = make_opened(complete=True)
    appraised_scores.accept_rest(assessment, by=officer)
    bonus = assessment.appraisal.scores.filter(criterion__group__is_bonus=True)
    bonus.update(facts={}, points=None, working=["Chưa chấm, còn thiếu: Số trường hợp."])

    groups = appraisal_sheet(fresh(assessment))["groups"]

    assert {(row["appraised"], row["basis"]) for row in groups[-1]["rows"]} == {("", "")}


def test_totals_and_class_are_those_frozen(lowered):
    paper = appraisal_sheet(lowered)

    assert paper["totals"][0]["appraised"] == "80,00"
    assert paper["class_result"] == lowered.appraised_class
    assert paper["conclusion"] == "Đủ điều kiện."
    assert not paper["draft"]


def test_paper_of_an_unfinished_appraisal_is_a_draft():
    assessment, _officer = make_opened()

    paper = appraisal_sheet(assessment)

    assert paper["draft"]
    answers = {veto["code"]: veto["answer"] for veto in paper["vetoes"]}
    assert (answers["L1"], answers["L2"]) == ("Chưa xem xét", "Không")


def test_board_letterhead_heads_the_paper():
    assessment, _officer = make_appraised()
    board = make_unit(assessment.round.organiser, "body", "Ban Dân vận Huyện uỷ")
    make_letterhead(board, parent_line="HUYỆN UỶ YÊN THẾ", issuer_line="BAN DÂN VẬN")

    paper = appraisal_sheet(assessment)

    assert paper["heading"]["issuer"] == "BAN DÂN VẬN"
    assert paper["dateline"].startswith("Yên Thế, ngày")


def test_without_letterhead_the_organiser_heads_the_paper():
    assessment, _officer = make_appraised()

    paper = appraisal_sheet(assessment)

    assert paper["heading"]["issuer"] == "HUYỆN UỶ YÊN THẾ"
    assert paper["dateline"] == ""


def test_letterhead_of_an_assessed_unit_is_not_the_boards():
    assessment, _officer = make_appraised()
    make_letterhead(assessment.unit, issuer_line="ĐẢNG UỶ XÃ", valid_from=date(2026, 1, 1))

    assert appraisal_sheet(assessment)["heading"]["issuer"] == "HUYỆN UỶ YÊN THẾ"


def test_paper_prints(lowered):
    pdf = render_pdf("assessments/documents/appraisal_sheet.html", appraisal_sheet(lowered))

    assert pdf.startswith(b"%PDF")
