"""A session knows whose it is and how its owner calls the browser, so that it can be listed and ended.

The sessions before these end: staff sign in once more. Django's own table stays, empty.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def forget_unlisted(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_roles_and_measures'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='name of the browser')),
                ('seen_at', models.DateTimeField(verbose_name='hour of its last use')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='whose')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.RunPython(forget_unlisted, migrations.RunPython.noop),
    ]
