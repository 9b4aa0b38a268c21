"""When an article leaves, when its discussion closes, the desk's step in a workflow; redirects get names."""

import django.db.models.deletion
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn, AddIndexQuietly


class Migration(migrations.Migration):
    # The index is built while others write.
    atomic = False
    dependencies = [
        ("newsroom", "0009_authors_with_an_account"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        AddColumn(
            model_name="articlepage",
            name="closes_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Readers are told. Empty: as the site has it. A time that has passed closes it at once.",
                null=True,
                verbose_name="the discussion closes at",
            ),
        ),
        AddColumn(
            model_name="articlepage",
            name="leaves_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        AddIndexQuietly(
            model_name="articlepage",
            index=models.Index(
                fields=["leaves_at"], name="article_leaves", condition=models.Q(("leaves_at__isnull", False))
            ),
        ),
        migrations.CreateModel(
            name="DeskReview",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "review by the desk",
                "verbose_name_plural": "reviews by the desk",
                "abstract": False,
            },
            bases=("wagtailcore.task",),
        ),
        migrations.AlterModelOptions(
            name="formeraddress",
            options={"ordering": ["path"], "verbose_name": "redirect", "verbose_name_plural": "redirects"},
        ),
        # Words for the editor; the columns stay as they are.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="formeraddress",
                    name="path",
                    field=models.CharField(
                        help_text="The part after the site's name, such as /2014/01/19/train/.",
                        max_length=320,
                        verbose_name="former address",
                    ),
                ),
                migrations.AlterField(
                    model_name="formeraddress",
                    name="leads_to",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: readers and search engines are told that it is gone for good.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="leads to",
                    ),
                ),
                migrations.AlterField(
                    model_name="formeraddress",
                    name="site",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
            ]
        ),
    ]
