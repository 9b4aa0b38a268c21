"""The faces of the site and how their characters are divided into files.

Here belong the packages, the weights, the character sets and the budget: the decisions. How a file is cut is in
`fonts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FIRST_VIEW_BUDGET = 65_000
"""Bytes of woff2 that may be needed before the first view of an article is right."""


@dataclass(frozen=True)
class Package:
    """A published package of font files; `{script}` and `{weight}` are filled in per face."""

    name: str
    version: str
    file: str
    licence: str

    def path(self, folder: Path, *, script: str, weight: int) -> Path:
        """Return where the file of one script and weight lies."""
        return folder / self.file.format(script=script, weight=weight)


MARKAZI = Package(
    "@fontsource-variable/markazi-text", "5.3.0", "files/markazi-text-{script}-wght-normal.woff2", "OFL-markazi.txt"
)
NASKH = Package(
    "@fontsource-variable/noto-naskh-arabic",
    "5.3.0",
    "files/noto-naskh-arabic-{script}-wght-normal.woff2",
    "OFL-noto-naskh.txt",
)
PLEX = Package(
    "@fontsource/ibm-plex-sans-arabic",
    "5.3.0",
    "files/ibm-plex-sans-arabic-{script}-{weight}-normal.woff2",
    "OFL-plex.txt",
)
PACKAGES = (MARKAZI, NASKH, PLEX)


@dataclass(frozen=True)
class Face:
    """One weight of one family as the style sheet names it."""

    family: str
    package: Package
    weight: int
    css_weight: str
    latin_scale: float
    first_view: bool

    @property
    def stem(self) -> str:
        """The beginning of the face's file names, such as `hiwar-text-400`."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}"


# Fixed weights, not variable files: the first view needs one weight of each reading face, and a second weight inside
# the same file costs 10,700 bytes in Markazi (14,652 against 25,336 for 600 to 700 alone).
# Markazi and Naskh draw Latin larger than Arabic; 0.92 brings figures and names down to the Arabic beside them.
FACES = (
    Face("Hiwar Display", MARKAZI, 700, "600 700", 0.92, True),
    Face("Hiwar Display", MARKAZI, 400, "400 500", 0.92, False),
    Face("Hiwar Text", NASKH, 400, "400 500", 0.92, True),
    Face("Hiwar Text", NASKH, 700, "600 700", 0.92, False),
    Face("Hiwar UI", PLEX, 400, "400 500", 1.0, True),
    Face("Hiwar UI", PLEX, 600, "600 700", 1.0, True),
)


def _points(*ranges: str) -> frozenset[int]:
    """Read code points written as `60C` or `621-63A`."""
    points: set[int] = set()
    for item in ranges:
        first, _, last = item.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


# Everything an ordinary Arabic page is written in. A mark must live in the file of the letter it sits on, because a
# browser shapes a letter and its marks with one file; that is why the dagger alef (0670) is here.
CORE_ARABIC = _points("20", "A0", "60C", "61B", "61F", "621-63A", "640-655", "660-66C", "670")
# Figures and signs of dates, bylines and quotations: without them here, «19» would fetch a Latin file.
CORE_SIGNS = _points(
    "21-22", "25", "28-29", "2B-3A", "5B", "5D", "AB", "B7", "BB", "2013-2014", "2018-2019", "201C-201D", "2026"
)
# Letters of the neighboring languages and of dialect spelling: they appear in names, rarely in the first view.
_MAGHREBI = ("6A2", "6A4", "6A7-6A8", "6AD")
_PERSIAN = ("67E", "686", "698", "6A9", "6AF", "6C0", "6CC", "6F0-6F9")
_URDU = ("679", "688", "691", "6BA", "6BE", "6C1-6C3", "6D2-6D4")
_KURDISH = ("695", "6B5", "6C6", "6CE", "6D5")
# Alef wasla and the signs people paste into quotations: ornate brackets, «الله» and the blessing as one sign.
_QUOTED = ("66D", "671", "FD3E-FD3F", "FDF2", "FDFA")
EXTENDED = _points(*_MAGHREBI, *_PERSIAN, *_URDU, *_KURDISH, *_QUOTED)
LATIN = _points("21-7E", "A1-FF", "131", "152-153", "2013-2026", "2039-203A", "20AC", "2122", "2212") - CORE_SIGNS
