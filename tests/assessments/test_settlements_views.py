"""Screens of the result: the unit answers, the board settles, reconsiders, reopens."""

import pytest
from django.urls import reverse

from assessments.actions import settlements
from tests.assessments.appraisal_builders import (
    REASON,
    fresh,
    make_appraised,
    make_opened,
    make_submitted,
)
from tests.factories import make_board_head, make_editor, make_head, make_person

pytestmark = pytest.mark.django_db


def url(name, assessment):
    return reverse(f"assessments:{name}", args=[assessment.pk])


@pytest.fixture
def appraised(client):
    assessment, _officer = make_appraised()
    client.force_login(make_head(assessment.unit))
    return assessment


def test_unit_sees_both_results_and_the_form(client, appraised):
    page = client.get(url("feedback", appraised)).content.decode()

    assert "Kết quả thẩm định dự kiến" in page
    assert page.count("90,00") >= 2
    assert "Gửi ý kiến" in page


def test_editor_of_the_unit_reads_without_answering(client, appraised):
    client.force_login(make_editor(appraised.unit))

    assert "Gửi ý kiến" not in client.get(url("feedback", appraised)).content.decode()
    answer = client.post(url("feedback", appraised), {"answer": "agree", "version": 1})
    assert answer.status_code == 403


def test_unit_agrees(client, appraised):
    version = fresh(appraised).version

    page = client.post(
        url("feedback", appraised), {"answer": "agree", "version": version}, follow=True
    )

    assert "Thống nhất" in page.content.decode()
    assert appraised.feedback.get().is_agreed


def test_disagreement_without_words_is_refused_beside_the_box(client, appraised):
    version = fresh(appraised).version

    page = client.post(url("feedback", appraised), {"answer": "disagree", "version": version})

    assert page.status_code == 422
    assert "Ghi rõ nội dung không thống nhất" in page.content.decode()
    assert not appraised.feedback.exists()


def test_stale_answer_is_told_and_keeps_the_words(client, appraised):
    typed = {"answer": "disagree", "text": REASON, "version": 1}

    page = client.post(url("feedback", appraised), typed)

    assert page.status_code == 422
    assert "Có người vừa sửa" in page.content.decode()
    assert REASON in page.content.decode()


@pytest.mark.parametrize("make", [make_submitted, lambda: make_opened()[0]])
def test_unit_sees_no_result_before_the_appraisal_is_finished(client, make):
    assessment = make()
    client.force_login(make_head(assessment.unit))

    assert client.get(url("feedback", assessment)).url == url("detail", assessment)


def test_outsider_gets_404(client, appraised):
    client.force_login(make_person())

    for name in ("feedback", "settle", "reconsider", "reopen"):
        assert client.get(url(name, appraised)).status_code == 404


def test_board_head_settles_after_an_answer(client, appraised):
    settlements.give_feedback(appraised, is_agreed=True, by=make_head(appraised.unit))
    client.force_login(make_board_head(appraised.round.organiser))
    assert "Chốt 90,00 điểm" in client.get(url("settle", appraised)).content.decode()

    answer = client.post(url("settle", appraised), {"version": fresh(appraised).version})

    assert answer.url == url("appraisal", appraised)
    assert fresh(appraised).state == "settled"


def test_settling_against_the_unit_asks_for_a_note(client, appraised):
    settlements.give_feedback(appraised, is_agreed=False, text=REASON, by=make_head(appraised.unit))
    client.force_login(make_board_head(appraised.round.organiser))

    page = client.post(url("settle", appraised), {"version": fresh(appraised).version})

    assert page.status_code == 422
    assert "Đơn vị không thống nhất" in page.content.decode()
    assert fresh(appraised).state == "appraised"


def test_settling_early_is_refused_with_the_reason(client, appraised):
    client.force_login(make_board_head(appraised.round.organiser))

    page = client.get(url("settle", appraised))

    assert page.status_code == 403
    assert "còn thời gian phản hồi" in page.content.decode()


@pytest.mark.parametrize(("name", "state"), [("reconsider", "appraised"), ("reopen", "settled")])
def test_taking_up_again_asks_for_a_reason(client, appraised, name, state):
    board_head = make_board_head(appraised.round.organiser)
    if state == "settled":
        settlements.give_feedback(appraised, is_agreed=True, by=make_head(appraised.unit))
        settlements.settle(appraised, by=board_head)
    client.force_login(board_head)
    version = fresh(appraised).version

    assert client.get(url(name, appraised)).status_code == 200
    refused = client.post(url(name, appraised), {"reason": "ngắn", "version": version})
    assert refused.status_code == 422
    client.post(url(name, appraised), {"reason": REASON, "version": version})
    assert fresh(appraised).state == "submitted"


def test_result_page_takes_few_queries(client, appraised, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get(url("feedback", appraised))
