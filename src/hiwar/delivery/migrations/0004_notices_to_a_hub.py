"""Feeds of which a WebSub hub has not been told yet."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("delivery", "0003_views_of_articles")]

    operations = [
        migrations.CreateModel(
            name="HubNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("feed", models.CharField(max_length=500, unique=True)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(db_index=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
    ]
