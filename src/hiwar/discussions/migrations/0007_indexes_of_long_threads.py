"""The indexes by which a discussion is turned page by page; writing goes on while PostgreSQL builds them."""

from django.db import migrations, models

ROOTS = models.Q(("number__isnull", False), ("published_at__isnull", False), ("root__isnull", True))


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
    dependencies = [("discussions", "0006_places_of_earlier_comments")]

    operations = [
        AddIndexQuietly("comment", models.Index(fields=["thread", "number"], name="comment_roots", condition=ROOTS)),
        AddIndexQuietly(
            "comment",
            models.Index(fields=["thread", "-answers", "number"], name="comment_roots_by_answers", condition=ROOTS),
        ),
        AddIndexQuietly(
            "comment",
            models.Index(
                fields=["root", "place"], name="comment_replies", condition=models.Q(("root__isnull", False))
            ),
        ),
    ]
