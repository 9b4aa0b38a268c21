"""How long an article's videos are, kept with it: lists say so and ask for nothing more."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0016_videos")]

    operations = [
        AddColumn(
            model_name="articlepage",
            name="video_seconds",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
    ]
