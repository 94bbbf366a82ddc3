"""Everybody says for themselves whether messages also come by mail."""

import pytest
from django.urls import reverse

from core.models import AuditEvent, Notification, OutgoingMail
from core.notifications import notify
from organisation import actions
from organisation.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("sent", "wanted"), [({}, False), ({"wants_mail": "on"}, True)])
def test_the_choice_is_kept_and_recorded(client, sent, wanted):
    person = make_person()
    client.force_login(person)

    answer = client.post(reverse("organisation:own-mail"), sent, follow=True)

    assert User.objects.get(pk=person.pk).wants_mail is wanted
    assert AuditEvent.objects.filter(kind="person.mail_chosen").count() == 1
    words = "Đã thôi gửi thư điện tử" if not wanted else "cũng đến qua thư điện tử"
    assert words in answer.content.decode()


def test_who_stopped_the_mail_still_gets_messages():
    person = actions.choose_mail(make_person(), False)

    notify("x", [person], text="Có việc")

    assert (Notification.objects.count(), OutgoingMail.objects.count()) == (1, 0)


def test_without_an_address_the_page_says_whom_to_ask(client):
    person = make_person()
    User.objects.filter(pk=person.pk).update(email="")
    client.force_login(person)

    page = client.get(reverse("organisation:own-mail")).content.decode()

    assert "chưa có địa chỉ thư điện tử" in page
