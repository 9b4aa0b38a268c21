"""Owners are told by mail of acts that matter, and that sessions were ended."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0007_traces_and_confirmed_holds'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('role', 'Role changed'), ('measure', 'Measure against a writer'), ('lifted', 'Measure lifted'), ('restraint', 'Restraint set'), ('threshold', 'Threshold moved'), ('words', 'Word listed'), ('reasons', 'Reasons edited'), ('appeal', 'Appeal decided'), ('evidence', 'Evidence kept'), ('takedown', 'Takedown registered'), ('export', 'Log exported'), ('channel', 'Alert channel changed'), ('review', 'Second look'), ('note', 'Note about a writer'), ('sessions', 'Sessions ended')], max_length=9, verbose_name='act'),
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(choices=[('export', 'Something was taken out'), ('role', 'Role changed'), ('reveal', 'Address looked at'), ('many', 'Many comments decided at once'), ('sessions', 'Sessions ended'), ('guesses', 'Wrong passwords in a session')], max_length=8)),
                ('count', models.PositiveIntegerField(default=0)),
                ('is_last', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, default='', max_length=80)),
                ('failed', models.CharField(blank=True, default='', max_length=80)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'letter to an owner',
                'verbose_name_plural': 'letters to owners',
            },
        ),
    ]
