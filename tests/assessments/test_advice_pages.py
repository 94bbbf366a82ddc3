"""Pages and papers of the advice ledger."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import advice, appraised_scores
from assessments.advices import suggested
from assessments.documents.appraisals import appraisal_sheet
from assessments.models import Advice, Assessment, Round
from tests.access.following_rows import given_advice, old_advice
from tests.assessments.acting import put_into
from tests.assessments.appraisal_builders import (
    clear_vetoes,
    make_opened,
)
from tests.assessments.following_cases import key_of
from tests.assessments.test_advice import ANSWER, NOTE, WORDS, asked, give, judge, lower
from tests.factories import (
    make_board_head,
    make_editor,
    make_head,
)

pytestmark = pytest.mark.django_db


def test_a_reason_for_lost_points_becomes_advice_by_one_click(client):
    file, officer = make_opened()
    pk = lower(file, officer)
    file = Assessment.objects.select_related("appraisal").get(pk=file.pk)
    assert [row.criterion_id for row in suggested(file, [])] == [pk]
    client.force_login(officer)
    address = reverse("assessments:advice-take", args=[file.pk, pk])

    assert WORDS in client.get(reverse("assessments:advice", args=[file.pk])).content.decode()
    client.post(address)
    again = client.post(address, follow=True)

    row = file.advice.get()
    assert (row.text, row.criterion_key) == (WORDS, key_of(file, "II.1"))
    assert advice.NOT_SUGGESTED in again.content.decode()
    assert suggested(file, [row]) == []


def test_last_years_advice_opens_this_years_file(client):
    file, _officer, row = asked()
    client.force_login(make_editor(file.unit))

    sheet = client.get(file.get_absolute_url()).content.decode()
    home = client.get(reverse("home")).content.decode()

    year = file.round.year - 1
    assert f"Năm {year} đề nghị khắc phục 1 việc" in sheet
    assert sheet.index("đề nghị khắc phục 1 việc") < sheet.index("sheet-banner")
    assert f"Trả lời 1 việc năm {year} đề nghị khắc phục" in home
    assert row.text in sheet


def test_the_appraisal_paper_lists_old_advice_with_its_verdict_and_the_new():
    file, officer = make_opened()
    old = old_advice(file, officer, criterion_key=key_of(file))
    judge(file, old, officer, "partly", NOTE)
    give(file, officer, criterion_key=key_of(file, "II.1"))

    paper = appraisal_sheet(Assessment.objects.select_related("appraisal").get(pk=file.pk))

    assert paper["old_advice_heading"] == f"Việc năm {file.round.year - 1} đề nghị khắc phục"
    (line,) = paper["old_advice"]
    assert (line["place"], line["verdict"], line["note"]) == ("I.1", "Khắc phục một phần", NOTE)
    assert paper["new_advice"] == [{"place": "II.1", "text": WORDS}]


def test_the_paper_says_what_waits_for_a_verdict():
    file, officer = make_opened()
    old_advice(file, officer)

    paper = appraisal_sheet(Assessment.objects.select_related("appraisal").get(pk=file.pk))

    assert (paper["old_advice"][0]["place"], paper["old_advice"][0]["verdict"]) == (
        "", "Chưa đánh giá",
    )  # fmt: skip


def test_the_unit_reads_this_years_advice_only_with_its_result(client):
    file, officer = make_opened()
    given_advice(file, officer)
    client.force_login(make_head(file.unit))
    address = reverse("assessments:advice", args=[file.pk])

    assert "niêm yết chưa đủ" not in client.get(address).content.decode()
    put_into(file, "appraised")
    assert "niêm yết chưa đủ" in client.get(address).content.decode()


def test_answers_and_verdicts_by_the_pages(client):
    file, officer, row = asked()
    args = [file.pk, row.pk]
    client.force_login(make_editor(file.unit))

    short = client.post(
        reverse("assessments:advice-answer", args=args), {"text": "ít", "version": 3}
    )
    done = client.post(
        reverse("assessments:advice-answer", args=args), {"text": ANSWER, "version": 3}
    )
    client.force_login(officer)
    put_into(file, "submitted")
    stale = client.post(
        reverse("assessments:advice-judge", args=args), {"verdict": "done", "version": 3}
    )
    judged = client.post(
        reverse("assessments:advice-judge", args=args), {"verdict": "done", "version": 4}
    )

    assert [a.status_code for a in (short, done, stale, judged)] == [422, 302, 422, 302]
    assert 'value="4"' in stale.content.decode()
    row.refresh_from_db()
    assert row.state == "done"


def test_the_pages_of_the_one_who_gives(client):
    file, officer = make_opened()
    client.force_login(officer)
    key = key_of(file, "II.1")
    address = reverse("assessments:advice", args=[file.pk])

    offered = client.get(f"{address}?tieu_chi={key}").content.decode()
    refused = client.post(address, {"text": "ngắn"})
    client.post(address, {"text": WORDS, "criterion_key": key})
    row = file.advice.get()
    client.post(
        reverse("assessments:advice-change", args=[file.pk, row.pk]),
        {"text": "Viết lại cho rõ hơn.", "criterion_key": "", "version": 1},
    )
    row.refresh_from_db()
    client.post(reverse("assessments:advice-withdraw", args=[file.pk, row.pk]), {"version": 1})
    assert file.advice.exists()
    client.post(reverse("assessments:advice-withdraw", args=[file.pk, row.pk]), {"version": 2})

    assert f'value="{key}" selected' in offered
    assert refused.status_code == 422
    assert row.text == "Viết lại cho rõ hơn."
    assert not file.advice.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(client, rows, django_assert_num_queries):
    file, officer, row = asked()
    for number in range(rows - 1):
        Advice.objects.create(assessment=row.assessment, text=f"Việc {number}", given_by=officer)
    client.force_login(make_board_head(file.round.organiser))
    put_into(file, "submitted")
    address = reverse("assessments:advice", args=[file.pk])
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)


def test_advice_of_earlier_years_stays_readable(client):
    file, officer, row = asked()
    Round.objects.filter(pk=row.assessment.round_id).update(year=file.round.year - 3)
    long_ago = timezone.now() - dt.timedelta(days=800)
    Advice.objects.update(state="done", judged_at=long_ago, judged_by=officer)
    client.force_login(make_editor(file.unit))

    shown = client.get(reverse("assessments:advice", args=[file.pk])).content.decode()

    assert f"Năm {file.round.year - 3}: 1 việc" in shown
    assert "Năm trước không có việc phải khắc phục" in shown


def test_a_stale_change_keeps_what_was_typed_and_shows_what_stands(client):
    file, officer = make_opened()
    row = give(file, officer)
    advice.change(row, text="Bản của người khác.", by=officer)
    client.force_login(officer)
    address = reverse("assessments:advice-change", args=[file.pk, row.pk])

    shown = client.get(address).content.decode()
    stale = client.post(address, {"text": "Bản của tôi đây.", "version": 1}).content.decode()

    assert "Bản của người khác." in shown
    assert "Bản của người khác." in stale
    assert "Bản của tôi đây." in stale


def test_the_finish_page_says_which_answers_wait_for_a_verdict(client):
    file, officer = make_opened()
    old_advice(file, officer)
    clear_vetoes(file, officer)
    appraised_scores.accept_rest(file, by=officer)
    client.force_login(officer)

    shown = client.get(reverse("assessments:finish", args=[file.pk])).content.decode()

    assert "Còn 1 câu trả lời" in shown
