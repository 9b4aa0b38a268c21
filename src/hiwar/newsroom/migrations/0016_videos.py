"""Videos, and the block that puts one into an article."""

import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0015_readers_comments_in_articles'),
    ]

    operations = [
        migrations.AlterField(
            model_name='articlepage',
            name='body',
            field=wagtail.fields.StreamField([('paragraph', 0), ('heading', 1), ('quote', 5), ('list', 9), ('image', 14), ('gallery', 17), ('video', 19), ('table', 23), ('figure', 33), ('reader_quote', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link'], 'icon': 'pilcrow', 'label': 'Paragraph'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'what was said', 'max_length': 600}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'role', 'max_length': 120, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('text', 2), ('who', 3), ('role', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('bullets', 'Bullets'), ('numbers', 'Numbers')], 'label': 'style'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'item', 'max_length': 600, 'rows': 1}), 8: ('wagtail.blocks.ListBlock', (7,), {'label': 'items'}), 9: ('wagtail.blocks.StructBlock', [[('style', 6), ('items', 8)]], {}), 10: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who do not see it: one sentence.', 'label': 'what the picture shows', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'credit', 'max_length': 120}), 14: ('wagtail.blocks.StructBlock', [[('image', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 120}), 16: ('wagtail.blocks.ListBlock', (14,), {'label': 'pictures', 'max_num': 12, 'min_num': 2}), 17: ('wagtail.blocks.StructBlock', [[('title', 15), ('pictures', 16)]], {}), 18: ('wagtail.snippets.blocks.SnippetChooserBlock', ('newsroom.NewsVideo',), {'label': 'video'}), 19: ('wagtail.blocks.StructBlock', [[('video', 18), ('caption', 12)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 160}), 21: ('wagtail.blocks.TextBlock', (), {'help_text': 'One row a line, its cells apart by tabs, as a spreadsheet copies them, or by “|”.', 'label': 'rows', 'max_length': 20000}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'max_length': 200, 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('title', 20), ('rows', 21), ('source', 22)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'label': 'number', 'max_length': 24}), 25: ('wagtail.blocks.TextBlock', (), {'label': 'the sentence that goes on from the number', 'max_length': 300}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'what is counted', 'max_length': 60}), 27: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'value', 'max_digits': 15, 'min_value': 0}), 28: ('wagtail.blocks.BooleanBlock', (), {'label': 'this one is the figure', 'required': False}), 29: ('wagtail.blocks.StructBlock', [[('label', 26), ('value', 27), ('highlight', 28)]], {}), 30: ('wagtail.blocks.ListBlock', (29,), {'default': [], 'help_text': 'None, or two bars drawn to scale.', 'label': 'comparison', 'max_num': 2}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'max_length': 200}), 32: ('wagtail.blocks.URLBlock', (), {'label': 'link to the source', 'required': False}), 33: ('wagtail.blocks.StructBlock', [[('number', 24), ('sentence', 25), ('bars', 30), ('source', 31), ('source_url', 32)]], {}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'Open a published comment at the desk and copy its address from there.', 'label': 'address of the comment', 'max_length': 300}), 35: ('wagtail.blocks.StructBlock', [[('comment', 34)]], {})}, verbose_name='text'),
        ),
        migrations.CreateModel(
            name='NewsVideo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='What it shows, in one line. Screen readers and search engines say it.', max_length=160, verbose_name='title')),
                ('file', models.FileField(max_length=120, upload_to='videos', verbose_name='file')),
                ('captions', models.TextField(blank=True, help_text='What is said and what is to be heard, with the times. Correct it here.', verbose_name='captions')),
                ('silent', models.BooleanField(default=False, help_text='Nobody speaks, and no sound tells anything. Then it needs no captions.', verbose_name='nothing to be heard in it matters')),
                ('credit', models.CharField(max_length=120, verbose_name='credit')),
                ('track', models.FileField(blank=True, editable=False, max_length=120, upload_to='videos')),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('seconds', models.PositiveIntegerField(editable=False)),
                ('weight', models.PositiveBigIntegerField(editable=False)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('poster', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.newsimage', verbose_name='picture before it plays')),
            ],
            options={
                'verbose_name': 'video',
                'verbose_name_plural': 'videos',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
    ]
