"""Keep with each article the section it stands in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("newsroom", "0002_modes_of_screening")]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="section",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="newsroom.sectionpage",
            ),
        ),
    ]
