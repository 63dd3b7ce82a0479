"""SQLite's full-text table over ``Contribution.search_text``, kept in step by triggers.

Migrations that remake the table drop its triggers silently, so they are put back after every migrate.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

TABLE = "deliberation_contribution"
INDEX = "deliberation_contribution_words"
_GONE = f"INSERT INTO {INDEX}({INDEX}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
_COME = f"INSERT INTO {INDEX}(rowid, search_text) VALUES (new.id, new.search_text);"

MAKE_INDEX = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5"
    f"(search_text, content='{TABLE}', content_rowid='id', prefix='2 3', "
    """tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")"""
)
TRIGGERS = {
    f"{INDEX}_inserted": f"AFTER INSERT ON {TABLE} BEGIN {_COME} END",
    f"{INDEX}_deleted": f"AFTER DELETE ON {TABLE} BEGIN {_GONE} END",
    f"{INDEX}_updated": f"AFTER UPDATE OF search_text ON {TABLE} BEGIN {_GONE} {_COME} END",
}


def install(using: str = "default", **_signal: Any) -> None:
    """Makes the table and triggers where missing and, when a trigger was missing, indexes every row anew."""
    connection = connections[using]
    if connection.vendor != "sqlite" or TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(MAKE_INDEX)
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        present = {row[0] for row in cursor.fetchall()}
        for name in TRIGGERS.keys() - present:
            cursor.execute(f"CREATE TRIGGER {name} {TRIGGERS[name]}")
        if TRIGGERS.keys() - present:
            forget_remains(using)


def forget_remains(using: str = "default") -> None:
    """Builds the index anew from the rows, so that nothing of an erased text is left in it."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")
