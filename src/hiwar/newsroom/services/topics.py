"""What editors do to topics: name them in an article, give one another name, make two of them one.

Nobody loses a topic by that: what was its name still finds it, and what was its address leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Site

from hiwar.arabic.spelling import spelling_key
from hiwar.newsroom.models import ArticleTopic, Topic
from hiwar.newsroom.models.topics import meant


class NameTaken(Exception):
    """Another topic has this name, or had it; carries that topic."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(topic.name)
        self.topic = topic


@transaction.atomic
def topics_named(names: Iterable[str], *, site: Site) -> list[Topic]:
    """Return the topics of these names, each once; what has no name yet in any spelling is made."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(spelling_key(name), name.strip())
    wanted.pop("", None)
    known = {topic.folded: topic for topic in Topic.objects.filter(site=site, folded__in=wanted)}
    for folded, name in wanted.items():
        if folded not in known:
            # Another editor may have typed it at the same moment.
            known[folded], _made = Topic.objects.get_or_create(site=site, folded=folded, defaults={"name": name})
    return meant(known[folded] for folded in wanted)


def namesake_of(topic: Topic, *, name: str) -> Topic | None:
    """Return the other topic that has or had this name, unless that is a former name of this very topic."""
    site = topic.site if topic.site_id else Site.objects.get(is_default_site=True)
    others = Topic.objects.filter(site=site, folded=spelling_key(name)).exclude(pk=topic.pk)
    found = others.first()
    return None if found is None or (topic.pk and found.stands_for_id == topic.pk) else found


@transaction.atomic
def rename_topic(*, topic: Topic, name: str) -> None:
    """Give a topic another name and address, saving it; those it had go on leading to it.

    Another spelling of its name leaves the address alone. Raises `NameTaken` for a name of another topic.
    """
    if namesake := namesake_of(topic, name=name):
        raise NameTaken(namesake)
    before = Topic.objects.get(pk=topic.pk)
    topic.name = name
    if spelling_key(name) == before.folded:
        topic.save()
        return
    former = Topic.objects.filter(stands_for=topic, folded=spelling_key(name)).first()
    if former:
        # It gets back a name that it had, with the address of that time.
        topic.slug = former.slug
        Topic.objects.filter(pk=former.pk).update(folded="", slug="")
    else:
        former, topic.slug = Topic(site=before.site, stands_for=topic), topic.free_slug()
    topic.save()
    former.name = before.name
    # «C» and «C#» would have one address; it stays where it was.
    former.slug = "" if topic.slug == before.slug else before.slug
    former.save()


@transaction.atomic
def merge_topics(*, topic: Topic, into: Topic) -> None:
    """Let a topic stand for another from now on: its articles and its former names go over. Twice changes nothing."""
    into = into.stands_for or into
    if topic.pk == into.pk:
        return
    lines = ArticleTopic.objects.filter(topic=topic)
    lines.filter(article__in=ArticleTopic.objects.filter(topic=into).values("article")).delete()
    lines.update(topic=into)
    topic.other_names.update(stands_for=into)
    topic.stands_for = into
    topic.save()
