"""Answers of the newsroom, and what is pinned and featured, stand in the log."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0009_edits_in_the_log'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('role', 'Role changed'), ('measure', 'Measure against a writer'), ('lifted', 'Measure lifted'), ('restraint', 'Restraint set'), ('threshold', 'Threshold moved'), ('words', 'Word listed'), ('reasons', 'Reasons edited'), ('appeal', 'Appeal decided'), ('evidence', 'Evidence kept'), ('takedown', 'Takedown registered'), ('export', 'Log exported'), ('channel', 'Alert channel changed'), ('review', 'Second look'), ('note', 'Note about a writer'), ('revision', 'Edit of a comment decided'), ('sessions', 'Sessions ended'), ('answer', "Newsroom's answer to a reader"), ('mark', 'Comment pinned or featured')], max_length=9, verbose_name='act'),
        ),
    ]
