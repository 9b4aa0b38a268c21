"""Threads and the comments in them: their shape, their constraints, questions about one row.

A thread belongs to a site and a subject key («article:12»), never to an article row, so a discussion can stand under
anything that has an address. What is kept about a commenter, and what never, is decided in `docs/adr/` and tested.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from urllib.parse import urlsplit

from django.db import models
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

PUBLIC_ID_BYTES = 12  # 96 random bits: not guessable, and unlike UUIDv7 or ULID silent about the time.
MAX_NAME = 60
MAX_EMAIL = 100
MAX_TEXT = 5000
MAX_ADDRESS = 800
MAX_TITLE = 300


def new_public_id() -> str:
    """Return a fresh random id for an address: 16 URL-safe characters."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


class Mode(models.TextChoices):
    """Whether a thread takes comments, and whether readers see it at all."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    HIDDEN = "hidden", _("Hidden with its page")


class Thread(models.Model):
    """One discussion. `version` moves in the same transaction as anything a reader can see of it."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    subject = models.CharField(max_length=200)
    # The part of the newspaper it stands in, such as «section:7»; empty where there are none.
    section = models.CharField(max_length=40, blank=True, default="", db_default="")
    # How many may be reading it, on a scale of 1 to 16: what is read by many is moderated first.
    exposure = models.PositiveSmallIntegerField(default=1, db_default=1)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    url = models.CharField(max_length=800)
    # The page of another site that it stands on, as whoever wrote first said; empty where its page is ours.
    host_page = models.CharField(max_length=MAX_ADDRESS, blank=True, default="", db_default="")
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    mode = models.CharField(_("discussion"), max_length=8, choices=Mode.choices, default=Mode.OPEN)
    # A mode of `hiwar.screening.modes` that the topic chose for itself; empty where the site's is good enough.
    screening_mode = models.CharField(max_length=8, blank=True)
    opened_at = models.DateTimeField()
    # When it closes, if its topic says so itself; what the site and the desk ask beside that is kept elsewhere.
    closes_at = models.DateTimeField(null=True)
    version = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    # How often what stands on pages was pinned, featured or given other words, or that was taken back: open pages watch
    # it, and where it is 0, no page asks for marks.
    marked = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [models.UniqueConstraint(fields=["site", "subject"], name="thread_once_per_subject")]
        # Those few that more is read of than usual, and that must go back once it is not.
        indexes = [models.Index(fields=["id"], name="thread_exposed", condition=models.Q(exposure__gt=1))]

    def __str__(self) -> str:
        return self.title

    @property
    def public_title(self) -> str:
        """Return what readers are told it is about: what a stranger says of another site's page is for staff alone."""
        return urlsplit(self.host_page).netloc if self.host_page else self.title

    @property
    def public_page(self) -> str:
        """Return the other site, as readers are led there: a page's address is what one reader's browser said."""
        parts = urlsplit(self.host_page)
        return f"{parts.scheme}://{parts.netloc}/"

    @property
    def is_silent(self) -> bool:
        """Return whether nothing in it was ever public: nobody may be able to tell it from one that is not there."""
        return not self.last_number


class State(models.TextChoices):
    """Where a comment stands. Only `PUBLISHED` is ever shown to a stranger."""

    HELD = "held", _("Awaiting review")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class Badge(models.TextChoices):
    """For whom a comment speaks. Readers have none; only `services.answering` gives one."""

    AUTHOR = "author", _("The article's author")
    STAFF = "staff", _("From the newsroom")


class Mark(models.IntegerChoices):
    """How an editor has marked a comment; both together are their sum."""

    FEATURED = 1, _("Editor's choice")
    PINNED = 2, _("Pinned")


# So many characters of a comment stand in the index by which the same words are found again.
BEGINNING = 24
# What was ever public and answers nobody: the comments that a discussion is turned page by page by.
ROOTS = models.Q(root__isnull=True, number__isnull=False, published_at__isnull=False)


class CommentQuerySet(models.QuerySet["Comment"]):
    """The states of comments in words."""

    def published(self) -> CommentQuerySet:
        """Keep what readers may see."""
        return self.filter(state=State.PUBLISHED)

    def held(self) -> CommentQuerySet:
        """Keep what waits for a person."""
        return self.filter(state=State.HELD)


