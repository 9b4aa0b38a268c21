"""A mode of screening instead of «every comment waits», what a site has learned, and what could not be scored."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

RATES = [
    ("false_holds_open", "0.5", "open: clean comments that may wait, in percent"),
    ("false_holds_careful", "2", "careful: clean comments that may wait, in percent"),
    ("false_holds_breaking", "5", "breaking news: clean comments that may wait, in percent"),
]


def held_becomes_a_mode(apps, schema_editor):
    apps.get_model("discussions", "DiscussionSettings").objects.filter(hold_all=True).update(screening_mode="held")
    apps.get_model("discussions", "Thread").objects.filter(mode="held").update(mode="open", screening_mode="held")


def the_mode_becomes_held(apps, schema_editor):
    apps.get_model("discussions", "DiscussionSettings").objects.filter(screening_mode="held").update(hold_all=True)
    threads = apps.get_model("discussions", "Thread").objects
    threads.filter(mode="open", screening_mode="held").update(mode="held")


class Migration(migrations.Migration):

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("discussions", "0003_words_by_stem_and_in_other_forms"),
    ]

    operations = [
        migrations.AddField(
            model_name="discussionsettings",
            name="screening_mode",
            field=models.CharField(
                choices=[
                    ("open", "Open: only what is almost certainly a violation waits"),
                    ("careful", "Careful: the usual one"),
                    ("breaking", "Breaking news: more waits, while tempers are high"),
                    ("held", "Everything held: a moderator reads each comment first"),
                ],
                default="careful",
                help_text="A section or an article may choose otherwise for itself.",
                max_length=8,
                verbose_name="how strictly comments are screened",
            ),
        ),
        *[
            migrations.AddField(
                model_name="discussionsettings",
                name=name,
                field=models.DecimalField(
                    decimal_places=2,
                    default=Decimal(default),
                    max_digits=4,
                    validators=[
                        django.core.validators.MinValueValidator(Decimal("0.05")),
                        django.core.validators.MaxValueValidator(Decimal("25")),
                    ],
                    verbose_name=label,
                ),
            )
            for name, default, label in RATES
        ],
        migrations.AddField(
            model_name="thread",
            name="screening_mode",
            field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
        migrations.RunPython(held_becomes_a_mode, the_mode_becomes_held, elidable=True),
        migrations.RemoveField(model_name="discussionsettings", name="hold_all"),
        migrations.AlterField(
            model_name="thread",
            name="mode",
            field=models.CharField(
                choices=[("open", "Open"), ("closed", "Closed"), ("hidden", "Hidden with its page")],
                default="open",
                max_length=8,
                verbose_name="discussion",
            ),
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kept",
                    models.CharField(
                        choices=[
                            ("vector", "A vector and thresholds"),
                            ("calibration", "Thresholds"),
                            ("nothing", "Nothing, all stayed as it was"),
                            ("back", "An earlier lesson, by hand"),
                        ],
                        max_length=11,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=20)),
                ("model", models.CharField(max_length=80)),
                ("vector", models.BinaryField(null=True)),
                ("calibration", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("is_used", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={"verbose_name": "lesson", "verbose_name_plural": "lessons"},
        ),
        migrations.CreateModel(
            name="UnscoredCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("why", models.CharField(max_length=10)),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "comments without a score",
                "verbose_name_plural": "comments without a score",
                "constraints": [
                    models.UniqueConstraint(fields=("site", "day", "why"), name="unscored_once_per_day")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(fields=("site", "number"), name="lesson_number_once_per_site"),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_used", True)), fields=("site",), name="one_lesson_in_use"
            ),
        ),
    ]
