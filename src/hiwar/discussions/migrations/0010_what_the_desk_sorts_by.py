"""What the desk sorts, filters and groups by; reports, restraints, thresholds set by hand."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0009_threads_without_their_own_index'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeadThreshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=10)),
                ('threshold', models.FloatField()),
                ('model', models.CharField(max_length=80)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'threshold set by hand',
                'verbose_name_plural': 'thresholds set by hand',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=32)),
                ('reason', models.CharField(choices=[('insult', 'It insults a person or a group'), ('threat', 'It threatens or calls for violence'), ('privacy', "It gives away somebody's private details"), ('spam', 'It is advertising'), ('false_name', "It speaks under another's name"), ('law', 'It breaks the law'), ('other', 'Another reason')], max_length=10, verbose_name='reason')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='what is wrong with it')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
            },
        ),
        migrations.CreateModel(
            name='Restraint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('site', 'The whole site'), ('section', 'A section'), ('thread', 'One discussion')], max_length=7)),
                ('key', models.CharField(blank=True, max_length=200)),
                ('hold_all', models.BooleanField(default=False, verbose_name='every comment waits')),
                ('careful', models.BooleanField(default=False, verbose_name='stricter thresholds, as for breaking news')),
                ('slow_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutes between two comments of one reader')),
                ('no_links', models.BooleanField(default=False, verbose_name='no links')),
                ('hold_first', models.BooleanField(default=False, verbose_name='first comments wait')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='the discussion closes at')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='all of this ends at')),
                ('since', models.DateTimeField(verbose_name='since')),
            ],
            options={
                'verbose_name': 'restraint',
                'verbose_name_plural': 'restraints',
            },
        ),
        migrations.CreateModel(
            name='TextBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('band', models.BigIntegerField()),
                ('family', models.CharField(max_length=16)),
                ('seen_on', models.DateField()),
            ],
            options={
                'verbose_name': 'band of a text',
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        AddColumn(
            model_name='comment',
            name='family',
            field=models.CharField(blank=True, db_default='', default='', max_length=16),
        ),
        AddColumn(
            model_name='comment',
            name='harm',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        AddColumn(
            model_name='comment',
            name='kinds',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        AddColumn(
            model_name='comment',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=8),
        ),
        AddColumn(
            model_name='comment',
            name='leaves_trace',
            field=models.BooleanField(db_default=True, default=True),
        ),
        AddColumn(
            model_name='comment',
            name='priority',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        AddColumn(
            model_name='comment',
            name='reports',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        AddColumn(
            model_name='thread',
            name='exposure',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        AddColumn(
            model_name='thread',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='headthreshold',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='headthreshold',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='report',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports_of', to='discussions.comment'),
        ),
        migrations.AddField(
            model_name='restraint',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='restraint',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='textband',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddConstraint(
            model_name='headthreshold',
            constraint=models.UniqueConstraint(fields=('site', 'label'), name='one_threshold_per_label'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('comment', 'tag'), name='one_report_per_browser'),
        ),
        migrations.AddConstraint(
            model_name='restraint',
            constraint=models.UniqueConstraint(fields=('site', 'scope', 'key'), name='one_restraint_per_place'),
        ),
        migrations.AddIndex(
            model_name='textband',
            index=models.Index(fields=['seen_on'], name='text_band_by_day'),
        ),
        migrations.AddConstraint(
            model_name='textband',
            constraint=models.UniqueConstraint(fields=('site', 'band'), name='one_family_per_band'),
        ),
    ]
