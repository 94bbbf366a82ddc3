"""A form with a key: what counts as the same form, and what its second arrival gets."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import NotebookEntry
from core import sendings
from core.models import AuditEvent, Sending
from core.sendings import Arriving, SentBefore
from organisation.models import User
from tests.assessments.following_cases import followed_file
from tests.factories import make_board_head, make_district, make_editor, make_person

pytestmark = pytest.mark.django_db
KEY = "0f" * 16


def client_of(person: User) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(person)
    return client


@dataclass
class Followed:
    """A unit's notebook, its officer at the screen, a colleague, somebody of the unit."""

    notebook: str
    client: Client
    colleague: User
    stranger: User


@pytest.fixture
def followed() -> Followed:
    file, officer = followed_file()
    return Followed(
        reverse("assessments:notebook", args=[file.round_id, file.unit_id]), client_of(officer),
        make_board_head(file.round.organiser), make_editor(file.unit),
    )  # fmt: skip


def make_administrator() -> User:
    """Somebody who keeps units and accounts."""
    return make_person("administrator", make_district())


def note(**changed: object) -> dict[str, object]:
    """What the notebook's form sends."""
    today = f"{timezone.localdate():%d/%m/%Y}"
    return {"kind": "note", "text": "Đã gặp Bí thư.", "happened_on": today, "quarter": "1",
            "due_on": "", "once": KEY, **changed}  # fmt: skip


def test_the_second_arrival_is_led_where_the_first_was(followed):
    first = followed.client.post(followed.notebook, note())
    second = followed.client.post(followed.notebook, note())

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert NotebookEntry.objects.count() == 1
    assert AuditEvent.objects.filter(kind="notebook.written").count() == 1


def test_another_csrf_token_is_the_same_form(followed):
    followed.client.post(followed.notebook, note(csrfmiddlewaretoken="a"))
    followed.client.post(followed.notebook, note(csrfmiddlewaretoken="b"))

    assert NotebookEntry.objects.count() == 1


@pytest.mark.parametrize("changed", [{"text": "Lại gặp Bí thư."}, {"once": "1f" * 16}])
def test_what_was_typed_anew_or_on_a_new_page_is_another_form(followed, changed):
    followed.client.post(followed.notebook, note())
    followed.client.post(followed.notebook, note(**changed))

    assert NotebookEntry.objects.count() == 2


def test_without_a_key_every_arrival_counts(followed):
    for _ in range(2):
        followed.client.post(followed.notebook, note(once=""))

    assert NotebookEntry.objects.count() == 2
    assert not Sending.objects.exists()


def test_a_key_is_good_for_one_person_only(followed):
    followed.client.post(followed.notebook, note())
    client_of(followed.colleague).post(followed.notebook, note())

    assert NotebookEntry.objects.count() == 2


def test_a_key_is_good_for_one_address_only(followed):
    followed.client.post(followed.notebook, note())
    followed.client.post(f"{followed.notebook}?quy=1", note())

    assert NotebookEntry.objects.count() == 2


def test_a_refused_form_leaves_no_mark_and_may_be_sent_again(followed):
    refused = followed.client.post(followed.notebook, note(text=""))
    again = followed.client.post(followed.notebook, note(text=""))

    assert refused.status_code == again.status_code == 422
    assert not Sending.objects.exists()


def test_a_refusal_of_who_may_not_is_no_redirect(followed):
    answer = client_of(followed.stranger).post(followed.notebook, note())

    assert answer.status_code == 404
    assert not Sending.objects.exists()


def test_a_guest_is_sent_to_the_login_page(followed):
    answer = Client().post(followed.notebook, note())

    assert answer.url.startswith("/tai-khoan/dang-nhap/")


