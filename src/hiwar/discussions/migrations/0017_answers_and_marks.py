"""Answers of the newsroom wear a badge; comments can be pinned, featured, and said to need no answer."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn, AddIndexQuietly


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0016_indexes_of_a_flood")]

    operations = [
        AddColumn(
            model_name='comment',
            name='badge',
            field=models.CharField(blank=True, choices=[('author', "The article's author"), ('staff', 'From the newsroom')], db_default='', default='', max_length=6),
        ),
        AddColumn(
            model_name='comment',
            name='marks',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        AddColumn(
            model_name='comment',
            name='needs_no_answer',
            field=models.BooleanField(db_default=False, default=False),
        ),
        AddColumn(
            model_name='thread',
            name='marked',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        AddIndexQuietly(
            model_name='comment',
            index=models.Index(condition=models.Q(('marks__gt', 0)), fields=['thread', 'marks', 'number'], name='comment_marked'),
        ),
    ]
