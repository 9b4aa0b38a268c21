"""A discussion may stand on a page of another site."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("discussions", "0019_index_of_sayings")]

    operations = [
        AddColumn(
            model_name="thread",
            name="host_page",
            field=models.CharField(blank=True, db_default="", default="", max_length=800),
        ),
    ]