def test_who_was_slower_is_led_to_the_first_answer(followed, monkeypatch):
    """The first one leaves its mark after the second one has looked for it."""
    followed.client.post(followed.notebook, note())
    first_answer, looks = sendings.first_answer, []

    def blind_at_first(request, mark):
        looks.append(mark)
        return "" if len(looks) == 1 else first_answer(request, mark)

    monkeypatch.setattr(sendings, "first_answer", blind_at_first)
    second = followed.client.post(followed.notebook, note())

    assert (second.status_code, second.url) == (302, Sending.objects.get().location)
    assert NotebookEntry.objects.count() == 1


def test_who_is_refused_because_of_the_first_is_led_to_its_answer(monkeypatch):
    administrator = make_administrator()
    body = {"name": "Loại mới", "position": "9", "once": KEY}
    client = client_of(administrator)
    first = client.post("/loai-don-vi/them/", body)
    first_answer, looks = sendings.first_answer, []

    def blind_at_first(request, mark):
        looks.append(mark)
        return "" if len(looks) == 1 else first_answer(request, mark)

    monkeypatch.setattr(sendings, "first_answer", blind_at_first)
    second = client.post("/loai-don-vi/them/", body)

    assert (second.status_code, second.url) == (302, first.url)


def test_the_second_waits_for_an_answer_that_is_on_its_way(followed, monkeypatch):
    followed.client.post(followed.notebook, note())
    location = Sending.objects.get().location
    Sending.objects.update(location="")
    pauses = []

    def answer_meanwhile(seconds):
        pauses.append(seconds)
        Sending.objects.update(location=location)

    monkeypatch.setattr(sendings.time, "sleep", answer_meanwhile)

    assert followed.client.post(followed.notebook, note()).url == location
    assert pauses == [sendings.PAUSE]


@pytest.mark.parametrize(
    ("referer", "place"),
    [("http://testserver/so/", "http://testserver/so/"), ("https://evil.example/", "/"), ("", "/")],
)
def test_an_answer_that_never_came_leads_back_to_the_form(followed, monkeypatch, referer, place):
    followed.client.post(followed.notebook, note())
    Sending.objects.update(location="")
    monkeypatch.setattr(sendings, "PATIENCE", 0)

    answer = followed.client.post(followed.notebook, note(), headers={"referer": referer})

    assert answer.url == place


def test_an_account_is_made_once_though_its_password_is_shown_once():
    client = client_of(make_administrator())
    body = {"full_name": "Hoàng Thị Mới", "username": "", "once": KEY}

    slip = client.post("/nguoi-dung/them/", body)
    second = client.post("/nguoi-dung/them/", body)

    person = User.objects.get(full_name="Hoàng Thị Mới")
    assert slip.status_code == 200
    assert (second.status_code, second.url) == (302, person.get_absolute_url())


def test_what_a_page_answered_is_not_over():
    form = Arriving("a" * 64)
    Sending.objects.create(mark=form.mark)

    sendings.answered(form, "")

    assert not Sending.objects.exists()


def test_a_mark_is_left_once_for_all_changes_of_a_request():
    sendings.arrive(Arriving("a" * 64))
    try:
        sendings.claim()
        sendings.claim()
    finally:
        sendings.arrive(None)

    assert Sending.objects.count() == 1


def test_a_second_mark_is_refused():
    Sending.objects.create(mark="a" * 64)
    sendings.arrive(Arriving("a" * 64))
    try:
        with pytest.raises(SentBefore):
            sendings.claim()
    finally:
        sendings.arrive(None)


def test_marks_go_after_a_month():
    now = timezone.now()
    Sending.objects.create(mark="a" * 64, sent_at=now - sendings.KEPT - timedelta(seconds=1))
    Sending.objects.create(mark="b" * 64, sent_at=now - sendings.KEPT + timedelta(minutes=1))

    call_command("send_reminders")

    assert [row.mark[0] for row in Sending.objects.all()] == ["b"]


def test_a_refused_unit_shows_its_form_again_with_a_key():
    answer = client_of(make_administrator()).post("/don-vi/them/", {"once": KEY})

    assert answer.status_code == 422
    assert f'name="{sendings.FIELD}"' in answer.content.decode()
    assert KEY not in answer.content.decode()
