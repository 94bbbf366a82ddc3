"""The records change between the confirmation page and the click: nothing is handed in unseen."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.actions import scores, submissions
from assessments.confirmations import sheet_statement
from assessments.models import Submission
from assessments.score_rows import score_rows
from core.confirmations import OtherThanShown, unseal
from core.models import AuditEvent
from criteria.definitions import definition_of
from tests.assessments.acting import fill
from tests.assessments.sourced_files import make_sourced_file, registered
from tests.factories import make_editor, make_head

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "Quý I 1 = 1", "Quý I 1 + II 1 = 2"


@pytest.fixture
def records(monkeypatch):
    return registered(monkeypatch)


@pytest.fixture
def file(records):
    records.say("doi-thoai", 1, BEFORE)
    return make_sourced_file()


@pytest.fixture
def head(client, file):
    """The head at the confirmation page."""
    person = make_head(file.unit)
    client.force_login(person)
    return person


def address(file) -> str:
    return reverse("assessments:submit", args=[file.pk])


def form_of(html: str) -> dict[str, str]:
    """The hidden fields that the page's form sends."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    return {name: value for name, value in hidden if name in ("key", "version", "shown")}


def opened(client, file) -> dict[str, str]:
    return form_of(client.get(address(file)).content.decode())


def test_what_was_confirmed_is_handed_in(client, file, head):
    answer = client.post(address(file), opened(client, file))

    assert answer.url == Submission.objects.get().get_absolute_url()


def test_a_figure_that_changed_meanwhile_is_shown_first(client, file, head, records):
    form = opened(client, file)
    records.say("doi-thoai", 2, AFTER)

    answer = client.post(address(file), form)
    html = answer.content.decode()

    assert answer.status_code == 409
    assert not Submission.objects.exists()
    assert "số liệu của bản tự chấm điểm vừa thay đổi" in html
    assert BEFORE in html
    assert AFTER in html
    assert not AuditEvent.objects.filter(kind="assessment.submitted").exists()


def test_the_page_shown_again_hands_in_what_it_says(client, file, head, records):
    form = opened(client, file)
    records.say("doi-thoai", 2, AFTER)
    again = form_of(client.post(address(file), form).content.decode())

    answer = client.post(address(file), again)

    assert answer.url == Submission.objects.get().get_absolute_url()


def test_it_is_told_although_somebody_has_opened_the_sheet_meanwhile(client, file, head, records):
    """Whoever opens the sheet stores what the records say; the page open here is older."""
    form = opened(client, file)
    records.say("doi-thoai", 2, AFTER)
    scores.refresh_measures(file, by=make_editor(file.unit))

    answer = client.post(address(file), form)

    assert answer.status_code == 409
    assert BEFORE in answer.content.decode()


def test_points_that_stay_do_not_hide_other_figures(client, file, head, records):
    """Eight dialogues or nine give the same points: the figures are others all the same."""
    records.say("doi-thoai", 8, "Quý I 8 = 8")
    form = opened(client, file)
    records.say("doi-thoai", 9, "Quý I 9 = 9")

    answer = client.post(address(file), form)

    assert answer.status_code == 409
    assert "Quý I 8 = 8" in answer.content.decode()
    assert "Quý I 9 = 9" in answer.content.decode()


def test_who_has_edited_and_what_the_points_were_stand_together(client, file, head):
    form, editor = opened(client, file), make_editor(file.unit)
    fill(file, "I.2", by=editor, answer=True)

    answer = client.post(address(file), form)
    html = answer.content.decode()

    assert answer.status_code == 409
    assert f"{editor}: Đơn vị chấm điểm (I.2. Tiêu chí I.2)" in html
    assert "Nay: 20,00 điểm" in html


def test_a_form_that_was_tampered_with_is_shown_again(client, file, head):
    form = opened(client, file) | {"shown": "x"}

    answer = client.post(address(file), form)

    assert answer.status_code == 409
    assert not Submission.objects.exists()


def test_the_action_asks_by_itself(file, head, records):
    seen = sheet_statement(file, definition_of(file.criteria_set), score_rows(file))

    with pytest.raises(OtherThanShown):
        submissions.submit(file, key=uuid4(), version=None, seen=seen, by=head)

    assert not Submission.objects.exists()
    assert not AuditEvent.objects.filter(kind="assessment.submitted").exists()


def test_the_statement_names_total_class_points_and_working(client, file, head):
    said = unseal(opened(client, file)["shown"])

    assert said["Tổng điểm tự chấm"].words.startswith("10,00 điểm")
    assert BEFORE in said["II.1. Tiêu chí II.1"].words
