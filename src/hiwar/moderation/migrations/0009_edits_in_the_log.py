"""What became of an edit of a published comment stands in the log; and alerts tell of lessons that did harm."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('moderation', '0008_letters_to_owners')]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('role', 'Role changed'), ('measure', 'Measure against a writer'), ('lifted', 'Measure lifted'), ('restraint', 'Restraint set'), ('threshold', 'Threshold moved'), ('words', 'Word listed'), ('reasons', 'Reasons edited'), ('appeal', 'Appeal decided'), ('evidence', 'Evidence kept'), ('takedown', 'Takedown registered'), ('export', 'Log exported'), ('channel', 'Alert channel changed'), ('review', 'Second look'), ('note', 'Note about a writer'), ('revision', 'Edit of a comment decided'), ('sessions', 'Sessions ended')], max_length=9, verbose_name='act'),
        ),
        migrations.AlterField(
            model_name='notice',
            name='trigger',
            field=models.CharField(choices=[('long_queue', 'More comments wait than there should'), ('brigade', 'Many similar comments at once'), ('reported', 'A reader reports a comment that a moderator approved'), ('appeal', 'A commenter objects to a decision'), ('unscored', 'The model fails'), ('lesson', 'What was to be learned did harm, or was taken back'), ('test', 'A test of the channel')], max_length=12),
        ),
    ]
