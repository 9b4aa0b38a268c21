"""Articles and sections choose how strictly comments are screened; «held» is such a mode and no state of discussion."""

from django.db import migrations, models

CHOICES = [
    ("open", "Open: only what is almost certainly a violation waits"),
    ("careful", "Careful: the usual one"),
    ("breaking", "Breaking news: more waits, while tempers are high"),
    ("held", "Everything held: a moderator reads each comment first"),
]


def held_becomes_a_mode(apps, schema_editor):
    articles = apps.get_model("newsroom", "ArticlePage").objects
    articles.filter(discussion="held").update(discussion="open", screening_mode="held")


def the_mode_becomes_held(apps, schema_editor):
    articles = apps.get_model("newsroom", "ArticlePage").objects
    articles.filter(discussion="open", screening_mode="held").update(discussion="held")


class Migration(migrations.Migration):

    dependencies = [
        ("newsroom", "0001_newsroom"),
    ]

    operations = [
        migrations.AddField(
            model_name="sectionpage",
            name="screening_mode",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                default="",
                help_text="For every article of the section that chooses nothing itself. Empty: as the whole site.",
                max_length=8,
                verbose_name="how strictly comments are screened",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="articlepage",
            name="screening_mode",
            field=models.CharField(
                blank=True,
                choices=CHOICES,
                default="",
                help_text=(
                    "Empty: as the section has it. A stricter mode lets more comments wait for a moderator, and less"
                    " slip through; it can be changed at any time."
                ),
                max_length=8,
                verbose_name="how strictly comments are screened",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(held_becomes_a_mode, the_mode_becomes_held, elidable=True),
        migrations.AlterField(
            model_name="articlepage",
            name="discussion",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("closed", "Closed, earlier comments stay"),
                    ("off", "No discussion"),
                ],
                default="open",
                max_length=6,
                verbose_name="discussion",
            ),
        ),
    ]
