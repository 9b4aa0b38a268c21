"""Give a page that was read to the newsroom and the discussions: one article, one thread, its comments.

All of it in one transaction, through the services that editors' and readers' own acts go through. An import is known by
the address of its source, a comment by that address, its place and its words: importing again adds only what is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.clean import TextTooLong, clean_line, clean_text
from hiwar.discussions import services as discussions
from hiwar.discussions.models import MAX_NAME, Comment, Thread
from hiwar.importers.page.headline import draft_headline
from hiwar.importers.page.order import LONGEST_HEADLINE, NOON, BadOrder, ImportOrder
from hiwar.importers.page.shape import Guess, ImportedComment, ImportedPage, excerpt
from hiwar.newsroom import services as newsroom
from hiwar.newsroom.models import ArticlePage, Author, Discussion, SectionPage

# What WordPress let its readers write; our own form takes less, but what was public elsewhere is not cut here.
LONGEST_COMMENT = 65_525
LONGEST_PARAGRAPH = 200_000
LONGEST_SOURCE_NAME = 245


@dataclass(frozen=True)
class CommentOutcome:
    """What became of one comment: a state of `discussions`, or "known", "too_long", "no_text"."""

    number: int
    state: str
    stored: Comment | None = None


@dataclass(frozen=True)
class PageImport:
    """What an import did, or would do."""

    article: ArticlePage
    section: SectionPage
    is_new: bool
    paragraphs: int
    outcomes: tuple[CommentOutcome, ...]
    guesses: tuple[Guess, ...]


@transaction.atomic
def import_page(*, page: ImportedPage, order: ImportOrder, now: datetime) -> PageImport:
    """Make the article and its discussion; a dry run does the same and takes all of it back.

    Raises `BadOrder` where newsroom or order do not allow it; then nothing has changed.
    """
    section = _section(order.section)
    article = ArticlePage.objects.filter(source_url=order.url).first()
    is_new = article is None
    if article is None:
        article = _create(section, page, order, now)
    else:
        section = article.get_parent().specific
    if article.discussion == Discussion.OFF and page.comments:
        raise BadOrder("discussion_off", headline=article.title)
    outcomes = _import_comments(article, page, order, now)
    done = PageImport(article, section, is_new, len(page.paragraphs), outcomes, _guesses(page, article, order))
    if order.dry_run:
        transaction.set_rollback(True)
    return done


def _section(wanted: str) -> SectionPage:
    sections = list(SectionPage.objects.live().order_by("path"))
    if not sections:
        raise BadOrder("no_section")
    if not wanted:
        return sections[0]
    found = next((section for section in sections if wanted.strip() in (section.slug, section.title)), None)
    if found is None:
        raise BadOrder("unknown_section", section=wanted, sections="، ".join(section.title for section in sections))
    return found


def _create(section: SectionPage, page: ImportedPage, order: ImportOrder, now: datetime) -> ArticlePage:
    paragraphs = [clean_text(text, max_chars=LONGEST_PARAGRAPH, strict=False) for text in page.paragraphs]
    paragraphs = [text for text in paragraphs if text]
    given = order.headline or clean_line(
        (page.headline or "")[:LONGEST_HEADLINE], max_chars=LONGEST_HEADLINE, strict=False
    )
    draft = newsroom.ArticleDraft(
        headline=given or draft_headline(paragraphs[0]),
        # The text of a stranger's file is escaped here, whatever it begins with.
        blocks=tuple(("paragraph", f"<p>{escape(text).replace(chr(10), '<br/>')}</p>") for text in paragraphs),
        published_at=order.published_at,
        authors=_authors(section, page.author),
        source_url=order.url,
        is_draft_headline=not given,
    )
    try:
        return newsroom.create_article(section=section, draft=draft, by=None, now=now)
    except ValidationError as error:
        raise BadOrder("refused_article", why=" ".join(error.messages)) from error


def _authors(section: SectionPage, name: str | None) -> tuple[Author, ...]:
    line = clean_line((name or "")[:120], max_chars=120, strict=False)
    if not line:
        return ()
    author = Author.objects.filter(site=section.get_site(), name=line).first()
    return (author or Author.objects.create(site=section.get_site(), name=line),)


def _import_comments(
    article: ArticlePage, page: ImportedPage, order: ImportOrder, now: datetime
) -> tuple[CommentOutcome, ...]:
    if article.discussion == Discussion.OFF:
        return ()
    thread = discussions.open_thread(
        site=article.get_site(),
        topic=discussions.Topic(
            article.subject,
            article.public_path(),
            article.title,
            article.effective_screening_mode,
            section=article.section_key,
        ),
        opened_at=article.published_at,
        mode=article.discussion,
    )
    keys = {comment.number: _key(order.url, comment) for comment in page.comments}
    return tuple(_import_comment(thread, comment, keys, order, now) for comment in page.comments)


def _import_comment(
    thread: Thread, comment: ImportedComment, keys: Mapping[int, str], order: ImportOrder, now: datetime
) -> CommentOutcome:
    try:
        text = clean_text(comment.text, max_chars=LONGEST_COMMENT, strict=False)
    except TextTooLong:
        return CommentOutcome(comment.number, "too_long")
    if not text:
        return CommentOutcome(comment.number, "no_text")
    imported = discussions.ImportedComment(
        source_key=keys[comment.number],
        text=text,
        name=_name(comment.name),
        number=comment.number,
        parent_key=keys.get(comment.parent) if comment.parent else None,
        submitted_at=_submitted_at(comment, thread, now),
    )
    stored = discussions.import_comment(thread=thread, imported=imported, approved=order.approved, now=now)
    if stored is None:
        return CommentOutcome(comment.number, "known")
    return CommentOutcome(comment.number, stored.state, stored)


def _name(raw: str | None) -> str:
    line = clean_line((raw or "")[:LONGEST_SOURCE_NAME], max_chars=2 * LONGEST_SOURCE_NAME, strict=False)
    return line[:MAX_NAME].rstrip()


def _submitted_at(comment: ImportedComment, thread: Thread, now: datetime) -> datetime | None:
    """Return the noon of the comment's day, within the life of the thread; None leaves it to the thread's beginning."""
    if comment.submitted is None:
        return None
    zone = ZoneInfo(SiteProfile.of(thread.site).time_zone)
    noon = datetime.combine(comment.submitted, NOON, zone)
    return min(max(noon, thread.opened_at), now)


def _key(url: str, comment: ImportedComment) -> str:
    """Return what tells this comment from every other: its source's own id, or its place, and its words."""
    place = f"id:{comment.source_id}" if comment.source_id else f"number:{comment.number}"
    digest = hashlib.sha256("\0".join((url, place, " ".join(comment.text.split()))).encode("utf-8", "replace"))
    return digest.hexdigest()


def _guesses(page: ImportedPage, article: ArticlePage, order: ImportOrder) -> tuple[Guess, ...]:
    """Return the reader's guesses and those that come of comparing the page with the order."""
    more = []
    zone = order.published_at.tzinfo
    ordered_day = order.published_at.astimezone(zone).date()
    if page.published and page.published != ordered_day:
        more.append(Guess("date_differs", {"page": page.published.isoformat(), "order": ordered_day.isoformat()}))
    if order.headline and page.headline and " ".join(page.headline.split()) != article.title:
        more.append(Guess("headline_differs", {"page": excerpt(page.headline)}))
    return (*page.guesses, *more)
