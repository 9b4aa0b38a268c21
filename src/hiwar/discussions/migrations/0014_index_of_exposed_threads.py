"""The index of discussions that are read more than usual; writing goes on while PostgreSQL builds it."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0013_revisions_and_time_to_edit")]

    operations = [
        AddIndexQuietly(
            model_name='thread',
            index=models.Index(condition=models.Q(('exposure__gt', 1)), fields=['id'], name='thread_exposed'),
        ),
    ]
