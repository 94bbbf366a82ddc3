"""A set of 90 points that the unit scores and 10 that only its superior gives, to the papers."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.actions import appraisals, appraised_scores, settlements
from assessments.appraisal_rows import AppraisalSheet
from assessments.completeness import floors_at_risk, floors_missed
from assessments.documents import appraisals as appraisal_documents
from assessments.documents import sheets as documents
from assessments.models import Assessment
from assessments.presenters.sheet import Sheet
from assessments.score_rows import score_rows
from tests.assessments.acting import fill, hand_in
from tests.assessments.appraisal_builders import clear_vetoes, fresh, make_reports, officer_of
from tests.assessments.conditional_files import decide, make_file, ninety_document
from tests.factories import make_editor, make_head

pytestmark = pytest.mark.django_db


def filled(policy="full", **changes):
    """A sheet with 80 of its 90 points unless changed: 20 for each criterion."""
    assessment = make_file(ninety_document(policy))
    fill(assessment, "I.1", numerator=95, denominator=100)
    fill(assessment, "I.2", answer=True)
    fill(assessment, "II.1", meetings=2)
    fill(assessment, "II.2", **(changes or {"answer": True}))
    return assessment


def sheet_of(assessment):
    return Sheet(assessment, score_rows(assessment))


def appraised_file(points="8"):
    """Handed in with 80 points, agreed to, with so many points of the superior's own."""
    assessment = filled()
    make_reports(assessment)
    head = make_head(assessment.unit)
    Assessment.objects.filter(pk=assessment.pk).update(
        registered_on=assessment.round.registration_due
    )
    hand_in(assessment, by=head)
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)
    clear_vetoes(fresh(assessment), officer)
    decide(fresh(assessment), "III.1", officer, points=points)
    appraised_scores.accept_rest(fresh(assessment), by=officer)
    return fresh(assessment), officer


def test_the_units_total_stands_against_what_it_can_score():
    totals = sheet_of(filled()).totals_values()

    assert (totals["total"], totals["maximum"], totals["by_appraiser"]) == (
        "80,00",
        "90,00",
        "10,00",
    )
    assert totals["class_name"] == "Tốt"
    assert totals["next_class"] == "Được đủ điểm cơ quan thẩm định chấm thì đến mức Xuất sắc."


def test_a_group_that_only_the_superior_scores_holds_no_class_back():
    sheet = sheet_of(filled())

    assert sheet.result.reached.reasons == ()
    assert floors_missed(sheet.definition, sheet.result.totals) == []
    assert floors_at_risk(sheet.definition, sheet.result.totals) == []


def test_a_reduced_scale_is_reduced_within_the_units_part():
    totals = sheet_of(filled("reduce", not_applicable=True, explanation="Không có")).totals_values()

    assert (totals["total"], totals["maximum"]) == ("77,14", "90,00")
    assert totals["scale"] == "60,00/70,00 điểm, quy về thang 90,00"


def test_the_page_says_which_points_are_not_the_units(client):
    assessment = filled()
    client.force_login(make_editor(assessment.unit))

    html = client.get(reverse("assessments:detail", args=[assessment.pk])).content.decode()

    assert "chưa kể 10,00 điểm cơ quan thẩm định chấm" in html
    assert "Cơ quan thẩm định chấm 10,00 điểm" in html
    assert "Đã chấm 4/4 tiêu chí" in html


def test_the_confirmation_names_the_scale(client):
    assessment = filled()
    client.force_login(make_head(assessment.unit))

    html = client.get(reverse("assessments:submit", args=[assessment.pk])).content.decode()

    assert "trên thang 90,00; 10,00 điểm do cơ quan thẩm định chấm" in html


def test_the_units_paper_says_what_is_still_to_come():
    assessment = filled()
    submission = hand_in(assessment)

    paper = documents.self_assessment(assessment, submission.content, submission)

    assert paper["totals"][0] | {"label": ""} == {
        "label": "", "max": "100,00", "self": "80,00", "appraised": "",
    }  # fmt: skip
    assert paper["class_forecast"] == "Tốt"
    assert paper["class_note"] == (
        "Đơn vị tự chấm trên thang 90,00 điểm; 10,00 điểm còn lại do cơ quan thẩm định chấm."
        " Được đủ số điểm này thì đạt mức Xuất sắc."
    )


def test_the_difference_leaves_out_what_the_unit_does_not_score(client):
    assessment, officer = appraised_file()
    client.force_login(officer)

    html = client.get(reverse("assessments:appraisal", args=[assessment.pk])).content.decode()
    paper = appraisal_documents.appraisal_sheet(assessment)

    assert AppraisalSheet.of(assessment).result().totals.total == Decimal(88)
    assert 'Chênh <strong class="points">0,00</strong>' in html
    assert "chưa kể 10,00 điểm đơn vị không tự chấm" in html
    assert paper["totals"][0]["difference"] == ""
    assert paper["groups"][2]["difference"] == ""
    (note,) = paper["scale_notes"]
    assert note.startswith("Đơn vị tự chấm trên thang 90,00 điểm.")
    assert "thêm 8,00/10,00 điểm" in note


def test_the_result_shown_to_the_unit_compares_like_with_like(client):
    assessment, officer = appraised_file()
    appraisals.finish(assessment, by=officer)
    head = make_head(assessment.unit)
    client.force_login(head)

    page = client.get(reverse("assessments:feedback", args=[assessment.pk]))
    settlements.give_feedback(fresh(assessment), is_agreed=True, by=head)

    assert page.context["gap"] == "0,00"
    assert page.context["groups"][2]["gap"] == "0,00"
    assert fresh(assessment).appraised_total == Decimal(88)
