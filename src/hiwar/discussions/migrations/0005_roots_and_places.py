"""Where each comment stands in a long discussion: its root, its place below it, and how many can be read below a root."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("discussions", "0004_modes_and_lessons")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="root",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="discussions.comment",
            ),
        ),
        migrations.AddField(model_name="comment", name="place", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(model_name="comment", name="answers", field=models.PositiveIntegerField(default=0)),
    ]
