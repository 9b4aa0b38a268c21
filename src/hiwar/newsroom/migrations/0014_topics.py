"""What articles are about: topics, and which article has which."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.search.index
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0013_index_of_labels"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("folded", models.CharField(editable=False, max_length=120)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, db_index=False, editable=False, max_length=80, verbose_name="slug"
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for readers and search engines.",
                        max_length=240,
                        verbose_name="description",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        help_text=(
                            "Its articles go over to the topic chosen here, its address leads there, and its name finds"
                            " it from now on. This cannot be taken back."
                        ),
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="other_names",
                        to="newsroom.topic",
                        verbose_name="merge into",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["folded"],
                "constraints": [
                    models.UniqueConstraint(fields=["site", "folded"], name="topic_name_once_per_site"),
                    models.UniqueConstraint(fields=["site", "slug"], name="topic_slug_once_per_site"),
                ],
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="ArticleTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.articlepage",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="newsroom.topic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["topic", "-published_at", "-article"], name="article_newest_of_topic")
                ],
                "constraints": [models.UniqueConstraint(fields=["article", "topic"], name="article_has_topic_once")],
            },
        ),
        # No column of an article: SQLite would copy the table to find that out.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="articlepage",
                    name="topics",
                    field=modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="articles",
                        through="newsroom.ArticleTopic",
                        to="newsroom.topic",
                        verbose_name="topics",
                    ),
                ),
            ]
        ),
    ]
