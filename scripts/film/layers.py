"""What lies over a background in every frame: things cut out once, and fog that drifts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PIL import ImageChops

from hiwar.config.demo.canvas import WIDTH, Canvas
from hiwar.config.demo.scenes.figures import chance

# Fog that leaves on one side comes back on the other only after it has gone well out of the picture.
AROUND = WIDTH + 1400


class Cutout:
    """What a drawing adds to a board, drawn once and laid over anything.

    Drawn on black it shows what it adds, on white also what it lets through: with both, thin and misty things are
    laid over a picture exactly as if they had been drawn there.
    """

    def __init__(self, scale: int, draw: Callable[[Canvas], None]) -> None:
        on_black, on_white = Canvas("#000000", scale=scale), Canvas("#ffffff", scale=scale)
        draw(on_black)
        draw(on_white)
        through = ImageChops.subtract(on_white.image, on_black.image)
        self.box = ImageChops.invert(through).getbbox() or (0, 0, 1, 1)
        self.added, self.through = on_black.image.crop(self.box), through.crop(self.box)

    def lie(self, c: Canvas) -> None:
        """Lay it over what is drawn so far."""
        below = ImageChops.multiply(c.image.crop(self.box), self.through)
        c.image.paste(ImageChops.add(below, self.added), self.box)


@dataclass(frozen=True)
class Fog:
    """One bank of fog: long soft drifts around a height, all moving at one pace so that the bank moves as a whole."""

    y: float
    seed: int
    pace: float
    color: str = "#eae5d6"
    count: int = 12
    spread: float = 40
    size: float = 330
    flat: float = 0.2

    @cached_property
    def drifts(self) -> list[tuple[float, float, float, float]]:
        """Where each drift begins, its height, radius and strength."""
        dice = chance(self.seed)
        step = AROUND / self.count
        return [
            (
                step * (k + dice.uniform(-0.4, 0.4)),
                self.y + dice.uniform(-self.spread, self.spread),
                self.size * dice.uniform(0.7, 1.3),
                dice.uniform(0.5, 0.85),
            )
            for k in range(self.count)
        ]

    def lie(self, c: Canvas, t: float, share: float = 1.0) -> None:
        """Lay the bank over what is drawn so far; `share` is how thick it has become."""
        for x, y, radius, strength in self.drifts:
            place = (x + self.pace * t) % AROUND - 700
            if share > 0 and -radius < place < WIDTH + radius:
                c.glow((place, y), radius, self.color, strength * share, flat=self.flat)
