"""Both values after the hand-in: frozen, appraised, on paper."""

import pytest
from django.urls import reverse

from assessments.actions import appraisals, submissions
from assessments.contents import content_hash
from assessments.documents.appraisals import appraisal_sheet
from assessments.documents.sheets import self_assessment
from assessments.models import Assessment
from tests.assessments.acting import hand_in, score_of
from tests.assessments.appraisal_builders import officer_of
from tests.assessments.sourced_files import REASON, SUM, URL
from tests.assessments.sourced_scores.cases import page, refreshed, saved
from tests.factories import make_head

pytestmark = pytest.mark.django_db


# Handing in


def test_handing_in_freezes_both_values_and_the_reason(file, records):
    records.say("doi-thoai", 2)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    records.say("dung-han", 98, SUM)
    submission = hand_in(file)

    by_code = {row["code"]: row for row in submission.content["scores"]}
    assert by_code["II.1"]["corrections"] == {"p1": {"meetings": REASON}}
    assert by_code["II.1"]["corrected"] == [
        {"label": "Số cuộc đối thoại", "system": "2", "unit": "1", "reason": REASON}
    ]
    assert by_code["I.1"]["sourced"]["p1"]["numerator"]["working"] == SUM
    assert "sourced" not in by_code["II.2"]
    assert content_hash(submission.content) == submission.content_hash


def test_a_file_that_is_in_does_not_follow_the_records_any_more(client, file, records):
    records.say("doi-thoai", 2)
    hand_in(file)
    records.say("doi-thoai", 5)
    client.force_login(make_head(file.unit))

    assert "Số cuộc đối thoại: <strong>2</strong>" in page(client, file)
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 2}}


# The appraiser, and paper


@pytest.fixture
def opened(file, records):
    """The file with one correction, handed in and opened by its officer."""
    records.say("doi-thoai", 2, "Quý I 1 + II 1 = 2")
    records.say("ke-hoach", 1)
    refreshed(file)
    saved(file, "II.1", {"meetings": 1}, meetings=REASON)
    hand_in(file)
    officer = officer_of(file)
    appraisals.open_file(file, by=officer)
    return Assessment.objects.with_context().get(pk=file.pk), officer


def test_the_appraiser_sees_both_values_the_reason_and_a_chip(client, opened):
    file, officer = opened
    client.force_login(officer)

    html = client.get(reverse("assessments:appraisal", args=[file.pk])).content.decode()

    assert f"Đơn vị sửa, lý do: {REASON}" in html
    assert f'Số liệu trong năm: <strong>2</strong> (<a href="{URL}">Quý I 1 + II 1 = 2</a>)' in html
    assert 'data-filter-chip="corrected"' in html
    assert '<strong id="chip-corrected">1</strong>' in html


def test_the_reason_page_tells_it_too(client, opened):
    file, officer = opened
    client.force_login(officer)
    pk = score_of(file, "II.1").criterion_id

    html = client.get(reverse("assessments:why", args=[file.pk, pk])).content.decode()

    assert f"Đơn vị sửa, lý do: {REASON}" in html
    assert "Lý do sửa: Số cuộc đối thoại" in html  # in the history


def test_papers_hold_both_values_and_the_reason(opened):
    file, _officer = opened
    sentence = f"số liệu trong năm là 2, đơn vị sửa thành 1. Lý do: {REASON}"
    submission = file.submissions.get()

    own = self_assessment(file, submission.content, submission)
    theirs = appraisal_sheet(file)

    assert any(sentence in row["explanation"] for group in own["groups"] for row in group["rows"])
    assert any(sentence in row["basis"] for group in theirs["groups"] for row in group["rows"])


# What it costs


def test_supplement_hand_in_freezes_what_the_records_say_then(file, records):
    records.say("doi-thoai", 1)
    first = hand_in(file)
    submissions.recall(file, by=make_head(file.unit))
    records.say("doi-thoai", 2)

    second = hand_in(file)

    facts = [{r["code"]: r["facts"] for r in s.content["scores"]}["II.1"] for s in (first, second)]
    assert facts == [{"p1": {"meetings": 1}}, {"p1": {"meetings": 2}}]


def test_what_the_unit_may_not_correct_stays_as_it_was_handed_in(client, file, records, editor):
    """A supplement of one criterion: the others are locked, for the records of the year as well."""
    saved(file, "II.1", {"meetings": 1})
    hand_in(file)
    officer = officer_of(file)
    appraisals.open_file(file, by=officer)
    asked = [score_of(file, "I.1").criterion_id]
    appraisals.send_back(file, reason="Thiếu danh sách kèm theo", criteria=asked, by=officer)
    records.say("doi-thoai", 2)
    records.say("dung-han", 40)

    assert "Trước đó đơn vị nhập: 1" not in page(client, file)
    assert score_of(file, "II.1").facts == {"p1": {"meetings": 1}}
    assert score_of(file, "I.1").facts["p1"]["numerator"] == 40

    rows = {row["code"]: row["facts"] for row in hand_in(file).content["scores"]}
    assert rows["II.1"] == {"p1": {"meetings": 1}}


def test_the_appraiser_saves_a_criterion_that_the_records_filled(client, opened):
    file, officer = opened
    client.force_login(officer)
    row = file.appraisal.scores.get(criterion__code="II.1")
    address = reverse("assessments:appraised-save", args=[file.pk, row.criterion_id])
    typed = {"version": row.version, "p1.meetings": "0", "reason": "Sổ họp chỉ có một buổi."}

    answer = client.post(address, typed, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    row.refresh_from_db()
    assert (row.points, row.reason) == (0, "Sổ họp chỉ có một buổi.")
