"""The log tells of words that were listed at the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("moderation", "0005_second_looks_and_told")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("role", "Role changed"), ("measure", "Measure against a writer"), ("lifted", "Measure lifted"),
                    ("restraint", "Restraint set"), ("threshold", "Threshold moved"), ("words", "Word listed"),
                    ("reasons", "Reasons edited"), ("appeal", "Appeal decided"), ("evidence", "Evidence kept"),
                    ("takedown", "Takedown registered"), ("export", "Log exported"),
                    ("channel", "Alert channel changed"), ("review", "Second look"), ("note", "Note about a writer"),
                ],
                max_length=9,
                verbose_name="act",
            ),
        ),
    ]
