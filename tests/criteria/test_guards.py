"""A published set cannot be changed by any SQL, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from criteria.guards import FROZEN_COLUMNS, SET, SET_OF_ROW

pytestmark = pytest.mark.django_db


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("table", sorted(SET_OF_ROW))
def test_rows_below_a_published_set_refuse_update_and_delete(published, table):
    assert refused(f"UPDATE {table} SET position = position + 50")
    assert refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", sorted(SET_OF_ROW))
def test_rows_below_a_published_set_refuse_insert(published, table):
    columns = ", ".join(
        field.column for field in _model(table)._meta.local_concrete_fields if not field.primary_key
    )
    select = columns.replace("code", "'ZZ'").replace("key", "'zz'")
    assert refused(f"INSERT INTO {table} ({columns}) SELECT {select} FROM {table} LIMIT 1")


@pytest.mark.parametrize("column", [c for c in FROZEN_COLUMNS if c in {"title", "issuer"}])
def test_a_published_set_refuses_new_texts(published, column):
    assert refused(f"UPDATE {SET} SET {column} = 'khác'")


def test_a_published_set_is_never_a_draft_again_nor_deleted(published):
    assert refused(f"UPDATE {SET} SET state = 'draft'")
    assert refused(f"DELETE FROM {SET}")


def test_a_published_set_may_be_retired_once(published):
    assert not refused(f"UPDATE {SET} SET state = 'retired'")
    assert refused(f"UPDATE {SET} SET state = 'published'")


def _model(table: str):
    from django.apps import apps  # noqa: PLC0415 - read after the registry is ready

    return next(m for m in apps.get_models() if m._meta.db_table == table)
