"""What a page needs of a site's look: a few lines of style that say only what differs from our own, and its fonts.

Pure. The style is named by its content, so it may be kept for ever and a changed look is another address. Not here:
what editors may set (`newsroom.models.look`), tones and contrast (`newsroom.colors`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from hiwar.newsroom.colors import Palette, Tones, palette
from hiwar.newsroom.queries import Look
from hiwar.newsroom.sizes import Picture

# As in tokens.css.
NEWS = "#a3123c"
# The file that a page's first lines need, by face: of headlines, of texts.
BOLD = {"display": "hiwar-display-700", "text": "hiwar-text-700", "ui": "hiwar-ui-600"}
PLAIN = {"text": "hiwar-text-400", "ui": "hiwar-ui-400"}

# Markazi is drawn small, and our display sizes are set for it; in another face the same size looks so much larger.
BESIDE_MARKAZI = 0.8
DISPLAY_SIZES = {
    "--d-xs": "1.4375rem",
    "--d-sm": "1.6875rem",
    "--d-md": "clamp(1.875rem,1.7rem + .8vw,2.25rem)",
    "--d-lg": "clamp(2.125rem,1.8rem + 1.6vw,3rem)",
    "--d-xl": "clamp(2.5rem,1.8rem + 3.3vw,5rem)",
}
# Headlines whose sizes site.css sets by itself.
OTHER_SIZES = {".hero h2,.a-head h1.long": "clamp(2.25rem,1.8rem + 2vw,3.5rem)"}
# The sans has a taller body than the Naskh: a text keeps its color on the page with a little less.
BESIDE_NASKH = 0.92
TEXT_SIZES = {
    "--t-body": "clamp(1.1875rem,1.12rem + .3vw,1.3125rem)",
    "--t-stand": "clamp(1.25rem,1.14rem + .55vw,1.5625rem)",
}


@dataclass(frozen=True)
class Dressed:
    """A look as pages take it; `sheet` is empty where nothing differs from our own."""

    look: Look

    @property
    def logo(self) -> Picture | None:
        """Return the logo, if there is one."""
        return self.look.logo

    @property
    def logo_by_night(self) -> Picture | None:
        """Return the logo for dark screens, if there is one."""
        return self.look.logo_by_night

    @property
    def accent(self) -> str:
        """Return the newsroom's own color."""
        return self.look.accent or NEWS

    @cached_property
    def sheet(self) -> str:
        """Return the style sheet."""
        voices = {name: palette(color) for name, color in _colors(self.look).items()}
        rules = [*_screens(voices), *_faces(self.look)]
        return "\n".join(rules) + "\n" if rules else ""

    @cached_property
    def digest(self) -> str:
        """Return the name of the style sheet."""
        return sha256(self.sheet.encode()).hexdigest()[:16]

    @property
    def fonts(self) -> tuple[str, ...]:
        """Return the files of the letters that a page begins with."""
        files = dict.fromkeys((BOLD[self.look.headline_face], PLAIN[self.look.text_face]))
        return tuple(f"fonts/{name}-core.woff2" for name in files)


def dressed(look: Look) -> Dressed:
    """Return a look as pages take it."""
    return Dressed(look)


def scaled(size: str, by: float) -> str:
    """Return a size in another measure.

    >>> scaled("clamp(2.5rem,1.8rem + 3.3vw,5rem)", 0.8)
    'clamp(2rem,1.44rem + 2.64vw,4rem)'
    """
    return re.sub(r"\d*\.?\d+(?=rem|vw)", lambda found: f"{float(found[0]) * by:.4f}".rstrip("0").rstrip("."), size)


def _colors(look: Look) -> dict[str, str]:
    return {name: color for name, color in (("news", look.accent), ("voice", look.band)) if color}


def _screens(voices: dict[str, Palette]) -> list[str]:
    """Return the colors by day and by night; paper has its own, in site.css."""
    if not voices:
        return []
    day = "".join(_tokens(name, voice.day) for name, voice in voices.items())
    night = "".join(_tokens(name, voice.night) for name, voice in voices.items())
    return [
        f"@media screen{{:root{{{day}}}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}",
    ]


def _tokens(name: str, tones: Tones) -> str:
    rule = f"--{name}-rule:{tones.rule};" if name == "voice" else ""
    return f"--{name}:{tones.text};--{name}-solid:{tones.fill};--{name}-wash:{tones.wash};{rule}"


def _faces(look: Look) -> list[str]:
    tokens: dict[str, str] = {}
    rules = []
    if look.text_face == "ui":
        tokens |= {"--f-text": "var(--f-ui)"}
        tokens |= {name: scaled(size, BESIDE_NASKH) for name, size in TEXT_SIZES.items()}
    if look.headline_face != "display":
        # By our own name of it: the text may have been given another face.
        family = "Hiwar Text" if look.headline_face == "text" else "Hiwar UI"
        end = "serif" if look.headline_face == "text" else "sans-serif"
        tokens |= {"--f-display": f'"{family}","{family} Fallback",{end}'}
        tokens |= {name: scaled(size, BESIDE_MARKAZI) for name, size in DISPLAY_SIZES.items()}
        rules = [f"{where}{{font-size:{scaled(size, BESIDE_MARKAZI)}}}" for where, size in OTHER_SIZES.items()]
    if not tokens:
        return []
    return [":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}", *rules]
