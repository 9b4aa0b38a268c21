"""A whole desk: events, claims, reasons, appeals, second looks, evidence, alerts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_roles_and_measures'),
        ('discussions', '0010_what_the_desk_sorts_by'),
        ('moderation', '0002_append_only_decisions'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=16, unique=True)),
                ('comment_id', models.CharField(db_index=True, max_length=16)),
                ('text', models.CharField(max_length=1000, verbose_name='objection')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('upheld', 'Granted'), ('denied', 'Turned down')], default='open', max_length=6)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
            },
        ),
        migrations.CreateModel(
            name='AuthorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_link', models.CharField(max_length=32)),
                ('text', models.CharField(max_length=500, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'note about a writer',
                'verbose_name_plural': 'notes about writers',
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('kind', models.CharField(choices=[('mail', 'E-mail at once'), ('digest', 'E-mail once a day'), ('webhook', 'Signed webhook'), ('slack', 'Slack or what understands its webhooks'), ('telegram', 'Telegram or what understands its webhooks')], max_length=8, verbose_name='way')),
                ('sealed_target', models.BinaryField()),
                ('sealed_secret', models.BinaryField(blank=True, default=bytes)),
                ('triggers', models.JSONField(default=list, verbose_name='told of')),
                ('queue_length', models.PositiveIntegerField(default=100, verbose_name='waiting comments from which it is told')),
                ('is_on', models.BooleanField(default=True, verbose_name='is on')),
            ],
            options={
                'verbose_name': 'alert channel',
                'verbose_name_plural': 'alert channels',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('role', 'Role changed'), ('measure', 'Measure against a writer'), ('lifted', 'Measure lifted'), ('restraint', 'Restraint set'), ('threshold', 'Threshold moved'), ('reasons', 'Reasons edited'), ('appeal', 'Appeal decided'), ('evidence', 'Evidence kept'), ('takedown', 'Takedown registered'), ('export', 'Log exported'), ('channel', 'Alert channel changed'), ('review', 'Second look'), ('note', 'Note about a writer')], max_length=9, verbose_name='act')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='about')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('previous_digest', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=16, unique=True)),
                ('comment_id', models.CharField(db_index=True, max_length=16)),
                ('record', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('reason', models.CharField(max_length=500, verbose_name='why it is kept')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('kept_until', models.DateTimeField(verbose_name='kept until')),
                ('hold_reason', models.CharField(blank=True, max_length=500, verbose_name='legal hold, and why')),
                ('held_until', models.DateTimeField(blank=True, null=True, verbose_name='held until')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trigger', models.CharField(choices=[('long_queue', 'More comments wait than there should'), ('brigade', 'Many similar comments at once'), ('reported', 'A reader reports a comment that a moderator approved'), ('appeal', 'A commenter objects to a decision'), ('unscored', 'The model fails')], max_length=12)),
                ('public_id', models.CharField(max_length=24, unique=True)),
                ('data', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(db_index=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
            },
        ),
        migrations.CreateModel(
            name='ReasonCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=24, verbose_name='code')),
                ('label', models.CharField(max_length=60, verbose_name='label at the desk')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='sentence to the author')),
                ('means', models.CharField(choices=[('insult', 'Insult to a person'), ('death_wish', 'Death wish or curse'), ('violence', 'Call for violence or threat'), ('identity', 'Contempt for a group'), ('obscenity', 'Obscenity'), ('privacy', 'Private details of a person'), ('impersonation', "Speaks under another's name"), ('off_topic', 'Off topic'), ('law', 'A legal reason'), ('other', 'Another reason')], default='other', max_length=14, verbose_name='means')),
                ('place', models.PositiveSmallIntegerField(default=0)),
                ('is_offered', models.BooleanField(default=True, verbose_name='is offered')),
            ],
            options={
                'verbose_name': 'reason',
                'verbose_name_plural': 'reasons',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('missed', 'Published by itself: would a person have published it?'), ('blind', 'Decided by a colleague: would another decide the same?')], max_length=6)),
                ('drawn_at', models.DateTimeField()),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('opinion', models.CharField(blank=True, max_length=8)),
                ('reason', models.CharField(blank=True, max_length=24)),
            ],
            options={
                'verbose_name': 'second look',
                'verbose_name_plural': 'second looks',
            },
        ),
        migrations.CreateModel(
            name='Takedown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=16, unique=True)),
                ('authority', models.CharField(max_length=200, verbose_name='who asks')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='their reference')),
                ('request', models.CharField(max_length=2000, verbose_name='what they ask')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('comments', models.JSONField(default=list, verbose_name='comments')),
                ('outcome', models.CharField(choices=[('open', 'Being examined'), ('removed', 'Removed'), ('partly', 'Removed in part'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=9, verbose_name='outcome')),
                ('answer', models.CharField(blank=True, max_length=2000, verbose_name='our answer')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
            ],
            options={
                'verbose_name': 'takedown request',
                'verbose_name_plural': 'takedown requests',
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='batch',
            field=models.CharField(blank=True, db_index=True, max_length=16),
        ),
        migrations.AddField(
            model_name='decision',
            name='message',
            field=models.CharField(blank=True, max_length=500, verbose_name='message to the author'),
        ),
        migrations.AddField(
            model_name='decision',
            name='model',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name='decision',
            name='action',
            field=models.CharField(choices=[('approve', 'Published'), ('reject', 'Rejected'), ('spam', 'Marked as spam'), ('undo', 'Undone'), ('reveal', 'Address looked at'), ('edit', 'Edited by its author')], max_length=8, verbose_name='decision'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='reason',
            field=models.CharField(blank=True, max_length=24, verbose_name='reason'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['site', 'at'], name='decision_by_day'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decision',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.decision'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='measure',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='accounts.measure'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='authornote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='authornote',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='channel',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='claim',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='comment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim', to='discussions.comment'),
        ),
        migrations.AddField(
            model_name='event',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='event',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='hold_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='notice',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='moderation.channel'),
        ),
        migrations.AddField(
            model_name='reasoncode',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='review',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='discussions.comment'),
        ),
        migrations.AddField(
            model_name='review',
            name='decision',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review', to='moderation.decision'),
        ),
        migrations.AddField(
            model_name='review',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='takedown',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='takedown',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.site'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(fields=['site', 'state', 'id'], name='appeal_by_state'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', True), ('measure__isnull', True), _connector='XOR'), name='appeal_against_one_thing'),
        ),
        migrations.AddIndex(
            model_name='authornote',
            index=models.Index(fields=['site', 'author_link'], name='author_note_by_link'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['site', '-id'], name='event_latest'),
        ),
        migrations.AddConstraint(
            model_name='reasoncode',
            constraint=models.UniqueConstraint(fields=('site', 'code'), name='reason_once_per_site'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('opinion', '')), fields=['site', 'kind', 'id'], name='review_open'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('comment', 'kind'), name='one_look_of_a_kind'),
        ),
    ]
