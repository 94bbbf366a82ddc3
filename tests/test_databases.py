"""Connection options: which SQLite may keep a write-ahead log, and what is set."""

import pytest
from django.db import connection

from danvan.databases import sqlite_options, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 46, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_a_log_is_kept_only_by_mended_releases(version, safe):
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize(("version", "journal"), [((3, 40, 1), "DELETE"), ((3, 51, 3), "WAL")])
def test_the_journal_follows_the_release(monkeypatch, version, journal):
    monkeypatch.setattr("danvan.databases.sqlite3.sqlite_version_info", version)

    assert f"journal_mode={journal};" in sqlite_options()["OPTIONS"]["init_command"]


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="asks SQLite")
@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_is_told_to_be_careful(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL")
@pytest.mark.parametrize(("name", "value"), [("statement_timeout", "30s"), ("lock_timeout", "10s")])
def test_postgres_is_told_to_give_up(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)
