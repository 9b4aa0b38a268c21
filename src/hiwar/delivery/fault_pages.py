"""The plain pages we show when nothing else can speak: fixed bytes in the site's language and in English, made once.

They need no database, no template and no stylesheet, and they say nothing about the request or about what failed.
"""

import base64
import hashlib
from functools import lru_cache
from html import escape

from django.conf import settings

from hiwar.arabic.languages import language_of

from .answers import Answer
from .fault_words import BROKEN, CONFUSED, ENGLISH, FRONT_PAGE, WORDS
from .headers import NOT_KEPT, security_headers
from .requests import Refused

# The colors of tokens.css, written out: these pages ask for no other file.
_STYLE = (
    ":root{color-scheme:light dark}body{margin:0 auto;max-width:34rem;padding:15vh 1.25rem;"
    "font:1.125rem/1.8 system-ui,sans-serif;color:#14191d;background:#fff}h1{font-size:1.6rem;line-height:1.4}"
    "p[lang=en]{color:#5b656d;font-size:1rem}a{color:#a3123c}"
    "a:focus-visible{outline:3px solid #1450c8;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{color:#e8ecee;background:#11161a}a{color:#ff93aa}"
    "a:focus-visible{outline-color:#8db6ff}p[lang=en]{color:#98a3aa}}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"


@lru_cache(maxsize=64)
def page(status: int, code: str = "ar") -> bytes:
    """Return the bytes of the page for a status; statuses without words of their own borrow 400's or 500's."""
    spoken = language_of(code)
    kind = status if status in ENGLISH else BROKEN if status >= 500 else CONFUSED
    words = WORDS[spoken.code][kind]
    # Whoever reads no Arabic or Persian finds a line that is known everywhere.
    english = f'<p lang="en" dir="ltr">{escape(ENGLISH[kind].sentence)}</p>' if spoken.code != "en" else ""
    return (
        f'<!doctype html><html lang="{spoken.code}" dir="{"rtl" if spoken.rtl else "ltr"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(words.heading)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(words.heading)}</h1><p>{escape(words.sentence)}</p>"
        f"{english}"
        f'<p><a href="/">{FRONT_PAGE[spoken.code]}</a></p></main></body></html>\n'
    ).encode()


def _language() -> str:
    """Return the site's language; Arabic while Django is not there yet, which is when these pages matter most."""
    return settings.LANGUAGE_CODE if settings.configured else "ar"


def plain_page(status: int, *, https: bool) -> Answer:
    """Return the answer that shows the page for a status."""
    kept = [pair for pair in security_headers("api", https=https) if pair[0] != "content-security-policy"]
    headers = [*kept, NOT_KEPT, ("content-type", "text/html; charset=utf-8"), ("content-security-policy", _POLICY)]
    return Answer(status, headers, page(status, _language()))


def refusal_page(refused: Refused, *, https: bool) -> Answer:
    """Return the answer to a refused request, which ends the connection where its remains could be misread."""
    answer = plain_page(refused.status, https=https)
    answer.headers.extend(refused.headers)
    if refused.close:
        answer.headers.append(("connection", "close"))
    return answer
