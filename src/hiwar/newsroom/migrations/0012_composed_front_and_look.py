"""An editor composes the front page of parts, and a site has a look of its own."""

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0011_editing_workflow"),
    ]

    operations = [
        # One row at most: SQLite copies the table in no time.
        migrations.AddField(
            model_name="frontpage",
            name="parts",
            field=wagtail.fields.StreamField(
                [
                    ("lead", 2),
                    ("beside", 6),
                    ("latest", 8),
                    ("section", 12),
                    ("chosen", 15),
                    ("most", 18),
                    ("voices", 20),
                    ("columnists", 22),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {
                            "help_text": "Empty: always the newest one.",
                            "label": "article",
                            "page_type": ["newsroom.ArticlePage"],
                            "required": False,
                        },
                    ),
                    1: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 2,
                            "label": "more headlines of its section below it",
                            "max_value": 4,
                            "min_value": 0,
                            "required": False,
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("article", 0), ("also", 1)]], {}),
                    3: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "article", "page_type": ["newsroom.ArticlePage"]},
                    ),
                    4: (
                        "wagtail.blocks.ListBlock",
                        (3,),
                        {
                            "default": [],
                            "help_text": "None, or fewer than there is room for: the newest follow.",
                            "label": "articles",
                            "max_num": 4,
                        },
                    ),
                    5: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "how many", "max_value": 4, "min_value": 1},
                    ),
                    6: ("wagtail.blocks.StructBlock", [[("articles", 4), ("count", 5)]], {}),
                    7: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 7, "label": "how many", "max_value": 12, "min_value": 3},
                    ),
                    8: ("wagtail.blocks.StructBlock", [[("count", 7)]], {}),
                    9: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "section", "page_type": ["newsroom.SectionPage"]},
                    ),
                    10: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 4, "label": "how many", "max_value": 12, "min_value": 1},
                    ),
                    11: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("cards", "Across the page, with pictures"),
                                ("lines", "Across the page, headlines only"),
                                ("column", "As a column, beside the columns next to it"),
                            ],
                            "label": "arrangement",
                        },
                    ),
                    12: ("wagtail.blocks.StructBlock", [[("section", 9), ("count", 10), ("arrangement", 11)]], {}),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 80}),
                    14: ("wagtail.blocks.ListBlock", (3,), {"label": "articles", "max_num": 12, "min_num": 1}),
                    15: ("wagtail.blocks.StructBlock", [[("title", 13), ("articles", 14), ("arrangement", 11)]], {}),
                    16: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 7,
                            "help_text": "Up to thirty.",
                            "label": "published within so many days",
                            "max_value": 30,
                            "min_value": 1,
                        },
                    ),
                    17: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 5, "label": "how many", "max_value": 10, "min_value": 3},
                    ),
                    18: ("wagtail.blocks.StructBlock", [[("days", 16), ("count", 17)]], {}),
                    19: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "how many", "max_value": 6, "min_value": 1},
                    ),
                    20: ("wagtail.blocks.StructBlock", [[("count", 19)]], {}),
                    21: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 4, "label": "how many", "max_value": 8, "min_value": 2},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("count", 21)]], {}),
                },
                help_text="From top to bottom. Empty: the page composes itself of the newest articles. A part for which there is nothing to show stays out, and no article stands on the page twice unless it was chosen twice.",
                verbose_name="parts",
            ),
        ),
        migrations.CreateModel(
            name="SiteLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        help_text="The newsroom's own: labels, links, what is current. #a3123c, for example. Empty: pomegranate.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-fA-F]{6}\\Z",
                                "A color is written as # and six digits or letters from a to f, such as #a3123c.",
                            )
                        ],
                        verbose_name="accent color",
                    ),
                ),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        help_text="Discussions, and the bands of the front page in which readers speak. Empty: teal.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A#[0-9a-fA-F]{6}\\Z",
                                "A color is written as # and six digits or letters from a to f, such as #a3123c.",
                            )
                        ],
                        verbose_name="color of the readers' parts",
                    ),
                ),
                (
                    "headline_face",
                    models.CharField(
                        choices=[
                            ("display", "Markazi, narrow and tall"),
                            ("text", "Naskh, as books are set"),
                            ("ui", "Sans, plain and even"),
                        ],
                        default="display",
                        max_length=7,
                        verbose_name="letters of headlines",
                    ),
                ),
                (
                    "text_face",
                    models.CharField(
                        choices=[("text", "Naskh, as books are set"), ("ui", "Sans, plain and even")],
                        default="text",
                        max_length=7,
                        verbose_name="letters of texts",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="Stands in the masthead in place of the name. PNG or WebP with a transparent ground is best.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom.newsimage",
                        verbose_name="logo",
                    ),
                ),
                (
                    "logo_by_night",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the logo stands on a white plate there.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="newsroom.newsimage",
                        verbose_name="logo for dark screens",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "look of the site",
                "verbose_name_plural": "looks of the sites",
            },
        ),
    ]
