"""The index by which words that stand in a discussion already are found; writing goes on while PostgreSQL builds it."""

from django.db import migrations, models
from django.db.models.functions import Left

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0007_indexes_of_long_threads")]

    operations = [
        AddIndexQuietly("comment", models.Index("thread", Left("text", 24), name="comment_beginnings")),
    ]
