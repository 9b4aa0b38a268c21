
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0001_threads_and_comments'),
    ]

    operations = [
        migrations.AlterField(
            model_name='thread',
            name='mode',
            field=models.CharField(choices=[('open', 'Open'), ('held', 'Every comment waits for review'), ('closed', 'Closed'), ('hidden', 'Hidden with its page')], default='open', max_length=8, verbose_name='discussion'),
        ),
    ]
