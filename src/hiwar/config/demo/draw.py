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
from hiwar.config.demo.scenes.bus import bus
from hiwar.config.demo.scenes.clock import clock
from hiwar.config.demo.scenes.cycling import cycling
from hiwar.config.demo.scenes.harbour import harbour
from hiwar.config.demo.scenes.library import library
from hiwar.config.demo.scenes.market import market
from hiwar.config.demo.scenes.observatory import observatory
from hiwar.config.demo.scenes.pitch import pitch
from hiwar.config.demo.scenes.rain import rain
from hiwar.config.demo.scenes.school import school
from hiwar.config.demo.scenes.terraces import terraces
from hiwar.config.demo.scenes.theatre import theatre
from hiwar.config.demo.scenes.train import train

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
