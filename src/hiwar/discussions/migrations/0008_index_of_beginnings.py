"""The index by which words that stand in a discussion already are found; writing goes on while PostgreSQL builds it."""

from django.db import migrations, models
from django.db.models.functions import Left


class AddIndexQuietly(migrations.AddIndex):
    """Add an index without locking out writers, where the database can."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        # A build that was broken off leaves an index that nobody uses and that is in the way.
        schema_editor.execute(f'DROP INDEX IF EXISTS "{self.index.name}"')
        schema_editor.add_index(model, self.index, concurrently=True)


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0007_indexes_of_long_threads")]

    operations = [
        AddIndexQuietly("comment", models.Index("thread", Left("text", 24), name="comment_beginnings")),
    ]
