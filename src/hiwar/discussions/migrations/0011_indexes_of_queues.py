"""The indexes of the desk's queues; writing goes on while PostgreSQL builds them."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0010_what_the_desk_sorts_by")]

    operations = [
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(fields=['state', '-priority', 'id'], name='comment_by_priority'),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(condition=models.Q(('family', ''), _negated=True), fields=['family'], name='comment_by_family'),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(condition=models.Q(('source_key__isnull', True)), fields=['state', 'decided_at', 'id'], name='comment_unreviewed'),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(condition=models.Q(('reports__gt', 0)), fields=['-reports', 'id'], name='comment_reported'),
        ),
    ]
