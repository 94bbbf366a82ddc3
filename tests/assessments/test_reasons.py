"""Why a figure is what it is, and the history of a file: rule, facts, arithmetic, who and why."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.actions import appraised_scores, settlements
from assessments.presenters.histories import spelt
from assessments.workflow import AssessmentState, Outcome
from core.event_words import declared_kinds
from tests.assessments.appraisal_builders import (
    REASON,
    criterion_pk,
    make_appraised,
    make_opened,
    make_submitted,
)
from tests.factories import make_board_head, make_head, make_officer, make_person

pytestmark = pytest.mark.django_db


def why(client, assessment, code="I.1", **headers):
    return client.get(
        reverse("assessments:why", args=[assessment.pk, criterion_pk(assessment, code)]),
        headers=headers,
    )


@pytest.fixture
def lowered(client):
    """An opened file whose I.1 went from 40 to 30 points, seen by its officer."""
    assessment, officer = make_opened()
    judgement = appraised_scores.Judgement(
        {"p1": {"numerator": 90, "denominator": 100}}, reason=REASON
    )
    pk = criterion_pk(assessment, "I.1")
    appraised_scores.decide_score(assessment.pk, pk, judgement, by=officer)
    client.force_login(officer)
    return assessment


def test_why_shows_rule_arithmetic_change_and_reason(client, lowered):
    page = why(client, lowered).content.decode()

    assert "Hồ sơ đúng hạn / Tổng số hồ sơ: từ 98 % trở lên: 40,00" in page
    assert "98/100 = 98,00 % → 40,00" in page
    assert "90/100 = 90,00 % → 30,00" in page
    assert "−10,00" in page
    assert f"Lý do: {REASON}" in page


def test_why_names_who_agreed_to_the_rest(client):
    assessment, officer = make_opened()
    appraised_scores.accept_rest(assessment, by=officer)
    client.force_login(officer)

    page = why(client, assessment).content.decode()

    assert "Đồng ý với điểm tự chấm của các tiêu chí còn lại" in page
    assert str(officer) in page


def test_why_answers_htmx_with_a_fragment(client, lowered):
    page = why(client, lowered, **{"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "Quy tắc" in page


def test_unit_sees_the_appraised_side_only_with_the_result(client, lowered):
    client.force_login(make_head(lowered.unit))
    assert REASON not in why(client, lowered).content.decode()

    assessment, _officer = make_appraised()
    client.force_login(make_head(assessment.unit))
    assert "Thẩm định" in why(client, assessment).content.decode()


def test_why_of_a_foreign_file_or_criterion_is_404(client, lowered):
    other = make_submitted()
    client.force_login(lowered.opened_by)

    assert why(client, other).status_code == 404
    address = reverse("assessments:why", args=[lowered.pk, criterion_pk(other, "I.1")])
    assert client.get(address).status_code == 404


def test_why_takes_few_queries(client, lowered, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):  # three of them for findings, advice and mandates
        why(client, lowered)


def test_history_tells_in_words_what_happened(client):
    assessment, officer = make_appraised()
    settlements.give_feedback(
        assessment, is_agreed=False, text=REASON, by=make_head(assessment.unit)
    )
    settlements.reconsider(assessment, reason=REASON, by=officer)
    client.force_login(officer)

    page = client.get(reverse("assessments:history", args=[assessment.pk])).content.decode()

    assert "Xem xét lại kết quả thẩm định" in page
    assert "không thống nhất" in page
    assert "Đã có kết quả dự kiến" in page
    assert not re.search(r"assessment\.|appraised_score\.|submitted", page)


def test_history_hides_the_appraisal_from_the_unit_until_the_result(client, lowered):
    client.force_login(make_head(lowered.unit))

    page = client.get(reverse("assessments:history", args=[lowered.pk])).content.decode()

    assert "Mở hồ sơ để thẩm định" in page
    assert "Thẩm định điểm" not in page


@pytest.mark.parametrize("name", ["history", "why"])
def test_outsiders_get_404_and_visitors_the_login(client, lowered, name):
    args = [lowered.pk] + ([criterion_pk(lowered, "I.1")] if name == "why" else [])
    address = reverse(f"assessments:{name}", args=args)

    client.force_login(make_person())
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_history_is_paged_and_its_queries_do_not_grow(client, django_assert_max_num_queries):
    assessment, officer = make_opened(complete=True)
    client.force_login(make_board_head(assessment.round.organiser))
    appraised_scores.accept_rest(assessment, by=officer)

    with django_assert_max_num_queries(17):  # one of them for mandates
        client.get(reverse("assessments:history", args=[assessment.pk]))


def test_other_officers_of_the_board_may_read(client, lowered):
    client.force_login(make_officer(lowered.round.organiser))

    assert REASON in why(client, lowered).content.decode()


# Words for everything that is recorded

ACTIONS = Path(settings.BASE_DIR) / "assessments" / "actions"
KIND = re.compile(r'"((?:[a-z_]+)\.(?:[a-z_]+))"')


@pytest.mark.parametrize("module", sorted(ACTIONS.glob("*.py")), ids=lambda path: path.stem)
def test_every_event_that_an_action_records_has_words(module):
    recorded = set(KIND.findall(module.read_text(encoding="utf-8")))

    assert recorded <= declared_kinds()


@pytest.mark.parametrize("state", AssessmentState)
def test_states_are_spelt_with_their_labels(state):
    assert spelt(state.value) == spelt({"state": state.value}) == state.label


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("2026-11-22", "22/11/2026"),
        ("some_code", ""),
        ({"hash": "abc", "receipt": "TCD-1"}, "biên nhận TCD-1"),
        ({"total": "90.00", "class": "Tốt"}, "90,00 điểm; mức Tốt"),
        ({"outcome": Outcome.RECOGNISED}, "Được công nhận"),
        ({"found": False}, "không vi phạm"),
    ],
)
def test_recorded_values_are_spelt_without_codes(value, words):
    assert spelt(value) == words
