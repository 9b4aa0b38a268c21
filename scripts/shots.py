"""Photograph pages at three widths, light and dark, from top to bottom.

    make shots                                                  the demo's front page and newest article
    make shots ARGS="/login/ /about/rules/"                     these paths of a demo newsroom
    make shots ARGS="--server http://127.0.0.1:8000 / /a/12/"   paths of a newsroom that already runs

The pictures lie in build/shots, named after path, width and scheme.
"""

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from playwright.sync_api import Browser, sync_playwright

from serving import Newsroom, demo_newsroom

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {320: 720, 768: 1024, 1440: 900}
SCHEMES = ("light", "dark")
ARTICLE = re.compile(r"^/\d{4}/\d{2}/\d{2}/")


def main(arguments: list[str]) -> int:
    """Take the pictures and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", help="paths of the site; default: front page and most discussed article")
    parser.add_argument("--server", help="address of a running newsroom; default: a temporary demo")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "shots", help="folder for the pictures")
    parser.add_argument("--without-script", action="store_true", help="as a browser shows them that runs no script")
    parser.add_argument("--as", dest="role", help="signed in as the demo's editor or moderator")
    options = parser.parse_args(arguments)

    options.into.mkdir(parents=True, exist_ok=True)
    with demo_newsroom() if options.server is None else nullcontext() as newsroom, sync_playwright() as playwright:
        origin = newsroom.origin if newsroom else options.server
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        signed_in = sign_in(browser, newsroom, options.role) if newsroom and options.role else None
        for path in options.paths or default_paths(browser, origin):
            worn = {"java_script_enabled": not options.without_script, "storage_state": signed_in}
            for file in photograph(browser, urljoin(origin, path), options.into, worn):
                print(file)
        browser.close()
    return 0


def default_paths(browser: Browser, origin: str) -> list[str]:
    """Return the front page and the article on it that readers discuss most, else the first."""
    page = browser.new_page()
    page.goto(origin)
    read = "links => links.map(link => link.getAttribute('href'))"
    links = [link for within in (".most", "main") for link in page.eval_on_selector_all(f"{within} a[href]", read)]
    page.close()
    return ["/", *[link for link in links if ARTICLE.match(link)][:1]]


# A picture below the fold is fetched when a reader comes near it; a photograph of the whole page is near everything.
SHOW_ALL = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode();
}))"""


def chromium() -> str | None:
    """Return where the browser is."""
    return os.environ.get("HIWAR_CHROMIUM") or shutil.which("chromium")


def sign_in(browser: Browser, newsroom: Newsroom, role: str) -> dict[str, Any]:
    """Return the state of a browser in which the demo's editor or moderator is signed in."""
    staff = json.loads((newsroom.data / "demo-logins.json").read_text("utf-8"))["staff"]
    person = next(person for person in staff if person["role"] == role)
    page = browser.new_page(base_url=newsroom.origin)
    page.goto("/login/")
    page.locator("[name=username]").fill(person["login"])
    page.locator("[name=password]").fill(person["password"])
    page.locator("form", has=page.locator("[name=password]")).locator("[type=submit]").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/desk/")
    state = page.context.storage_state()
    page.context.close()
    return dict(state)


def photograph(browser: Browser, address: str, folder: Path, worn: dict[str, Any]) -> Iterator[Path]:
    """Yield the picture files of one page, each width in both schemes; `worn` is what every browser has on."""
    name = re.sub(r"[^\w-]+", "-", unquote(address.split("://", 1)[1].partition("/")[2])).strip("-") or "front"
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="ar",
                **worn,
            )
            page = context.new_page()
            page.goto(address, wait_until="networkidle")
            if worn["java_script_enabled"]:
                page.evaluate(SHOW_ALL)
            file = folder / f"{name[:60]}-{width}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
            context.close()
            yield file


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
