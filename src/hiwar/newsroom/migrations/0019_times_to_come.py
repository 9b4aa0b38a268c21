"""What time does to articles, in their own table, where indexes can lie along it; writing goes on while they are built."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn, AddIndexQuietly


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("newsroom", "0018_videos_of_earlier_articles")]

    operations = [
        *(
            AddColumn(model_name="articlepage", name=name, field=models.DateTimeField(editable=False, null=True))
            for name in ("left_at", "goes_out_at", "label_ends_at")
        ),
        AddIndexQuietly(
            "articlepage",
            models.Index(fields=["left_at"], name="article_left", condition=models.Q(("left_at__isnull", False))),
        ),
        AddIndexQuietly(
            "articlepage",
            models.Index(
                fields=["goes_out_at"], name="article_goes_out", condition=models.Q(("goes_out_at__isnull", False))
            ),
        ),
        AddIndexQuietly(
            "articlepage",
            models.Index(fields=["closes_at"], name="article_closes", condition=models.Q(("closes_at__isnull", False))),
        ),
        AddIndexQuietly(
            "articlepage",
            models.Index(
                fields=["label_ends_at"],
                name="article_label_ends",
                condition=models.Q(("label_ends_at__isnull", False)),
            ),
        ),
    ]
