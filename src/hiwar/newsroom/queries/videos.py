"""Which videos stand in a text, for those who tell machines of them."""

from __future__ import annotations

from hiwar.newsroom.models import NewsVideo
from hiwar.newsroom.players import videos_in
from hiwar.newsroom.queries.shapes import VideoView
from hiwar.newsroom.sizes import NATURAL, picture


def videos_of(html: str) -> tuple[VideoView, ...]:
    """Return the videos of a text in its order; a text without any costs no query, one with some two."""
    ids = videos_in(html)
    if not ids:
        return ()
    found = NewsVideo.objects.select_related("poster").in_bulk(ids)
    return tuple(_view(found[pk]) for pk in ids if pk in found)


def _view(video: NewsVideo) -> VideoView:
    return VideoView(
        title=video.title,
        file=video.file.url,
        poster=picture(video.poster, NATURAL[:2]).src if video.poster else "",
        seconds=video.seconds,
        uploaded_at=video.uploaded_at,
    )
