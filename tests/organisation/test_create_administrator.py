"""`manage.py create_administrator` opens a fresh installation, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisation.models import User
from tests.organisation.people import make_administrator

pytestmark = pytest.mark.django_db
ARGUMENTS = {"username": "quantri", "name": "Nguyễn Thị Hoà", "unit": "Huyện uỷ X"}


def test_the_printed_password_logs_in(client):
    output = StringIO()

    call_command("create_administrator", **ARGUMENTS, stdout=output)

    password = output.getvalue().split("Mật khẩu ban đầu: ")[1].split()[0]
    assert User.objects.get(username="quantri").check_password(password)


def test_it_asks_for_what_is_missing(monkeypatch):
    answers = iter(["quantri", "Nguyễn Thị Hoà", "Huyện uỷ X"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))

    call_command("create_administrator", stdout=StringIO())

    assert User.objects.get(username="quantri").full_name == "Nguyễn Thị Hoà"


def test_an_answer_is_required(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "")

    with pytest.raises(CommandError, match="required"):
        call_command("create_administrator")


def test_it_is_refused_once_there_is_an_administrator():
    make_administrator()

    with pytest.raises(CommandError, match="Đã có người quản trị"):
        call_command("create_administrator", **ARGUMENTS)
