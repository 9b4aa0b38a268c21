
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_staff'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='حوار', max_length=80, verbose_name="newsroom's name")),
                ('tagline', models.CharField(blank=True, max_length=160, verbose_name='tagline')),
                ('country', models.CharField(choices=[('SY', 'Syria'), ('LB', 'Lebanon'), ('JO', 'Jordan'), ('PS', 'Palestine'), ('IQ', 'Iraq'), ('EG', 'Egypt'), ('SD', 'Sudan'), ('LY', 'Libya'), ('SA', 'Saudi Arabia'), ('YE', 'Yemen'), ('OM', 'Oman'), ('AE', 'United Arab Emirates'), ('QA', 'Qatar'), ('BH', 'Bahrain'), ('KW', 'Kuwait'), ('TN', 'Tunisia'), ('DZ', 'Algeria'), ('MA', 'Morocco'), ('MR', 'Mauritania')], default='SY', max_length=2, verbose_name='country')),
                ('digits', models.CharField(choices=[('latn', '1, 2, 3'), ('arab', '١، ٢، ٣')], default='latn', max_length=4, verbose_name='digits')),
                ('time_zone', models.CharField(default='Asia/Damascus', max_length=60, verbose_name='time zone')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': "newsroom's identity",
                'verbose_name_plural': "newsrooms' identities",
            },
        ),
        migrations.CreateModel(
            name='ReaderTrust',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=32)),
                ('approved', models.PositiveIntegerField(default=0)),
                ('last_seen_on', models.DateField()),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'indexes': [models.Index(fields=['last_seen_on'], name='reader_trust_by_day')],
                'constraints': [models.UniqueConstraint(fields=('site', 'tag'), name='reader_trust_once_per_tag')],
            },
        ),
        migrations.CreateModel(
            name='ReservedName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('skeleton', models.CharField(editable=False, max_length=240)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'reserved name',
                'verbose_name_plural': 'reserved names',
                'constraints': [models.UniqueConstraint(fields=('site', 'skeleton'), name='reserved_name_once_per_site')],
            },
        ),
    ]
