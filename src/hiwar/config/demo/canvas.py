"""A small drawing board: flat shapes, gradients and light, in a space of 1600 by 900 units.

Belongs here: what any picture may use (shapes, paints, glow, reflection). What a picture shows lives in `scenes`.
Everything is deterministic: chance comes from seeds, so the same code draws the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
# Shapes are drawn twice as large and reduced at the end: Pillow's own edges are not smooth.
SCALE = 2

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Fade:
    """A gradient over the box of the shape it paints, downwards or (`sideways`) left to right."""

    stops: tuple[tuple[float, str], ...]
    sideways: bool = False


Paint = str | Fade


def fade(*colors: str, sideways: bool = False) -> Fade:
    """Return a gradient with its colors spread evenly."""
    last = len(colors) - 1
    return Fade(tuple((index / last, color) for index, color in enumerate(colors)), sideways)


def mix(first: str, second: str, share: float) -> str:
    """Return the color that lies `share` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return f"#{red:02x}{green:02x}{blue:02x}"


def smooth(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """Return a curve through all points (Catmull-Rom)."""
    curve: list[Point] = []
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(
                (_spline(before[0], start[0], end[0], after[0], t), _spline(before[1], start[1], end[1], after[1], t))
            )
    return [*curve, points[-1]]


def _spline(p0: float, p1: float, p2: float, p3: float, t: float) -> float:
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)


def arch(x: float, top: float, width: float, bottom: float) -> list[Point]:
    """Return an opening with a round head."""
    radius = width / 2
    head = [
        (x + radius - radius * math.cos(math.pi * i / 32), top + radius - radius * math.sin(math.pi * i / 32))
        for i in range(33)
    ]
    return [(x, bottom), *head, (x + width, bottom)]


