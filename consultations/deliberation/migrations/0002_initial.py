"""PostgreSQL finds words through an index; SQLite's full-text table and its triggers are kept by post_migrate."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "contributions_found_by_words"
MAKE = f"CREATE INDEX {NAME} ON deliberation_contribution USING gin (to_tsvector('simple'::regconfig, COALESCE(search_text, '')))"


def make(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
