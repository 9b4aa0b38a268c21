"""Drop the index of publication times alone: the ones of 0005 begin with it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0005_indexes_of_lists")]

    operations = [
        migrations.AlterField(
            model_name="articlepage",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text=(
                    "Readers see it, and the address carries its day. Empty: the moment of first publication."
                ),
                null=True,
                verbose_name="publication time",
            ),
        ),
    ]
