
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment_id', models.CharField(db_index=True, max_length=16)),
                ('action', models.CharField(choices=[('approve', 'Published'), ('reject', 'Rejected'), ('spam', 'Marked as spam'), ('undo', 'Undone'), ('reveal', 'Address looked at')], max_length=8, verbose_name='decision')),
                ('reason', models.CharField(blank=True, choices=[('insult', 'Insult to a person'), ('death_wish', 'Death wish or curse'), ('violence', 'Call for violence or threat'), ('identity', 'Contempt for a group'), ('obscenity', 'Obscenity'), ('privacy', 'Private details of a person'), ('impersonation', "Speaks under another's name"), ('off_topic', 'Off topic'), ('law', 'A legal reason'), ('other', 'Another reason')], max_length=14, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('state_before', models.CharField(max_length=9)),
                ('state_after', models.CharField(max_length=9)),
                ('policy', models.CharField(blank=True, max_length=40)),
                ('at', models.DateTimeField(verbose_name='at')),
                ('previous_digest', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='moderation.decision')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'permissions': [('moderate', 'Can decide about comments'), ('reveal', 'Can look at an address')],
                'indexes': [models.Index(fields=['site', '-id'], name='decision_latest')],
            },
        ),
    ]
