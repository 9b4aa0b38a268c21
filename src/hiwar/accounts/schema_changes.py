"""Changes of a table that its readers and writers do not wait for, for migrations of every package.

Nothing here knows a model: a migration that uses it means the same for ever.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations


class AddIndexQuietly(migrations.AddIndex):
    """Add an index without locking out writers, where the database can. Its migration must not be atomic."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Build the index."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        # A build that was broken off leaves an index that nobody uses and that is in the way.
        schema_editor.execute(f'DROP INDEX IF EXISTS "{self.index.name}"')
        schema_editor.add_index(model, self.index, concurrently=True)


class AddColumn(migrations.AddField):
    """Add a column that has a default in the database: one statement however long the table is.

    Django would copy an SQLite table for each such column.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the column."""
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.name)
        definition, values = schema_editor.column_sql(model, field)
        table, column = (schema_editor.quote_name(name) for name in (model._meta.db_table, field.column))
        # SQLite takes no parameters in a definition; a column here has a constant for its default.
        written = definition % tuple(schema_editor.quote_value(value) for value in values)
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {written}", params=None)
