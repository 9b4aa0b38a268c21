"""Bringing the demo newsroom's files into an empty installation, through the same services everybody uses."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import User
from hiwar.config.founding import Colleague, Founding, found_newsroom, hire
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import ImportedComment, Topic, import_comment, open_thread
from hiwar.moderation.models import Reason
from hiwar.moderation.services import mark_spam, reject_comment
from hiwar.newsroom.models import ArticlePage, Author, FrontPage, NewsImage, NewsVideo, SectionPage
from hiwar.newsroom.models import Topic as NewsTopic
from hiwar.newsroom.services import ArticleDraft, LeadPicture, create_article, create_section
from hiwar.newsroom.services.videos import VideoWords, add_video
from hiwar.search.services import index_due

FOLDER = Path(__file__).resolve().parent
Table = dict[str, Any]


@transaction.atomic
def load_demo() -> Table:
    """Fill an empty installation; return the first article's address and the staff's logins."""
    now = timezone.now()
    about = tomllib.loads((FOLDER / "site.toml").read_text("utf-8"))
    voice = {name: about[name] for name in ("name", "tagline", "country", "digits", "time_zone")}
    from django.conf import settings

    site = found_newsroom(Founding(origin=settings.HIWAR_ORIGIN, **voice))
    staff = [_hire(person) for person in about["staff"]]
    users = {user.username: user for user, _ in staff}
    newsroom = _Newsroom(site=site, users=users, now=now, about=about)
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("articles/*.toml"))]
    # Oldest first, so that what was published last also stands last in the database.
    pages = [newsroom.publish(table) for table in sorted(tables, key=lambda table: -float(table["ago_hours"]))]
    index_due()
    first = next(page for page in pages if page.slug == tables[0]["slug"])
    return {
        "page": f"/{first.address}/",
        "staff": [
            {"login": user.username, "password": password, "role": person["role"]}
            for (user, password), person in zip(staff, about["staff"], strict=True)
        ],
    }


def _hire(person: Table) -> tuple[User, str]:
    return hire(Colleague(username=person["login"], name=person["name"], role=person["role"]))


class _Newsroom:
    """The demo's site with everything an article of it refers to."""

    def __init__(self, *, site: Site, users: dict[str, User], now: datetime, about: Table) -> None:
        self.site, self.users, self.now = site, users, now
        front = FrontPage.objects.get(pk=site.root_page_id)
        self.sections: dict[str, SectionPage] = {
            row["name"]: create_section(parent=front, name=row["name"], description=row["description"])
            for row in about["sections"]
        }
        self.authors: dict[str, Author] = {
            row["slug"]: Author.objects.create(site=site, name=row["name"], role=row["role"])
            for row in about["authors"]
        }
        for row in about["topics"]:
            NewsTopic.objects.create(site=site, name=row["name"], description=row["description"])
        self.images: dict[Path, NewsImage] = {}
        self.keys: dict[str, ReaderKey] = {}

    def publish(self, table: Table) -> ArticlePage:
        """Publish one article with its discussion."""
        published_at = self.now - timedelta(hours=float(table["ago_hours"]))
        draft = ArticleDraft(
            headline=table["headline"].replace("|", " "),
            slug=table["slug"],
            standfirst=table["standfirst"],
            place=table.get("place", ""),
            blocks=tuple(map(self._block, table["body"])),
            published_at=published_at,
            authors=tuple(self.authors[slug] for slug in table["authors"]),
            lead=self._lead(table["lead"]) if "lead" in table else None,
            discussion=table.get("discussion", "open"),
            label=table.get("label", ""),
            corrections=tuple(
                (published_at + timedelta(minutes=row["after_minutes"]), row["text"])
                for row in table.get("corrections", ())
            ),
            topics=tuple(table["topics"]),
        )
        section = self.sections[table["section"]]
        page = create_article(section=section, draft=draft, by=self.users["salma"], now=self.now)
        thread = open_thread(
            site=self.site,
            topic=Topic(
                page.subject,
                page.public_path(),
                page.title,
                page.effective_screening_mode,
                section=page.section_key,
            ),
            opened_at=published_at,
            mode=draft.discussion if draft.discussion != "off" else "closed",
        )
        for row in sorted(table.get("comments", ()), key=lambda row: row["after_minutes"]):
            self._comment(thread, row, published_at)
        return page

    def _lead(self, row: Table) -> LeadPicture:
        picture = self._image(row["key"], row)
        return LeadPicture(image=picture, alt=row["alt"], caption=row["caption"], credit=row["credit"])

    def _image(self, key: str, row: Table, folder: str = "images") -> NewsImage:
        path = FOLDER / folder / f"{key}.webp"
        if path not in self.images:
            with path.open("rb") as file:
                picture = NewsImage(title=row["alt"][:120], description=row["alt"][:250], credit=row["credit"])
                picture.file = ImageFile(file, name=path.name)
                picture.save()
            self.images[path] = picture
        return self.images[path]

    def _video(self, row: Table) -> NewsVideo:
        """Add a film; its poster, drawn for nothing else, lies beside it."""
        film = FOLDER / "films" / row["key"]
        captions = film.with_suffix(".ar.vtt").read_text("utf-8")
        words = VideoWords(title=row["title"], credit=row["credit"], captions=captions)
        with film.with_suffix(".mp4").open("rb") as file:
            return add_video(
                file=File(file, name=f"{row['key']}.mp4"), poster=self._image(row["key"], row, "films"), words=words
            )

    def _block(self, row: Table) -> tuple[str, Any]:
        kind = row["type"]
        if kind in {"paragraph", "heading"}:
            return kind, row["text"]
        if kind == "quote":
            return kind, {"text": row["text"], "who": row["who"], "role": row.get("role", "")}
        if kind == "list":
            return kind, {"style": "numbers" if row["ordered"] else "bullets", "items": row["items"]}
        if kind == "image":
            return kind, self._picture(row)
        if kind == "gallery":
            return kind, {"title": row["title"], "pictures": [self._picture(one) for one in row["pictures"]]}
        if kind == "video":
            return kind, {"video": self._video(row), "caption": row["caption"]}
        if kind == "table":
            return kind, {name: row.get(name, "") for name in ("title", "rows", "source")}
        bars = [{**bar, "highlight": place == 0} for place, bar in enumerate(row.get("bars", ()))]
        figure = {name: row.get(name, "") for name in ("number", "sentence", "source", "source_url")}
        return kind, {**figure, "bars": bars}

    def _picture(self, row: Table) -> Table:
        texts = {name: row[name] for name in ("alt", "caption", "credit")}
        return {"image": self._image(row["key"], row), **texts}

    def _comment(self, thread: Thread, row: Table, published_at: datetime) -> None:
        source = partial("demo:{}:{}".format, thread.pk)
        at = min(published_at + timedelta(minutes=row["after_minutes"]), self.now)
        imported = ImportedComment(
            source_key=source(row["key"]),
            text=row["text"].strip("\n"),
            name=row.get("name", ""),
            parent_key=source(row["reply_to"]) if "reply_to" in row else None,
            submitted_at=at,
        )
        comment = import_comment(
            thread=thread, imported=imported, approved=row["state"] == State.PUBLISHED, now=self.now
        )
        if comment is None:
            return
        self._link(comment)
        if row["state"] == State.REJECTED:
            reason = row.get("reason", Reason.OTHER)
            reject_comment(comment=comment, by=self.users["yusuf"], reason=reason, now=self.now)
        elif row["state"] == State.SPAM:
            mark_spam(comment=comment, by=self.users["yusuf"], now=self.now)

    def _link(self, comment: Comment) -> None:
        """Give the comments of one name one browser, so that the desk has authors with a past to show."""
        if not comment.name:
            return
        key = self.keys.setdefault(comment.name, ReaderKey.fresh())
        link = key.author_link(site_id=self.site.pk, now=comment.submitted_at)
        Comment.objects.filter(pk=comment.pk).update(author_link=link)
