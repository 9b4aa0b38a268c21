"""The index along which the newest opinions are found; writing goes on while PostgreSQL builds it."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("newsroom", "0012_composed_front_and_look")]

    operations = [
        AddIndexQuietly(
            "articlepage",
            models.Index(
                fields=["label", "-published_at", "-page_ptr"],
                name="article_newest_by_label",
                condition=models.Q(("address__isnull", False)),
            ),
        ),
    ]
