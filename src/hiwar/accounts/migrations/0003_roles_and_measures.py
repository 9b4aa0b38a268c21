"""Roles at the desk, and measures against those who write."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_site_and_trust'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('moderator', 'Moderator'), ('editor', 'Editor'), ('senior', 'Senior moderator')], max_length=9, verbose_name='role')),
                ('sections', models.JSONField(blank=True, default=list, verbose_name='sections')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'role at the desk',
                'verbose_name_plural': 'roles at the desk',
                'constraints': [models.UniqueConstraint(fields=('site', 'user'), name='one_role_per_site')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('warning', 'Warning'), ('mute', 'Muted for a while'), ('ban', 'Banned')], max_length=7, verbose_name='measure')),
                ('target', models.CharField(choices=[('browser', 'This browser'), ('name', 'This name'), ('account', 'This account')], max_length=7, verbose_name='by what the writer is known')),
                ('tag', models.CharField(max_length=240)),
                ('comment_id', models.CharField(db_index=True, max_length=16)),
                ('reason', models.CharField(max_length=24, verbose_name='reason')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='message to the author')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'measure',
                'verbose_name_plural': 'measures',
                'indexes': [models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['site', 'tag'], name='measure_by_tag')],
            },
        ),
    ]
