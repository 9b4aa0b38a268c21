"""A discussion may close at a time that its topic says."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):
    dependencies = [("discussions", "0017_answers_and_marks")]

    operations = [
        AddColumn(model_name="thread", name="closes_at", field=models.DateTimeField(null=True)),
    ]