class Comment(models.Model):
    """A reader's words. The number is given at publication and stays for ever; ids are random; times are minutes."""

    # Without an index of its own: PostgreSQL would take that for a number too, and read a whole long discussion.
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="comments", verbose_name=_("thread"), db_index=False
    )
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    # Given with the number and for ever: the comment on top of its branch, and its place among all below that one.
    root = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    place = models.PositiveIntegerField(null=True)
    # How many can be read below a root; kept so that no page has to count them.
    answers = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.HELD)
    name = models.CharField(_("name"), max_length=MAX_NAME, blank=True)
    text = models.TextField(_("comment"), max_length=MAX_TEXT)
    owner_tag = models.CharField(max_length=32, blank=True)
    author_link = models.CharField(max_length=32, blank=True)
    trust_tag = models.CharField(max_length=32, blank=True)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Whether readers are told that something stood here, when it is taken from among its replies.
    leaves_trace = models.BooleanField(default=True, db_default=True)
    screening = models.JSONField(default=dict)
    # What the desk sorts and filters by, read off the verdict when the comment is stored (`hiwar.discussions.triage`).
    harm = models.PositiveSmallIntegerField(default=0, db_default=0)
    priority = models.PositiveIntegerField(default=0, db_default=0)
    kinds = models.PositiveIntegerField(default=0, db_default=0)
    language = models.CharField(max_length=8, blank=True, default="", db_default="")
    family = models.CharField(max_length=16, blank=True, default="", db_default="")
    reports = models.PositiveSmallIntegerField(default=0, db_default=0)
    source_key = models.CharField(max_length=64, null=True, blank=True)
    badge = models.CharField(max_length=6, choices=Badge.choices, blank=True, default="", db_default="")
    # A sum of `Mark`; readers see it while the comment is published.
    marks = models.PositiveSmallIntegerField(default=0, db_default=0)
    # The article's author has said that nothing need be answered here.
    needs_no_answer = models.BooleanField(default=False, db_default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="comment_number_once_per_thread"),
            models.UniqueConstraint(fields=["thread", "source_key"], name="comment_source_once_per_thread"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(number__isnull=False, published_at__isnull=False),
                name="comment_published_has_number",
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "state", "number"], name="comment_by_thread"),
            # A queue in its order, with what tells those that are shown as one: no row is read to leave them out.
            models.Index(fields=["state", "id", "family", "thread"], name="comment_queue"),
            models.Index(fields=["state", "-priority", "id", "family", "thread"], name="comment_queue_by_priority"),
            # How many of each family stand in a state.
            models.Index(fields=["state", "family", "thread", "id"], name="comment_families"),
            models.Index(fields=["thread", "number"], name="comment_roots", condition=ROOTS),
            models.Index(fields=["thread", "-answers", "number"], name="comment_roots_by_answers", condition=ROOTS),
            models.Index(fields=["root", "place"], name="comment_replies", condition=models.Q(root__isnull=False)),
            # Thousands begin with the same condolence; hardly any two of one length are under the same name.
            models.Index("thread", Left("text", BEGINNING), Length("text"), "name", name="comment_sayings"),
            models.Index(fields=["author_link"], name="comment_by_author", condition=~models.Q(author_link="")),
            models.Index(
                fields=["submitted_at", "state", "thread", "decided_at"],
                name="comment_by_arrival",
                condition=models.Q(source_key__isnull=True),
            ),
            models.Index(fields=["family"], name="comment_by_family", condition=~models.Q(family="")),
            # What was published because nothing spoke against it, and no person has read yet.
            models.Index(
                fields=["state", "decided_at", "id"],
                name="comment_unreviewed",
                condition=models.Q(source_key__isnull=True),
            ),
            models.Index(fields=["-reports", "id"], name="comment_reported", condition=models.Q(reports__gt=0)),
            # The few of a discussion that an editor has pinned or featured. By their marks, or SQLite would take the
            # index of all numbers for as good.
            models.Index(fields=["thread", "marks", "number"], name="comment_marked", condition=models.Q(marks__gt=0)),
        ]

    def __str__(self) -> str:
        return f"comment {self.public_id}"

    @property
    def was_public(self) -> bool:
        """Return whether readers have ever seen this comment under its number."""
        return self.published_at is not None


class CommentContact(models.Model):
    """An address a commenter left for the newsroom, sealed; one row a comment, deleted by age or on request."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="contact")
    sealed_email = models.BinaryField()
    kept_since = models.DateField()

    def __str__(self) -> str:
        return f"contact of {self.comment_id}"


def minute(moment: datetime) -> datetime:
    """Return the moment without its seconds: the finest time we keep about a reader."""
    return moment.replace(second=0, microsecond=0)
