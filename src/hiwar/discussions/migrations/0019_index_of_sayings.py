"""The index by which the same words are found again knows their length and name: many comments begin alike.

The new one is there before the one it replaces goes, so that no discussion is read through meanwhile.
"""

from django.db import migrations, models
from django.db.models.functions import Left, Length

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0018_closing_time_of_a_thread")]

    operations = [
        AddIndexQuietly(
            model_name="comment",
            index=models.Index("thread", Left("text", 24), Length("text"), "name", name="comment_sayings"),
        ),
        migrations.RemoveIndex(model_name="comment", name="comment_beginnings"),
    ]
