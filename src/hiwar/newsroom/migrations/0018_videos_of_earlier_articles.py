"""Note with every earlier article how long its videos are. Safe to run again: what has a length is left alone."""

import re

from django.db import migrations

BATCH = 200
PLACE = re.compile(r'<figure class="film" data-video="(\d+)">')


def note_lengths(apps, schema_editor):
    alias = schema_editor.connection.alias
    seconds = dict(apps.get_model("newsroom", "NewsVideo").objects.using(alias).values_list("pk", "seconds"))
    if not seconds:
        return
    articles = apps.get_model("newsroom", "ArticlePage").objects.using(alias)
    shown = articles.filter(video_seconds=0, rendered_body__contains='<figure class="film" data-video="')
    last = 0
    while batch := list(shown.filter(pk__gt=last).order_by("pk").values_list("pk", "rendered_body")[:BATCH]):
        last = batch[-1][0]
        for pk, html in batch:
            length = sum(seconds.get(video, 0) for video in set(map(int, PLACE.findall(html))))
            articles.filter(pk=pk).update(video_seconds=length)


class Migration(migrations.Migration):
    # Article by article: one transaction over all of them would hold its locks for as long as it reads.
    atomic = False
    dependencies = [("newsroom", "0017_videos_in_lists")]

    operations = [migrations.RunPython(note_lengths, migrations.RunPython.noop, elidable=True)]
