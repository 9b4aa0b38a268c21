"""The words their authors want published comments to say, until a person has read them."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('discussions', '0014_index_of_exposed_threads')]

    operations = [
        migrations.CreateModel(
            name='WaitingEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('family', models.CharField(blank=True, max_length=16)),
                ('screening', models.JSONField(default=dict)),
                ('kinds', models.PositiveIntegerField(default=0)),
                ('harm', models.PositiveSmallIntegerField(default=0)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('at', models.DateTimeField()),
                ('refused_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=24)),
                ('message', models.CharField(blank=True, max_length=500)),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_edit', to='discussions.comment')),
            ],
            options={
                'verbose_name': 'waiting edit',
                'verbose_name_plural': 'waiting edits',
                'indexes': [
                    models.Index(condition=models.Q(('refused_at__isnull', True)), fields=['id'], name='waiting_edit_open'),
                    models.Index(fields=['refused_at'], name='waiting_edit_refused'),
                ],
            },
        ),
        migrations.AlterField(
            model_name='discussionsettings',
            name='edit_minutes',
            field=models.PositiveSmallIntegerField(db_default=15, default=15, help_text='0: never. A published comment stays as it is until a moderator has read its new words.', validators=[django.core.validators.MaxValueValidator(120)], verbose_name='minutes in which authors may edit their comment'),
        ),
    ]
