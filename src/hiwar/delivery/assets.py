"""Our own style sheets, scripts, fonts and drawings: read once, named by their content, answered from memory.

A name that carries a hash of the bytes may be kept for ever, and a new release is a new name. Here belong reading,
naming, joining and compressing them. Not here: what editors upload (`media`) and Wagtail's own files (`/static/`).
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import brotli

from .answers import Answer, coded_etag, etag_matches, preferred_coding
from .headers import FOR_EVER, security_headers
from .requests import Request

PREFIX = "/assets/"
APPS = ("delivery", "discussions", "moderation", "search", "widget")

# Files of other kinds in the folders (licences, notes of the font command) are not assets.
TYPES: dict[str, str] = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_TEXT = frozenset({".css", ".js", ".svg", ".webmanifest"})

# What a page needs at once travels in one request. The parts keep their order; a part that is also the bundle's name
# is the source file of that name.
BUNDLES: dict[str, tuple[str, ...]] = {"site.css": ("fonts.css", "tokens.css", "site.css")}

_CSS_URL = re.compile(r"""url\(\s*(["']?)(?!data:|\#)([^"')]+)\1\s*\)""")
_SCRIPT_NAME = re.compile(r"""(["'])(\./[\w./-]+\.js)\1""")


class UnknownAsset(LookupError):
    """No file of ours has this name."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file under its public address."""

    url: str
    suffix: str
    tag: str
    body: bytes


class Assets:
    """All assets of an installation, by the name our templates use and by public address."""

    def __init__(self, sources: Mapping[str, bytes], bundles: Mapping[str, tuple[str, ...]]) -> None:
        self._sources = sources
        self._bundles = bundles
        self._made: dict[str, Asset] = {}
        self._in_hand: list[str] = []
        for name in [*sources, *bundles]:
            self.named(name)

    def url(self, name: str) -> str:
        """Return the public address of a file; raises `UnknownAsset`."""
        return self.named(name).url

    def all(self) -> list[Asset]:
        """Return every asset once."""
        return list({asset.url: asset for asset in self._made.values()}.values())

    def named(self, name: str) -> Asset:
        """Return an asset by its name below a `static/hiwar` folder, made with everything it refers to."""
        if name not in self._made:
            if name in self._in_hand:
                raise ValueError(f"assets refer to each other in a circle: {' > '.join([*self._in_hand, name])}")
            self._in_hand.append(name)
            parts = self._bundles.get(name, (name,))
            body = b"\n".join(self._source(part) for part in parts)
            self._in_hand.pop()
            self._made[name] = _asset(name, body)
        return self._made[name]

    def _source(self, name: str) -> bytes:
        if name not in self._sources:
            raise UnknownAsset(name)
        body = self._sources[name]
        if name.endswith(".css"):
            return _CSS_URL.sub(lambda found: f'url("{self._target(name, found[2])}")', body.decode()).encode()
        if name.endswith(".js"):
            return _SCRIPT_NAME.sub(lambda found: f'"{self._target(name, found[2])}"', body.decode()).encode()
        return body

    def _target(self, name: str, reference: str) -> str:
        # Promise: a page makes no request to anyone but us, so a style sheet may only name its neighbors.
        if "//" in reference or reference.startswith("/"):
            raise ValueError(f"{name} refers to {reference}: assets may only name files beside them")
        steps: list[str] = []
        for step in (PurePosixPath(name).parent / reference).parts:
            if step == "..":
                steps.pop()
            else:
                steps.append(step)
        return self.url("/".join(steps))


def _asset(name: str, body: bytes) -> Asset:
    path = PurePosixPath(name)
    tag = hashlib.sha256(body).hexdigest()[:10]
    return Asset(f"{PREFIX}{path.stem}.{tag}{path.suffix}", path.suffix, tag, body)


def read_sources(root: Path) -> dict[str, bytes]:
    """Read the `static/hiwar` folders of our apps below `root`; the same name in two apps raises `ValueError`."""
    sources: dict[str, bytes] = {}
    for app in APPS:
        folder = root / app / "static" / "hiwar"
        for path in sorted(folder.rglob("*")):
            if path.suffix not in TYPES or not path.is_file():
                continue
            name = path.relative_to(folder).as_posix()
            if name in sources:
                raise ValueError(f"two apps have an asset named {name}")
            sources[name] = path.read_bytes()
    return sources


@cache
def our_assets() -> Assets:
    """Return the assets of this package, read at the first call."""
    return Assets(read_sources(Path(__file__).resolve().parents[1]), BUNDLES)


def asset_url(name: str) -> str:
    """Return the public address of a file of ours, such as `site.css`; raises `UnknownAsset`."""
    return our_assets().url(name)


class AssetDoor:
    """Answers `/assets/…` from memory: every coding of every file, and its headers, made beforehand."""

    def __init__(self, assets: Assets, *, https: bool) -> None:
        self._https = https
        self._ready: dict[str, dict[str, Answer]] = {asset.url: self._codings(asset) for asset in assets.all()}

    def answer(self, request: Request) -> Answer | None:
        """Return the file, 304 if the browser holds it, or None if the address is not one of ours."""
        codings = self._ready.get(request.path)
        if codings is None:
            return None
        accepted = request.headers.get("accept-encoding")
        answer = codings.get(preferred_coding(accepted) if accepted else "") or codings[""]
        known = request.headers.get("if-none-match")
        if known and etag_matches(known, answer.header("etag") or ""):
            return Answer(304, [pair for pair in answer.headers if pair[0] not in ("content-type", "content-encoding")])
        return answer

    def _codings(self, asset: Asset) -> dict[str, Answer]:
        bodies = {"": asset.body}
        if asset.suffix in _TEXT:
            bodies["gzip"] = gzip.compress(asset.body, compresslevel=9, mtime=0)
            bodies["br"] = brotli.compress(asset.body, mode=brotli.MODE_TEXT, quality=11)
        # A coding that makes the file larger helps nobody.
        return {
            coding: self._prepare(asset, coding, body, varies=len(bodies) > 1)
            for coding, body in bodies.items()
            if not coding or len(body) < len(asset.body)
        }

    def _prepare(self, asset: Asset, coding: str, body: bytes, *, varies: bool) -> Answer:
        kind = "drawing" if asset.suffix == ".svg" else "api"
        headers = [
            *security_headers(kind, https=self._https),
            ("cache-control", FOR_EVER),
            ("content-type", TYPES[asset.suffix]),
            ("etag", coded_etag(asset.tag, coding)),
        ]
        if varies:
            headers.append(("vary", "accept-encoding"))
        if coding:
            headers.append(("content-encoding", coding))
        return Answer(200, headers, body)
