"""A newsroom at work, for the tests of freshness, as a program of its own.

`python busy_newsroom.py open ORIGIN` founds a newsroom, publishes an article and says its path. `… busy PATH BURSTS`
shows and takes down numbered comments under it in bursts of four, and says what became true when: `SHOWN number
seconds` and `GONE number seconds`, the clock being the machine's monotonic one, read after the commit.
"""

import sys
import time
from random import Random

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.utils import timezone  # noqa: E402 - after Django is set up
from wagtail.models import Site  # noqa: E402

from hiwar.discussions.models import State, Thread  # noqa: E402
from hiwar.discussions.services import ImportedComment, import_comment, publish_comment, set_aside_comment  # noqa: E402
from hiwar.newsroom.services import ArticleDraft, create_article, create_section, open_newsroom  # noqa: E402

AT_ONCE = 4
BETWEEN = 0.02
COMMENTS = 24  # So few that a long test does not measure a long page.


def say(*words: object) -> None:
    """Write a line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def found(origin: str) -> str:
    """Found the newsroom, publish an article and return its path."""
    call_command("migrate", verbosity=0)
    section = create_section(parent=open_newsroom(name="حوار", origin=origin).root_page.specific, name="أخبار")
    draft = ArticleDraft(headline="قطار الساحل يعود إلى سكّته", paragraphs=("عند الفجر تحرّك القطار.",))
    article = create_article(section=section, draft=draft, by=None, now=timezone.now(), publish=True)
    return str(article.public_path())


def keep_busy(path: str, bursts: int) -> None:
    """Show and take down comments in `bursts` bursts, and say each change once it is committed."""
    thread = Thread.objects.get(url=path, site=Site.objects.get(is_default_site=True))
    comments = []
    for number in range(1, COMMENTS + 1):
        imported = ImportedComment(source_key=f"busy:{number}", text=f"رسالة رقم {number} من المحطة.")
        comments.append(import_comment(thread=thread, imported=imported, approved=True, now=timezone.now()))
        say("SHOWN", number, time.monotonic())
    draw = Random(1)
    shown = set(range(COMMENTS))
    for _ in range(bursts):
        for index in draw.sample(range(COMMENTS), AT_ONCE):
            if index in shown:
                set_aside_comment(comment=comments[index], state=State.REJECTED)
                say("GONE", index + 1, time.monotonic())
            else:
                publish_comment(comment=comments[index], now=timezone.now())
                say("SHOWN", index + 1, time.monotonic())
            shown ^= {index}
        time.sleep(BETWEEN)


if sys.argv[1] == "open":
    say(found(sys.argv[2]))
else:
    keep_busy(sys.argv[2], int(sys.argv[3]))
