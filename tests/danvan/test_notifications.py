"""Messages: one's own only, marked as read when opened."""

import pytest
from django.urls import reverse

from core.models import Notification
from core.notifications import notify
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = make_person()
    client.force_login(user)
    return user


def send(user, url: str = "/cham-diem/") -> Notification:
    notify("x", [user], text="Hồ sơ được trả lại", url=url)
    return Notification.objects.latest("pk")


def test_the_list_shows_ones_own_messages(client, person):
    send(person)
    notify("x", [make_person()], text="Việc của người khác")

    page = client.get(reverse("notifications")).content.decode()

    assert "Hồ sơ được trả lại" in page
    assert "1 thông báo, 1 chưa đọc" in page
    assert "Việc của người khác" not in page


def test_an_empty_list_says_so(client, person):
    assert "Chưa có thông báo nào" in client.get(reverse("notifications")).content.decode()


def test_opening_marks_as_read_and_leads_on(client, person):
    message = send(person)

    answer = client.post(reverse("notification-open", args=[message.pk]))

    message.refresh_from_db()
    assert answer.url == "/cham-diem/"
    assert message.read_at


@pytest.mark.parametrize("url", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_a_message_never_leads_out_of_the_program(client, person, url):
    answer = client.post(reverse("notification-open", args=[send(person, url).pk]))

    assert answer.url == reverse("notifications")


def test_another_persons_message_cannot_be_opened(client, person):
    message = send(make_person())

    assert client.post(reverse("notification-open", args=[message.pk])).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_all_are_marked_as_read_at_once(client, person):
    other = send(make_person())
    for _ in range(3):
        send(person)

    client.post(reverse("notifications-read"))

    assert not person.notifications.filter(read_at=None).exists()
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("name", ["notifications-read"])
def test_reading_is_not_done_by_a_link(client, person, name):
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_list_takes_the_same_queries_for_any_number(
    client, person, django_assert_max_num_queries, count
):
    for _ in range(count):
        send(person)

    with django_assert_max_num_queries(12):
        client.get(reverse("notifications"))