class Canvas:
    """One picture in the making; later shapes lie over earlier ones."""

    def __init__(self, ground: Paint, *, scale: int = SCALE) -> None:
        self.scale = scale
        self.image = Image.new("RGB", (WIDTH * scale, HEIGHT * scale))
        self.rect((0, 0, WIDTH, HEIGHT), ground)

    def copy(self) -> Canvas:
        """Return the same picture so far, to be gone on with apart: a frame of a film begins with its background."""
        other = copy(self)
        other.image = self.image.copy()
        return other

    def poly(
        self, points: Sequence[Point], paint: Paint, alpha: float = 1.0, *, holes: Iterable[Sequence[Point]] = ()
    ) -> None:
        """Fill a polygon; `holes` are polygons left open in it."""
        left, top, mask, pen = self._mask(points, 0)
        pen.polygon([((x * self.scale) - left, (y * self.scale) - top) for x, y in points], fill=255)
        for hole in holes:
            pen.polygon([((x * self.scale) - left, (y * self.scale) - top) for x, y in hole], fill=0)
        self._lay(mask, left, top, paint, alpha)

    def rect(self, box: Box, paint: Paint, alpha: float = 1.0, *, radius: float = 0) -> None:
        """Fill a rectangle (left, top, width, height), with round corners if asked."""
        x, y, width, height = box
        left, top, mask, pen = self._mask([(x, y), (x + width, y + height)], 0)
        corners = (
            x * self.scale - left,
            y * self.scale - top,
            (x + width) * self.scale - left - 1,
            (y + height) * self.scale - top - 1,
        )
        if corners[2] >= corners[0] and corners[3] >= corners[1]:
            pen.rounded_rectangle(corners, radius * self.scale, fill=255)
            self._lay(mask, left, top, paint, alpha)

    def oval(self, shape: Box, paint: Paint, alpha: float = 1.0) -> None:
        """Fill an ellipse (center, then both radii)."""
        x, y, rx, ry = shape
        left, top, mask, pen = self._mask([(x - rx, y - ry), (x + rx, y + ry)], 0)
        pen.ellipse(
            (
                (x - rx) * self.scale - left,
                (y - ry) * self.scale - top,
                (x + rx) * self.scale - left,
                (y + ry) * self.scale - top,
            ),
            fill=255,
        )
        self._lay(mask, left, top, paint, alpha)

    def dot(self, x: float, y: float, radius: float, paint: Paint, alpha: float = 1.0) -> None:
        """Fill a circle around a center."""
        self.oval((x, y, radius, radius), paint, alpha)

    def line(self, points: Sequence[Point], width: float, paint: Paint, alpha: float = 1.0) -> None:
        """Draw a line with round ends and joints."""
        left, top, mask, pen = self._mask(points, width)
        path = [((x * self.scale) - left, (y * self.scale) - top) for x, y in points]
        pen.line(path, fill=255, width=max(1, round(width * self.scale)), joint="curve")
        radius = width * self.scale / 2
        for x, y in (path[0], path[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        self._lay(mask, left, top, paint, alpha)

    def ring(self, center: Point, radius: float, width: float, paint: Paint, alpha: float = 1.0) -> None:
        """Draw the outline of a circle."""
        x, y = center
        turn = [(x + radius * math.cos(math.tau * i / 60), y + radius * math.sin(math.tau * i / 60)) for i in range(61)]
        self.line(turn, width, paint, alpha)

    def ridge(self, y: float, swing: float, step: float, seed: int, paint: Paint) -> None:
        """Fill a line of hills drawn by chance from edge to edge, down to the bottom."""
        chance = Random(seed)  # noqa: S311 - chance for pictures, not for secrets
        count = math.ceil(WIDTH / step) + 2
        self.hill([(step * (i - 1), y + chance.uniform(-swing, swing)) for i in range(count + 1)], paint)

    def hill(self, crest: Sequence[Point], paint: Paint) -> None:
        """Fill what lies below a curve through the points, down to the bottom."""
        self.poly([(crest[0][0], HEIGHT), *smooth(crest), (crest[-1][0], HEIGHT)], paint)

    def glow(self, center: Point, radius: float, color: str, alpha: float = 1.0, *, flat: float = 1.0) -> None:
        """Add light around a point, strongest in the middle; `flat` presses it vertically."""
        x, y = center
        size = (round(radius * 2 * self.scale), round(radius * 2 * self.scale * flat))
        # Pillow's radial gradient still has 181 of 255 left to run at the middle of an edge; light must end there.
        light = Image.radial_gradient("L").point([round(255 * max(0.0, 1 - v / 178) ** 2.2) for v in range(256)])
        mask = light.resize(size, Image.Resampling.BICUBIC)
        self._lay(mask, round((x - radius) * self.scale), round((y - radius * flat) * self.scale), color, alpha)

    def reflect(self, y: float, depth: float, *, alpha: float, ripple: float, squeeze: float = 1.0) -> None:
        """Mirror what stands above `y` into the water below it, row by row with a little sway."""
        height = round(depth * self.scale)
        source = self.image.crop(
            (0, round((y - depth / squeeze) * self.scale), WIDTH * self.scale, round(y * self.scale))
        )
        mirrored = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH * self.scale, height))
        mirrored = mirrored.filter(ImageFilter.GaussianBlur(1.2 * self.scale))
        swayed = mirrored.copy()
        for row in range(0, height, 3):
            far = row / height
            sway = round(math.sin(row / (9 + 22 * far)) * ripple * self.scale * (0.3 + far))
            swayed.paste(ImageChops.offset(mirrored.crop((0, row, WIDTH * self.scale, row + 3)), sway, 0), (0, row))
        fading = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(swayed.size)
        mask = fading.point([round(v * alpha) for v in range(256)])
        self.image.paste(swayed, (0, round(y * self.scale)), mask)

    def finished(self) -> Image.Image:
        """Return the picture at its real size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _mask(self, points: Sequence[Point], margin: float) -> tuple[int, int, Image.Image, ImageDraw.ImageDraw]:
        """Return an empty mask just large enough for the points, and where it lies."""
        left = math.floor((min(x for x, _ in points) - margin) * self.scale)
        top = math.floor((min(y for _, y in points) - margin) * self.scale)
        right = math.ceil((max(x for x, _ in points) + margin) * self.scale) + 1
        bottom = math.ceil((max(y for _, y in points) + margin) * self.scale) + 1
        mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        return left, top, mask, ImageDraw.Draw(mask)

    def _lay(self, mask: Image.Image, left: int, top: int, paint: Paint, alpha: float) -> None:
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        if isinstance(paint, str):
            self.image.paste(ImageColor.getrgb(paint), (left, top, left + mask.width, top + mask.height), mask)
        else:
            self.image.paste(_gradient(paint, mask.size), (left, top), mask)


def _gradient(paint: Fade, size: tuple[int, int]) -> Image.Image:
    length = size[0] if paint.sideways else size[1]
    strip = Image.new("RGB", (length, 1))
    strip.putdata([_color_at(paint, i / max(1, length - 1)) for i in range(length)])
    if not paint.sideways:
        strip = strip.transpose(Image.Transpose.ROTATE_270)
    return strip.resize(size)


def _color_at(paint: Fade, place: float) -> tuple[int, ...]:
    for (start, first), (end, second) in zip(paint.stops, paint.stops[1:], strict=False):
        if place <= end:
            share = (place - start) / (end - start) if end > start else 0
            return ImageColor.getrgb(mix(first, second, max(0.0, min(1.0, share))))
    return ImageColor.getrgb(paint.stops[-1][1])
