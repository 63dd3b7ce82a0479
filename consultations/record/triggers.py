"""Guards in the database: what stands in the record is not changed and not deleted, whoever holds the connection.

On SQLite a migration that remakes a table drops its triggers without a word, so they are put back after every
``migrate`` and ``missing`` is asked at every start. ``INSERT OR REPLACE`` passes a DELETE trigger unless
recursive_triggers is on, which the settings do (participate/settings/env.py).
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("record_event", "record_leaf", "record_blob")
MESSAGE = "the record is written once: rows of %s are neither changed nor deleted"


def _names(vendor: str) -> set[str]:
    verbs = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
    return {f"{table}_no_{verb}" for table in GUARDED for verb in verbs}


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE % table}'); END"
        for verb in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    refuse = f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{MESSAGE % table}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    statements = [refuse]
    for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        name = f"{table}_no_{verb}"
        statements += [
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION {table}_refuse()",
        ]
    return statements


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts every guard in place; those that stand stay."""
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for table in GUARDED:
            for statement in make(table):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of guards that do not stand, or that are switched off."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return _names(connection.vendor) - standing


def after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    connection = connections[using]
    if set(GUARDED) <= set(connection.introspection.table_names()):
        install(connection)
