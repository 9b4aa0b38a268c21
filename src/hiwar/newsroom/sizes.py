"""The sizes in which pictures reach readers: WebP at three widths, so that a telephone fetches no desktop's file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from wagtail.images.models import Filter

from hiwar.newsroom.models.pictures import NewsImage

WIDE = tuple(f"fill-{width}x{width * 9 // 16}|format-webp" for width in (480, 800, 1200))
NATURAL = tuple(f"width-{width}|format-webp" for width in (480, 800, 1200))
# A logo is drawn in flat colors and thin lines: nothing of it may be lost.
LOGO = ("max-720x180|format-webp-lossless",)


@dataclass(frozen=True)
class Picture:
    """What an `img` element needs, `alt` apart."""

    src: str
    srcset: str
    width: int
    height: int


def picture(image: NewsImage, sizes: tuple[str, ...]) -> Picture:
    """Return the image in the given sizes, making those that do not exist yet.

    The largest is `src`. A small original gives the same width more than once; a `srcset` may name it only once.
    """
    if not hasattr(image, "prefetched_renditions"):
        # Without this Wagtail asks Django's cache, which each process keeps to itself and nobody empties for us.
        image.prefetched_renditions = list(image.renditions.filter(filter_spec__in=sizes))
    by_width = {made.width: made for made in image.get_renditions(*_filters(sizes)).values()}
    widest = by_width[max(by_width)]
    return Picture(
        src=widest.url,
        srcset=", ".join(f"{by_width[width].url} {width}w" for width in sorted(by_width)),
        width=widest.width,
        height=widest.height,
    )


@cache
def _filters(sizes: tuple[str, ...]) -> tuple[Filter, ...]:
    """Return Wagtail's filters for the sizes: it reads a size anew for each that is made, a third of a card's cost."""
    return tuple(Filter(spec=size) for size in sizes)
