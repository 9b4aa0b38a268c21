"""The indexes along which lists of articles are read; writing goes on while PostgreSQL builds them."""

from django.db import migrations, models

ADDRESSED = models.Q(("address__isnull", False))


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
    dependencies = [("newsroom", "0004_sections_of_earlier_articles")]

    operations = [
        AddIndexQuietly(
            "articlepage",
            models.Index(fields=["-published_at", "-page_ptr"], name="article_newest", condition=ADDRESSED),
        ),
        AddIndexQuietly(
            "articlepage",
            models.Index(
                fields=["section", "-published_at", "-page_ptr"],
                name="article_newest_in_section",
                condition=ADDRESSED,
            ),
        ),
    ]
