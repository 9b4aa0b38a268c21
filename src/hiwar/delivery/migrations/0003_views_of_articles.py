"""How often articles are asked for, by the hour."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("delivery", "0002_sections_of_earlier_threads")]

    operations = [
        migrations.CreateModel(
            name='ArticleViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('subject', models.CharField(max_length=200)),
                ('count', models.PositiveIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            model_name='articleviews',
            constraint=models.UniqueConstraint(fields=('hour', 'subject'), name='views_once_per_hour'),
        ),
    ]
