"""A mandate to type for a unit covers its answers to advice, marked as entered on its behalf."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.actions import mandates
from assessments.documents.appraisals import appraisal_sheet
from assessments.models import Assessment
from assessments.permissions.following import can_answer_advice, can_judge_advice
from tests.access.following_rows import old_advice
from tests.assessments.acting import put_into
from tests.assessments.appraisal_builders import make_opened
from tests.assessments.test_advice import ANSWER, answer, asked, judge
from tests.factories import make_board_head, make_editor, make_officer

pytestmark = pytest.mark.django_db
REASON = "Cán bộ của xã nghỉ thai sản, chưa có người thay."


@pytest.fixture
def given():
    """A file, its advice, and somebody of the board who types for the unit."""
    file, _officer, row = asked()
    person = make_officer(file.round.organiser)
    mandate = mandates.grant(file, person, reason=REASON, by=make_board_head(file.round.organiser))
    return file, row, person, mandate


def test_the_holder_answers_and_every_page_says_so(client, given):
    file, row, person, _mandate = given
    client.force_login(person)
    address = reverse("assessments:advice-answer", args=[file.pk, row.pk])
    listed = client.get(reverse("assessments:advice", args=[file.pk])).content.decode()

    client.post(address, {"text": ANSWER, "version": row.version})

    row.refresh_from_db()
    assert address in listed
    assert (row.answer, row.answered_by, row.entered_on_behalf) == (ANSWER, person, True)
    client.force_login(make_editor(file.unit))
    for page in (reverse("assessments:advice", args=[file.pk]), file.get_absolute_url()):
        assert f"Đơn vị ({person} nhập thay)" in client.get(page).content.decode()


def test_the_appraisal_paper_says_so():
    file, officer = make_opened()
    row = old_advice(file, officer, entered_on_behalf=True)

    paper = appraisal_sheet(Assessment.objects.select_related("appraisal").get(pk=file.pk))

    assert paper["old_advice"][0]["answer"] == f"{row.answer} – Đơn vị ({officer} nhập thay)"


def test_the_units_own_answer_afterwards_is_its_own(given):
    file, row, person, _mandate = given
    row = answer(file, row, person)

    row = answer(file, row, make_editor(file.unit), version=row.version)

    assert row.entered_on_behalf is False


def test_the_holder_never_judges_what_was_answered(given):
    file, row, person, _mandate = given
    answer(file, row, person)

    row.refresh_from_db()
    assert not can_judge_advice(person, file, row)
    with pytest.raises(PermissionDenied):
        judge(file, row, person)


def test_an_ended_mandate_covers_nothing(client, given):
    file, row, person, mandate = given
    mandates.end(mandate, by=mandate.granted_by)
    client.force_login(person)

    assert not can_answer_advice(person, file)
    with pytest.raises(PermissionDenied):
        answer(file, row, person)


def test_a_mandate_for_another_unit_covers_nothing(given):
    _file, _row, person, _mandate = given
    other, _officer, theirs = asked()

    assert "người được giao nhập thay" in can_answer_advice(person, other).reason
    with pytest.raises(PermissionDenied):
        answer(other, theirs, person)


@pytest.mark.parametrize("state", ["submitted", "appraised", "settled", "proposed", "closed"])
def test_nobody_answers_in_a_file_that_is_not_the_units(given, state):
    file, row, person, _mandate = given
    put_into(file, state)

    with pytest.raises(PermissionDenied):
        answer(file, row, person)
