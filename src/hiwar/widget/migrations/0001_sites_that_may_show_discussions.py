"""Which sites may show discussions on their pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [
        migrations.CreateModel(
            name="EmbedSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origins",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line, such as https://blog.example. Whoever writes pages there can show the"
                        " comment form: name only sites you trust. Empty: nowhere.",
                        max_length=5000,
                        verbose_name="sites that may show discussions on their pages",
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
                "verbose_name": "discussions on other sites",
                "verbose_name_plural": "discussions on other sites",
            },
        ),
    ]
