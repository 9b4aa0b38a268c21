"""What kind of piece an article is, its corrections, and two more parts of a text."""

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0007_former_addresses"),
    ]

    operations = [
        AddColumn(
            model_name="articlepage",
            name="corrected_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="corrected"),
        ),
        AddColumn(
            model_name="articlepage",
            name="label",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                choices=[
                    ("breaking", "Breaking"),
                    ("live", "Live"),
                    ("analysis", "Analysis"),
                    ("opinion", "Opinion"),
                    ("explainer", "Explainer"),
                ],
                help_text="Stands before the headline. “Breaking” goes by itself after twelve hours, “live” after a day.",
                max_length=9,
                verbose_name="label",
            ),
        ),
        # The column is text before and after; SQLite would copy the table to write the same again.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="articlepage",
                    name="body",
                    field=wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 1),
                            ("quote", 5),
                            ("list", 9),
                            ("image", 14),
                            ("gallery", 17),
                            ("table", 21),
                            ("figure", 31),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "link"], "icon": "pilcrow", "label": "Paragraph"},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "title", "label": "Heading", "max_length": 120},
                            ),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "what was said", "max_length": 600}),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "who said it", "max_length": 120}),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "role", "max_length": 120, "required": False},
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("text", 2), ("who", 3), ("role", 4)]], {}),
                            6: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": [("bullets", "Bullets"), ("numbers", "Numbers")], "label": "style"},
                            ),
                            7: ("wagtail.blocks.TextBlock", (), {"label": "item", "max_length": 600, "rows": 1}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "items"}),
                            9: ("wagtail.blocks.StructBlock", [[("style", 6), ("items", 8)]], {}),
                            10: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "picture"}),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For those who do not see it: one sentence.",
                                    "label": "what the picture shows",
                                    "max_length": 250,
                                },
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "caption", "max_length": 300, "required": False},
                            ),
                            13: ("wagtail.blocks.CharBlock", (), {"label": "credit", "max_length": 120}),
                            14: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 10), ("alt", 11), ("caption", 12), ("credit", 13)]],
                                {},
                            ),
                            15: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 120}),
                            16: ("wagtail.blocks.ListBlock", (14,), {"label": "pictures", "max_num": 12, "min_num": 2}),
                            17: ("wagtail.blocks.StructBlock", [[("title", 15), ("pictures", 16)]], {}),
                            18: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 160}),
                            19: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "One row a line, its cells apart by tabs, as a spreadsheet copies them, or by “|”.",
                                    "label": "rows",
                                    "max_length": 20000,
                                },
                            ),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "source", "max_length": 200, "required": False},
                            ),
                            21: ("wagtail.blocks.StructBlock", [[("title", 18), ("rows", 19), ("source", 20)]], {}),
                            22: ("wagtail.blocks.CharBlock", (), {"label": "number", "max_length": 24}),
                            23: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "the sentence that goes on from the number", "max_length": 300},
                            ),
                            24: ("wagtail.blocks.CharBlock", (), {"label": "what is counted", "max_length": 60}),
                            25: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"decimal_places": 2, "label": "value", "max_digits": 15, "min_value": 0},
                            ),
                            26: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "this one is the figure", "required": False},
                            ),
                            27: ("wagtail.blocks.StructBlock", [[("label", 24), ("value", 25), ("highlight", 26)]], {}),
                            28: (
                                "wagtail.blocks.ListBlock",
                                (27,),
                                {
                                    "default": [],
                                    "help_text": "None, or two bars drawn to scale.",
                                    "label": "comparison",
                                    "max_num": 2,
                                },
                            ),
                            29: ("wagtail.blocks.CharBlock", (), {"label": "source", "max_length": 200}),
                            30: ("wagtail.blocks.URLBlock", (), {"label": "link to the source", "required": False}),
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("number", 22), ("sentence", 23), ("bars", 28), ("source", 29), ("source_url", 30)]],
                                {},
                            ),
                        },
                        verbose_name="text",
                    ),
                ),
            ]
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("text", models.TextField(max_length=600, verbose_name="what was wrong, what is right")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="newsroom.articlepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
