
import django.core.validators
import django.db.models.deletion
import hiwar.discussions.models.threads
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=hiwar.discussions.models.threads.new_public_id, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('held', 'Awaiting review'), ('published', 'Published'), ('rejected', 'Rejected'), ('spam', 'Spam'), ('withdrawn', 'Withdrawn by its author')], default='held', max_length=9)),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('text', models.TextField(max_length=5000, verbose_name='comment')),
                ('owner_tag', models.CharField(blank=True, max_length=32)),
                ('author_link', models.CharField(blank=True, max_length=32)),
                ('trust_tag', models.CharField(blank=True, max_length=32)),
                ('submitted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('screening', models.JSONField(default=dict)),
                ('source_key', models.CharField(blank=True, max_length=64, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='discussions.comment')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
            },
        ),
        migrations.CreateModel(
            name='CommentContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_email', models.BinaryField()),
                ('kept_since', models.DateField()),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='discussions.comment')),
            ],
        ),
        migrations.CreateModel(
            name='DiscussionSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_required', models.BooleanField(default=False, help_text='Without it, comments may appear with no name.', verbose_name='a name is required')),
                ('email', models.CharField(choices=[('hidden', 'Not asked for'), ('optional', 'Optional'), ('required', 'Required')], default='optional', help_text='Addresses are kept encrypted and shown to nobody. Requiring one keeps away readers with reason to fear.', max_length=8, verbose_name='e-mail address')),
                ('consent_required', models.BooleanField(default=False, verbose_name='agreement to the privacy policy is required')),
                ('hold_all', models.BooleanField(default=False, verbose_name='every comment waits for review')),
                ('hold_first', models.BooleanField(default=True, verbose_name='the first comment of an unknown author waits')),
                ('use_starter_list', models.BooleanField(default=True, help_text='Insults, death wishes, sectarian words and offers known to us: they wait for review.', verbose_name="use Hiwar's starter word list")),
                ('max_links', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='links from which a comment waits')),
                ('max_characters', models.PositiveIntegerField(default=3000, validators=[django.core.validators.MinValueValidator(100), django.core.validators.MaxValueValidator(5000)], verbose_name='longest comment, in characters')),
                ('seconds_between', models.PositiveIntegerField(default=15, verbose_name='seconds between two comments of one reader')),
                ('network_per_minute', models.PositiveIntegerField(default=12, help_text='Whole towns may share one address: beyond this number comments wait, none is refused.', verbose_name='comments a minute from one network before they wait')),
                ('reply_depth', models.PositiveSmallIntegerField(default=1, help_text='Deeper replies stand in the same column and say whom they answer.', validators=[django.core.validators.MaxValueValidator(5)], verbose_name='levels of replies that are indented')),
                ('close_after_days', models.PositiveIntegerField(default=0, help_text='0: they stay open.', verbose_name='close discussions after this many days')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'discussion settings',
                'verbose_name_plural': 'discussion settings',
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200)),
                ('public_id', models.CharField(default=hiwar.discussions.models.threads.new_public_id, editable=False, max_length=16, unique=True)),
                ('url', models.CharField(max_length=800)),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('mode', models.CharField(choices=[('open', 'Open'), ('held', 'Every comment waits for review'), ('closed', 'Closed')], default='open', max_length=8, verbose_name='discussion')),
                ('opened_at', models.DateTimeField()),
                ('version', models.PositiveBigIntegerField(default=0)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('comment_count', models.PositiveIntegerField(default=0)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='discussions.thread', verbose_name='thread'),
        ),
        migrations.CreateModel(
            name='ListedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('suspect', 'Hold for review'), ('banned', 'Reject'), ('allowed', 'Never a reason to hold')], default='suspect', max_length=8, verbose_name='effect')),
                ('text', models.CharField(max_length=120, verbose_name='word or phrase')),
                ('with_clitics', models.BooleanField(default=True, help_text='«و», «ف», «ب», «ل», «ك», «ال» before the word.', verbose_name='also with attached particles')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why it is listed')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'listed word',
                'verbose_name_plural': 'listed words',
                'constraints': [models.UniqueConstraint(fields=('site', 'kind', 'text'), name='listed_word_once_per_list')],
            },
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(fields=('site', 'subject'), name='thread_once_per_subject'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['thread', 'state', 'number'], name='comment_by_thread'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', 'id'], name='comment_by_state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('author_link', ''), _negated=True), fields=['author_link'], name='comment_by_author'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('thread', 'number'), name='comment_number_once_per_thread'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('thread', 'source_key'), name='comment_source_once_per_thread'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('number__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='comment_published_has_number'),
        ),
    ]
