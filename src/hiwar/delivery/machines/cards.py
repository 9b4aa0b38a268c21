"""The picture that stands for an article where its link is shared: which one it is, and where it is kept once drawn.

A card is named by all that is on it, so a changed headline is a new address. Cards are kept in a folder of their own,
never below the media that everybody is handed: a card is given only for an article that can be read.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse

from hiwar.delivery.machines.card_drawing import HEIGHT, WIDTH, CardFacts, can_draw, draw
from hiwar.delivery.machines.structured import Publisher
from hiwar.newsroom.queries import ArticleView

# Moves when cards are to look different.
DESIGN = 1


@dataclass(frozen=True)
class Card:
    """An article's card as a page points at it."""

    article: ArticleView
    publisher: Publisher
    digest: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def src(self) -> str:
        """Return the card's path."""
        return reverse("card", kwargs={"pk": self.article.id, "digest": self.digest})

    @property
    def alt(self) -> str:
        """Return what is to be read on it."""
        return f"{self.article.headline} | {self.publisher.name}"


def card_of(article: ArticleView, publisher: Publisher) -> Card | None:
    """Return the article's card; None where it could not be drawn as it must be, letters joined and none missing."""
    said = (article.headline, article.section.name, publisher.name)
    if not can_draw(*said):
        return None
    told = (DESIGN, *said, publisher.origin, article.lead.src if article.lead else "", publisher.accent)
    return Card(article, publisher, sha256(repr(told).encode()).hexdigest()[:16])


def drawn(card: Card) -> bytes:
    """Return the card's bytes, drawn if nobody has asked for this one yet; older ones of the article go."""
    path = _folder() / f"{card.article.id}-{card.digest}.jpg"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    made = draw(_facts(card))
    forget_cards(card.article.id)
    _write(path, made)
    return made


def forget_cards(article_id: int) -> None:
    """Delete every card of an article."""
    for path in _folder().glob(f"{article_id}-*.jpg"):
        path.unlink(missing_ok=True)


def _facts(card: Card) -> CardFacts:
    article = card.article
    return CardFacts(
        headline=article.headline,
        section=article.section.name,
        name=card.publisher.name,
        address=urlsplit(card.publisher.origin).netloc,
        picture=_picture(article.lead.src) if article.lead else b"",
        accent=card.publisher.accent,
    )


def _picture(src: str) -> bytes:
    """Return the bytes of a picture of ours; none if its file is gone, for the headline can do without."""
    try:
        with default_storage.open(unquote(src.removeprefix(settings.MEDIA_URL))) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o750, exist_ok=True)
    # Another process may be drawing the same: whoever comes last puts the same bytes there in one step.
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)


def _folder() -> Path:
    return Path(settings.HIWAR_MEDIA_ROOT).parent / "cards"
