"""The finished order: which scene stands when, and how one gives way to the next."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from film.bay import Bay
from film.jar import Jar
from film.pace import risen
from film.slope import Slope
from film.threads import Threads
from hiwar.config.demo.canvas import Canvas

WIDTH, HEIGHT, RATE = 640, 360, 15
SECONDS = 33.0
# Every scene with the time at which it begins to show; the one before it is still there for the time of a blend.
SCENES = ((Bay, 0.0), (Slope, 8.0), (Threads, 15.6), (Jar, 23.8))
BLEND = 1.0
# The film opens out of the dark of the room.
DARK = "#14191d"


class Film:
    """The whole film; a scene is made when it is needed first."""

    def __init__(self, scale: int = 1) -> None:
        self.scale = scale
        self._made: dict[type, Bay | Slope | Threads | Jar] = {}

    def picture(self, t: float) -> Image.Image:
        """Return the picture at t seconds, as large as it was drawn."""
        picture = Canvas(DARK, scale=self.scale).image
        ends = [start for _, start in SCENES[1:]] + [SECONDS]
        for (kind, start), end in zip(SCENES, ends, strict=True):
            if start <= t < end + BLEND:
                scene = self._scene(kind).at(t - start).image
                picture = Image.blend(picture, scene, risen(t, start, start + BLEND))
        return picture

    def frames(self) -> Iterator[Image.Image]:
        """Yield every frame in its real size."""
        for number in range(round(SECONDS * RATE)):
            yield self.picture(number / RATE).resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _scene(self, kind: type) -> Bay | Slope | Threads | Jar:
        if kind not in self._made:
            self._made[kind] = kind(self.scale)
        return self._made[kind]
