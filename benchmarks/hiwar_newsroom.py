"""Fill a founded newsroom with the benchmark's articles; a program of its own, run on the newsroom's data folder.

Prints one line of JSON: the path and the thread of each article.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after Django is set up
from wagtail.models import Site  # noqa: E402 - after Django is set up

from benchmarks import words  # noqa: E402 - beside the models it fills
from hiwar.discussions.models import DiscussionSettings, ScreeningMode, Thread  # noqa: E402
from hiwar.discussions.services import ImportedComment, import_comment  # noqa: E402
from hiwar.newsroom.models import SectionPage  # noqa: E402
from hiwar.newsroom.services import ArticleDraft, create_article  # noqa: E402


def open_the_discussions(site: Site) -> None:
    """Let comments appear at once and as fast as they come; screening looks at each of them all the same."""
    settings = DiscussionSettings.for_site(site)
    settings.screening_mode, settings.hold_first = ScreeningMode.OPEN, False
    settings.seconds_between = settings.network_per_minute = 0
    settings.full_clean()
    settings.save()


def publish(slug: str, count: int, *, site: Site) -> dict[str, str]:
    """Publish an article with its comments and say where both are."""
    now = timezone.now()
    section = SectionPage.objects.live().first()
    if section is None:
        raise SystemExit("this newsroom has no section")
    draft = ArticleDraft(headline=words.headline(slug), paragraphs=words.paragraphs())
    path = str(create_article(section=section, draft=draft, by=None, now=now).public_path())
    thread = Thread.objects.get(url=path, site=site)
    for comment in words.comments(count):
        imported = ImportedComment(
            source_key=f"words:{comment.number}",
            text=comment.text,
            name=comment.name,
            parent_key=f"words:{comment.answers}" if comment.answers else None,
        )
        import_comment(thread=thread, imported=imported, approved=True, now=now)
    return {"path": path, "thread": thread.public_id}


if __name__ == "__main__":
    newsroom = Site.objects.get(is_default_site=True)
    open_the_discussions(newsroom)
    filled = {slug: publish(slug, count, site=newsroom) for slug, count in words.ARTICLES.items()}
    sys.stdout.write(json.dumps(filled) + "\n")
