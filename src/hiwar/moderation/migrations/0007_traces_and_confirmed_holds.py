"""What a decision left on the page, putting back into the queue, and legal holds that two people agree on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0006_words_in_the_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Not by copying the table, which would lose the triggers that guard it.
        AddColumn(
            model_name='decision',
            name='leaves_trace',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AlterField(
            model_name='decision',
            name='action',
            field=models.CharField(choices=[('approve', 'Published'), ('reject', 'Rejected'), ('spam', 'Marked as spam'), ('undo', 'Undone'), ('reveal', 'Address looked at'), ('edit', 'Edited by its author'), ('reopen', 'Put back into the queue')], max_length=8, verbose_name='decision'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='asked_reason',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='evidence',
            name='asked_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='hold_confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['site', 'at'], name='event_by_day'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['kept_until'], name='evidence_by_end'),
        ),
    ]
