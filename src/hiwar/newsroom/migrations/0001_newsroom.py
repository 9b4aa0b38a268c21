"""The newsroom: front page, sections, articles, authors and pictures."""

import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('standfirst', models.TextField(blank=True, max_length=500, verbose_name='standfirst')),
                ('place', models.CharField(blank=True, help_text='The place the story comes from; it opens the text.', max_length=60, verbose_name='dateline')),
                ('lead_alt', models.CharField(blank=True, help_text='For those who do not see it. Empty: the description of the picture itself.', max_length=250, verbose_name='what the picture shows')),
                ('lead_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('lead_credit', models.CharField(blank=True, help_text='Empty: the credit of the picture itself.', max_length=120, verbose_name='credit')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('heading', 1), ('quote', 5), ('list', 9), ('image', 14), ('figure', 24)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'link'], 'icon': 'pilcrow', 'label': 'Paragraph'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'what was said', 'max_length': 600}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'who said it', 'max_length': 120}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'role', 'max_length': 120, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('text', 2), ('who', 3), ('role', 4)]], {}), 6: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('bullets', 'Bullets'), ('numbers', 'Numbers')], 'label': 'style'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'item', 'max_length': 600, 'rows': 1}), 8: ('wagtail.blocks.ListBlock', (7,), {'label': 'items'}), 9: ('wagtail.blocks.StructBlock', [[('style', 6), ('items', 8)]], {}), 10: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'For those who do not see it: one sentence.', 'label': 'what the picture shows', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'credit', 'max_length': 120}), 14: ('wagtail.blocks.StructBlock', [[('image', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'number', 'max_length': 24}), 16: ('wagtail.blocks.TextBlock', (), {'label': 'the sentence that goes on from the number', 'max_length': 300}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'what is counted', 'max_length': 60}), 18: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'value', 'max_digits': 15, 'min_value': 0}), 19: ('wagtail.blocks.BooleanBlock', (), {'label': 'this one is the figure', 'required': False}), 20: ('wagtail.blocks.StructBlock', [[('label', 17), ('value', 18), ('highlight', 19)]], {}), 21: ('wagtail.blocks.ListBlock', (20,), {'default': [], 'help_text': 'None, or two bars drawn to scale.', 'label': 'comparison', 'max_num': 2}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'source', 'max_length': 200}), 23: ('wagtail.blocks.URLBlock', (), {'label': 'link to the source', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('number', 15), ('sentence', 16), ('bars', 21), ('source', 22), ('source_url', 23)]], {})}, verbose_name='text')),
                ('is_draft_headline', models.BooleanField(default=False, help_text='An import took the first sentence. Write a headline, then clear this mark.', verbose_name='the headline is a draft')),
                ('published_at', models.DateTimeField(blank=True, db_index=True, help_text='Readers see it, and the address carries its day. Empty: the moment of first publication.', null=True, verbose_name='publication time')),
                ('discussion', models.CharField(choices=[('open', 'Open'), ('held', 'Every comment waits for a moderator'), ('closed', 'Closed, earlier comments stay'), ('off', 'No discussion')], default='open', max_length=6, verbose_name='discussion')),
                ('source_url', models.URLField(blank=True, help_text='For imported articles.', max_length=500, null=True, unique=True, verbose_name='original address')),
                ('address', models.CharField(editable=False, max_length=300, null=True, unique=True, verbose_name='address')),
                ('rendered_body', models.TextField(blank=True, editable=False)),
                ('reading_minutes', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='reading time')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name='FrontPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'front page',
                'verbose_name_plural': 'front pages',
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name='SectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('description', models.CharField(blank=True, help_text='One sentence for readers and search engines.', max_length=240, verbose_name='description')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, editable=False, max_length=80, verbose_name='slug')),
                ('role', models.CharField(blank=True, help_text='As readers see it: correspondent in the port, columnist.', max_length=120, verbose_name='role')),
                ('site', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site', verbose_name='site')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='ArticleByline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='newsroom.articlepage')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsroom.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NewsImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('credit', models.CharField(blank=True, max_length=120, verbose_name='credit')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='lead_image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='newsroom.newsimage', verbose_name='lead picture'),
        ),
        migrations.CreateModel(
            name='NewsRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='newsroom.newsimage')),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.AddConstraint(
            model_name='author',
            constraint=models.UniqueConstraint(fields=('site', 'slug'), name='author_slug_once_per_site'),
        ),
        migrations.AddConstraint(
            model_name='newsrendition',
            constraint=models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_per_size'),
        ),
    ]
