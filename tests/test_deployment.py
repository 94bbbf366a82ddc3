"""The program as it stands in production: it refuses bad settings, and its pages carry headers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from danvan import health
from danvan.safety import dangers

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DANVAN_SECRET_KEY": "for-this-test-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DANVAN_DEBUG": "false",
    "DANVAN_DEMO": "false",
    "DANVAN_HTTPS": "true",
    "DANVAN_ALLOWED_HOSTS": "danvan.example.vn",
    "DANVAN_PUBLIC_URL": "https://danvan.example.vn",
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "danvan.settings",
}
SAFE = {
    "DEBUG": False,
    "DEMO": False,
    "HTTPS": True,
    "SECRET_KEY": PRODUCTION["DANVAN_SECRET_KEY"],
    "ALLOWED_HOSTS": ["danvan.example.vn"],
}
UNSAFE = [
    ({"ALLOWED_HOSTS": ["*"]}, "DANVAN_ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": []}, "DANVAN_ALLOWED_HOSTS"),
    ({"DEBUG": True}, "DANVAN_DEBUG"),
    ({"DEBUG": True, "HTTPS": False, "DEMO": True}, "DANVAN_DEBUG"),
    ({"SECRET_KEY": "short"}, "DANVAN_SECRET_KEY"),
    ({"SECRET_KEY": "a" * 80}, "DANVAN_SECRET_KEY"),
    ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "DANVAN_SECRET_KEY"),
    ({"HTTPS": False}, "DANVAN_HTTPS"),
]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
]


def check_deploy(**changes: str) -> subprocess.CompletedProcess:
    """Run Django's own deployment check in a process of its own."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**inherited, **PRODUCTION, **changes},
        capture_output=True,
        text=True,
    )


def test_production_settings_pass_djangos_deployment_check():
    result = check_deploy()

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"DANVAN_SECRET_KEY": ""}, ".env.example"),
        ({"DANVAN_SECRET_KEY": ""}, "DANVAN_SECRET_KEY is missing"),
        ({"DANVAN_ALLOWED_HOSTS": "*"}, "DANVAN_ALLOWED_HOSTS must name"),
        ({"DANVAN_DEBUG": "true"}, "DANVAN_DEBUG shows internals"),
    ],
)
def test_a_bad_setting_stops_the_start_and_is_named(changes, named):
    result = check_deploy(**changes)

    assert result.returncode != 0
    assert named in result.stderr


@pytest.mark.parametrize(("changes", "named"), UNSAFE)
def test_every_dangerous_combination_is_refused_by_name(changes, named):
    reasons = list(dangers({**SAFE, **changes}))

    assert [reason.split()[0] for reason in reasons] == [named]


def test_safe_settings_give_no_reason_to_refuse():
    assert list(dangers(SAFE)) == []


def test_a_demonstration_may_be_shown_without_https():
    assert list(dangers({**SAFE, "DEMO": True, "HTTPS": False})) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/khong-co-trang-nay/"])
def test_every_answer_carries_the_security_headers(client: Client, address):
    response = client.get(address)

    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "camera=()" in response.headers["Permissions-Policy"]
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert set(POLICY) <= set(policy)
    assert not any("unsafe" in directive for directive in policy)


@pytest.mark.django_db
def test_healthz_is_200_when_everything_works(client: Client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "migrations": True, "storage": True}


@pytest.mark.django_db
def test_healthz_is_503_when_the_storage_cannot_be_written(client, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("not a directory")
    settings.MEDIA_ROOT = str(tmp_path / "file" / "media")

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["storage"] is False
    assert str(tmp_path) not in response.content.decode()


@pytest.mark.django_db
def test_healthz_is_503_when_the_database_fails(client, monkeypatch, caplog):
    def broken() -> bool:
        raise OperationalError("password=hunter2")

    monkeypatch.setitem(health.CHECKS, "database", broken)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] is False
    assert b"hunter2" not in response.content


@pytest.mark.django_db
def test_healthz_is_503_when_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["migrations"] is False
