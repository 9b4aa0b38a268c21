"""Draw the demo newsroom's pictures: `python -m hiwar.config.demo.draw OUT`.

The results are kept in `images/`, so nobody needs to run this to see them; run it after changing a scene.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from hiwar.config.demo.canvas import Canvas
from hiwar.config.demo.scenes.bakery import bakery
from hiwar.config.demo.scenes.bees import bees
from hiwar.config.demo.scenes.birds import birds
from hiwar.config.demo.scenes.boatyard import boatyard
from hiwar.config.demo.scenes.bridge import bridge
from hiwar.config.demo.scenes.bus import bus
from hiwar.config.demo.scenes.chess import chess
from hiwar.config.demo.scenes.cinema import cinema
from hiwar.config.demo.scenes.clinic import clinic
from hiwar.config.demo.scenes.clock import clock
from hiwar.config.demo.scenes.cycling import cycling
from hiwar.config.demo.scenes.fog import fog
from hiwar.config.demo.scenes.harbour import harbour
from hiwar.config.demo.scenes.heat import heat
from hiwar.config.demo.scenes.library import library
from hiwar.config.demo.scenes.manuscript import manuscript
from hiwar.config.demo.scenes.market import market
from hiwar.config.demo.scenes.mosaic import mosaic
from hiwar.config.demo.scenes.observatory import observatory
from hiwar.config.demo.scenes.oud import oud
from hiwar.config.demo.scenes.pitch import pitch
from hiwar.config.demo.scenes.rain import rain
from hiwar.config.demo.scenes.school import school
from hiwar.config.demo.scenes.snow import snow
from hiwar.config.demo.scenes.soap import soap
from hiwar.config.demo.scenes.swim import swim
from hiwar.config.demo.scenes.terraces import terraces
from hiwar.config.demo.scenes.theatre import theatre
from hiwar.config.demo.scenes.trail import trail
from hiwar.config.demo.scenes.train import train
from hiwar.config.demo.scenes.trees import trees
from hiwar.config.demo.scenes.turtle import turtle
from hiwar.config.demo.scenes.wind import wind

SCENES: dict[str, Callable[[], Canvas]] = {
    "train": train,
    "harbour": harbour,
    "cycling": cycling,
    "terraces": terraces,
    "observatory": observatory,
    "school": school,
    "market": market,
    "library": library,
    "rain": rain,
    "bus": bus,
    "clock": clock,
    "theatre": theatre,
    "pitch": pitch,
    "bees": bees,
    "oud": oud,
    "snow": snow,
    "wind": wind,
    "cinema": cinema,
    "bakery": bakery,
    "turtle": turtle,
    "chess": chess,
    "bridge": bridge,
    "soap": soap,
    "trail": trail,
    "birds": birds,
    "heat": heat,
    "manuscript": manuscript,
    "mosaic": mosaic,
    "swim": swim,
    "boatyard": boatyard,
    "fog": fog,
    "clinic": clinic,
    "trees": trees,
}


# A lead picture must not be the heaviest thing on a page that a slow phone opens.
MOST_BYTES = 85_000


def draw(out: Path, names: list[str]) -> None:
    """Write one WebP file per name into the folder, replacing what was there."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = out / f"{name}.webp"
        path.write_bytes(_webp(SCENES[name]().finished()))
        print(f"{path}  {path.stat().st_size:,} bytes")


def _webp(picture: Image.Image) -> bytes:
    """Return the picture at the best quality, from 82 down, that fits."""
    for quality in range(82, 40, -3):
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= SCENES.keys():
        sys.exit(f"usage: python -m hiwar.config.demo.draw OUT [{'|'.join(SCENES)} ...]")
    draw(Path(sys.argv[1]), sys.argv[2:] or list(SCENES))
