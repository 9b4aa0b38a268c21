"""By when comments came: for the report about them, which reads this index and no comment."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0011_indexes_of_queues")]

    operations = [
        AddIndexQuietly(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("source_key__isnull", True)),
                fields=["submitted_at", "state", "thread", "decided_at"],
                name="comment_by_arrival",
            ),
        ),
    ]
