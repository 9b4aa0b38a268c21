from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0002_threads_hidden_with_their_page'),
    ]

    operations = [
        migrations.AddField(
            model_name='listedword',
            name='by_stem',
            field=models.BooleanField(default=False, help_text='Takes the word as a stem: feminine, sound plural, dual and attached pronouns after it count too.', verbose_name='also with other endings'),
        ),
        migrations.AddField(
            model_name='listedword',
            name='forms',
            field=models.CharField(blank=True, help_text='Broken plurals and dialect forms to be found as this entry, parted by «|» or «،».', max_length=400, verbose_name='other forms'),
        ),
    ]
