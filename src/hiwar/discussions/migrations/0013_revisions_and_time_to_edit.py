"""Earlier texts of edited comments, and how long a newsroom lets authors edit."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from hiwar.accounts.schema_changes import AddColumn


class Migration(migrations.Migration):

    dependencies = [("discussions", "0012_index_of_arrivals")]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('screening', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='discussions.comment')),
            ],
            options={
                'verbose_name': 'earlier text',
                'verbose_name_plural': 'earlier texts',
            },
        ),
        AddColumn(
            model_name='discussionsettings',
            name='edit_minutes',
            field=models.PositiveSmallIntegerField(db_default=15, default=15, help_text='0: never. An edited comment is screened again as a whole; if it must wait, it leaves the page.', validators=[django.core.validators.MaxValueValidator(120)], verbose_name='minutes in which authors may edit their comment'),
        ),
    ]
