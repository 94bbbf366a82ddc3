"""Login, lockout, passwords: who gets in, who does not, and when an open session ends."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from core.audit import history
from organisation import actions
from organisation.demo_accounts import shown_accounts
from organisation.roles import Role
from tests.factories import PASSWORD, make_district, make_editor, make_person, make_unit
from tests.organisation.people import make_administrator

pytestmark = pytest.mark.django_db
LOGIN, HOME = "/tai-khoan/dang-nhap/", "/tai-khoan/mat-khau/"
NEW_PASSWORD = "bon-tu-khong-lien-quan"


def log_in(client, username, password=PASSWORD, **headers):
    return client.post(LOGIN, {"username": username, "password": password}, **headers)


def is_signed_in(client):
    return client.get(HOME).status_code == 200


@pytest.mark.parametrize("spelt", [str.upper, str.title, lambda name: f" {name} "])
def test_login_takes_the_user_name_in_any_case(client, spelt):
    person = make_person()

    answer = log_in(client, spelt(person.username))

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_login_gives_the_session_a_new_key(client):
    session = client.session
    session["before"] = "login"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    log_in(client, make_person().username)

    assert client.session.session_key != before


@pytest.mark.parametrize("case", ["unknown", "wrong", "disabled"])
def test_a_refused_login_never_tells_why(client, case):
    person = make_person()
    person.is_active = case != "disabled"
    person.save()
    name = "khong-co-ai" if case == "unknown" else person.username

    page = log_in(client, name, PASSWORD if case == "disabled" else "sai").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert not is_signed_in(client)


def test_five_failures_lock_the_account_from_that_address_only(client):
    person = make_person()
    for _ in range(5):
        locked = log_in(client, person.username.upper(), "sai", REMOTE_ADDR="10.0.0.1")

    assert locked.status_code == 429
    assert "Tạm khoá đăng nhập" in locked.content.decode()
    assert log_in(client, person.username, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert log_in(client, person.username, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_a_lockout_leaves_other_accounts_at_the_address_alone(client):
    person, colleague = make_person(), make_person()
    for _ in range(5):
        log_in(client, person.username, "sai")

    assert log_in(client, colleague.username).status_code == 302


def test_the_administrator_unlocks_in_one_click(client):
    person, administrator = make_person(), make_administrator()
    for _ in range(5):
        log_in(client, person.username, "sai")
    client.force_login(administrator)

    client.post(reverse("organisation:person-unlock", args=[person.pk]))
    client.logout()

    assert log_in(client, person.username).status_code == 302
    assert history(person).first().kind == "person.unlocked"


def test_a_disabled_person_is_out_on_the_next_request(client):
    person = make_person()
    log_in(client, person.username)
    assert is_signed_in(client)

    actions.disable_person(person, reason="Chuyển công tác", by=make_administrator())

    assert not is_signed_in(client)


def test_disabling_by_any_other_way_ends_the_session_too(client):
    person = make_person()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert not is_signed_in(client)


def test_changing_ones_password_keeps_this_session_and_ends_the_others(client):
    person = make_person()
    elsewhere = Client()
    log_in(client, person.username)
    log_in(elsewhere, person.username)

    form = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    client.post(HOME, form)

    assert is_signed_in(client)
    with zeal_ignore():  # Django reads a dead session once more to delete it
        assert not is_signed_in(elsewhere)
    assert history(person).first().kind == "person.password_changed"


@pytest.mark.parametrize("password", ["ngan", "123456789012345", "password1234", PASSWORD])
def test_a_poor_or_unchanged_password_is_refused(client, password):
    person = make_person()
    client.force_login(person)

    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    client.post(HOME, form)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_an_initial_password_opens_nothing_but_the_change_page(client):
    person = make_person()
    password = actions.reset_password(person, by=make_administrator())
    log_in(client, person.username, password)

    for name in ("home", "organisation:units", "criteria:list", "healthz"):
        assert client.get(reverse(name)).headers["Location"] == HOME

    form = {"old_password": password, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    client.post(HOME, form)
    assert client.get(reverse("criteria:list")).status_code == 200


def test_a_person_with_an_initial_password_may_log_out(client):
    person = make_person()
    password = actions.reset_password(person, by=make_administrator())
    log_in(client, person.username, password)

    assert client.post(reverse("organisation:logout")).headers["Location"] == LOGIN


def test_an_initial_password_expires(client, time_machine):
    person = make_person()
    password = actions.reset_password(person, by=make_administrator())

    time_machine.move_to(timezone.now() + timezone.timedelta(hours=73))
    page = log_in(client, person.username, password).content.decode()

    assert "quá hạn" in page
    assert not is_signed_in(client)


def reset_link(client, person):
    client.post(reverse("organisation:password-reset"), {"email": person.email})
    return re.search(r"/tai-khoan/mat-khau-moi/\S+", mail.outbox[-1].body)[0]


def test_a_forgotten_password_is_set_once_through_the_link(client):
    person = make_person()
    link = reset_link(client, person)

    form_page = client.get(link)
    form = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    client.post(form_page.headers["Location"], form)

    assert log_in(client, person.username, NEW_PASSWORD).status_code == 302
    assert "không còn dùng được" in client.get(link, follow=True).content.decode()


def test_the_link_dies_after_an_hour(client, time_machine):
    link = reset_link(client, make_person())

    # In the country's own zone: the token counts naive local seconds.
    time_machine.move_to(timezone.localtime() + timezone.timedelta(minutes=61))

    assert "không còn dùng được" in client.get(link, follow=True).content.decode()


def test_the_link_never_follows_the_host_header(client):
    person = make_person()

    client.post(
        reverse("organisation:password-reset"), {"email": person.email}, HTTP_HOST="localhost"
    )

    assert "http://testserver/tai-khoan/" in mail.outbox[0].body


def test_the_answer_is_the_same_for_an_unknown_address(client):
    known = client.post(reverse("organisation:password-reset"), {"email": make_person().email})
    unknown = client.post(reverse("organisation:password-reset"), {"email": "ai@example.org"})

    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mail.outbox) == 1


def test_demonstration_accounts_sign_in_with_one_click(client, settings):
    settings.DEMO = True
    person = make_editor(make_unit(make_district()))

    page = client.get(LOGIN).content.decode()
    client.post(reverse("organisation:demo-login"), {"username": person.username})

    assert person.full_name in page
    assert is_signed_in(client)


def test_without_demonstration_mode_there_are_no_buttons(client):
    person = make_editor(make_unit(make_district()))

    answer = client.post(reverse("organisation:demo-login"), {"username": person.username})

    assert answer.status_code == 404
    assert person.full_name not in client.get(LOGIN).content.decode()


def test_only_offered_people_sign_in_with_one_click(client, settings):
    settings.DEMO = True
    hidden = make_person()

    answer = client.post(reverse("organisation:demo-login"), {"username": hidden.username})

    assert answer.status_code == 404


def test_each_role_is_represented_by_at_most_two_people():
    district = make_district()
    for role in Role:
        for _ in range(3):
            make_person(role, district)

    shown = [person.shown_role for person in shown_accounts()]

    assert set(shown) == set(Role)
    assert max(shown.count(role) for role in Role) == 2
    assert len(shown) == 14
