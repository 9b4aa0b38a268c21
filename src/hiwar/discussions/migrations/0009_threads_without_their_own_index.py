"""Drop the index of comments by thread alone: others begin with the thread, and this one was taken in their place."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("discussions", "0008_index_of_beginnings")]

    operations = [
        migrations.AlterField(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="discussions.thread",
                verbose_name="thread",
            ),
        ),
    ]
