"""The plain pages we show when nothing else can speak: fixed bytes in Arabic and English, made once.

They need no database, no template and no stylesheet, and they say nothing about the request or about what failed.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .answers import Answer
from .headers import NOT_KEPT, security_headers
from .requests import Refused


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says: a heading and one sentence, in both languages."""

    heading: str
    sentence: str
    english: str


_CONFUSED = Words(
    "تعذّر فهم الطلب",
    "وصل الطلب إلى الخادم على غير الصورة المتوقعة. يمكن العودة إلى الصفحة السابقة والمحاولة من جديد.",
    "We could not understand this request. Please go back and try again.",
)
_BROKEN = Words(
    "حدث خطأ غير متوقع",
    "الخطأ عندنا، وقد سُجّل لإصلاحه. إن كان في النموذج نص مكتوب فهو باقٍ في الصفحة السابقة.",
    "Something went wrong on our side, and it has been recorded. What was typed is still on the previous page.",
)
WORDS: dict[int, Words] = {
    400: _CONFUSED,
    404: Words(
        "لا توجد صفحة على هذا العنوان",
        "ربما نُقلت الصفحة أو كُتب العنوان ناقصاً.",
        "There is no page at this address.",
    ),
    405: Words(
        "هذه العملية غير متاحة هنا",
        "لا يقبل هذا العنوان هذا النوع من الطلبات.",
        "This address does not take this kind of request.",
    ),
    408: Words(
        "انتهت مهلة الإرسال",
        "لم يكتمل وصول النص في الوقت المتاح. النص باقٍ في الصفحة السابقة، ويمكن إرساله من جديد.",
        "The text did not arrive in time. It is still on the previous page and can be sent again.",
    ),
    411: _CONFUSED,
    413: Words(
        "المُرسَل أكبر مما نقبله",
        "النص باقٍ في الصفحة السابقة: يكفي اختصاره ثم إرساله من جديد.",
        "What was sent is larger than we accept. It is still on the previous page: please shorten it and try again.",
    ),
    415: Words(
        "صيغة الإرسال غير مقبولة",
        "لا نقبل نصاً مضغوطاً أو بصيغة غير معروفة.",
        "We do not accept compressed text or this format.",
    ),
    500: _BROKEN,
    503: Words(
        "الموقع غير جاهز الآن",
        "نعمل على إعادته. تُرجى المحاولة بعد دقيقة؛ وإن كان في النموذج نص مكتوب فهو باقٍ في الصفحة السابقة.",
        "The site is not ready right now. Please try again in a minute; what was typed is still on the previous page.",
    ),
}

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
def page(status: int) -> bytes:
    """Return the bytes of the page for a status; statuses without words of their own borrow 400's or 500's."""
    words = WORDS.get(status) or (_BROKEN if status >= 500 else _CONFUSED)
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(words.heading)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(words.heading)}</h1><p>{escape(words.sentence)}</p>"
        f'<p lang="en" dir="ltr">{escape(words.english)}</p>'
        '<p><a href="/">الصفحة الأولى</a></p></main></body></html>\n'
    ).encode()


def plain_page(status: int, *, https: bool) -> Answer:
    """Return the answer that shows the page for a status."""
    kept = [pair for pair in security_headers("api", https=https) if pair[0] != "content-security-policy"]
    headers = [*kept, NOT_KEPT, ("content-type", "text/html; charset=utf-8"), ("content-security-policy", _POLICY)]
    return Answer(status, headers, page(status))


def refusal_page(refused: Refused, *, https: bool) -> Answer:
    """Return the answer to a refused request, which ends the connection where its remains could be misread."""
    answer = plain_page(refused.status, https=https)
    answer.headers.extend(refused.headers)
    if refused.close:
        answer.headers.append(("connection", "close"))
    return answer
