"""The indexes of a queue under a flood: families are counted, and left out, along them; writing goes on meanwhile.

The new ones are there before those they replace go, so that no queue is without one.
"""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0015_waiting_edits")]

    operations = [
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(fields=['state', 'id', 'family', 'thread'], name='comment_queue'),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(fields=['state', '-priority', 'id', 'family', 'thread'], name='comment_queue_by_priority'),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(fields=['state', 'family', 'thread', 'id'], name='comment_families'),
        ),
        migrations.RemoveIndex(model_name='comment', name='comment_by_state'),
        migrations.RemoveIndex(model_name='comment', name='comment_by_priority'),
    ]
