"""A registration is handed in as its confirmation page said."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from recognition.models import ModelRegistration, UnitRegistration
from tests.factories import make_assessment, make_head, make_model, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> UnitRegistration:
    row = make_registration(make_assessment(), title_sought="Xếp loại Tốt")
    make_model(row, "Thắp sáng đường quê")
    return row


@pytest.fixture
def head(client, row):
    person = make_head(row.unit)
    client.force_login(person)
    return person


def address(row) -> str:
    return reverse("recognition:registration-submit", args=[row.pk])


def opened(client, row) -> dict[str, str]:
    """The form of the page."""
    html = client.get(address(row)).content.decode()
    return {"shown": re.search(r'name="shown" value="([^"]*)"', html)[1]}


def state(row) -> str:
    return UnitRegistration.objects.get(pk=row.pk).state


def test_what_was_confirmed_is_handed_in(client, row, head):
    client.post(address(row), opened(client, row))

    assert state(row) == "submitted"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda row: make_model(row, "Dân vận số"), "Mô hình “Dân vận số”"),
        (lambda row: row.model_registrations.all().delete(), "không có"),
        (lambda row: row.model_registrations.update(version=2), "số liệu nguồn đã đổi"),
        (lambda row: UnitRegistration.objects.update(pledge="Làm đến nơi."), "Làm đến nơi."),
        (lambda row: UnitRegistration.objects.update(title_sought="Khá"), "Nay: Khá"),
        (lambda row: UnitRegistration.objects.update(due_on=timezone.localdate() + timedelta(99)),
         "còn trong hạn"),
    ],
)  # fmt: skip
def test_what_changed_meanwhile_is_looked_at_first(client, row, head, change, told):
    form = opened(client, row)
    change(row)

    answer = client.post(address(row), form)

    assert answer.status_code == 409
    assert "vừa thay đổi sau khi đồng chí mở trang này" in answer.content.decode()
    assert told in answer.content.decode()
    assert state(row) == "draft"


def test_it_became_late_at_midnight(client, row):
    day = timezone.localdate()
    UnitRegistration.objects.update(due_on=day)
    head = make_head(row.unit)
    client.force_login(head)
    form = opened(client, row)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        client.force_login(head)
        answer = client.post(address(row), form)

    assert answer.status_code == 409
    assert "đã quá hạn" in answer.content.decode()


def test_a_second_hand_in_of_a_returned_one_has_no_deadline_left(client, row, head):
    now = timezone.now()
    UnitRegistration.objects.update(
        first_submitted_at=now,
        submitted_at=now,
        submitted_by=head,
        state="returned",
        decision_note="Ghi rõ số hộ.",
    )
    form = opened(client, row)
    UnitRegistration.objects.update(due_on=timezone.localdate() - timedelta(days=9))

    client.post(address(row), form)

    assert state(row) == "submitted"


def test_the_page_shown_again_hands_in_what_it_says(client, row, head):
    form = opened(client, row)
    ModelRegistration.objects.update(name="Thắp sáng ngõ xóm")
    again = client.post(address(row), form).content.decode()
    form = {"shown": re.search(r'name="shown" value="([^"]*)"', again)[1]}

    client.post(address(row), form)

    assert state(row) == "submitted"
