"""The furniture of an Arabic news page: lines that invite, share, count and close, in the spellings sites use.

Lines are compared by their folded words, so that vowel marks, hamza seats and punctuation do not matter. What stands
between such lines is no business of this module.
"""

import re
from functools import lru_cache
from typing import Literal

from hiwar.arabic.fold import fold

Kind = Literal["share", "invite", "count", "end"]

LONGEST_MARKER = 200

_WORDS = re.compile(r"[^\W_]+")
_THOUSANDS = re.compile(r"(?<=\d)[,٬،.\u00a0\u202f](?=\d{3}(?!\d))")


def _key(line: str) -> str:
    return " ".join(_WORDS.findall(fold(line).text))


def _keys(*lines: str) -> frozenset[str]:
    return frozenset(map(_key, lines))


_SHARE = _keys(
    *("شارك", "شاركها", "شارك عبر", "شارك على", "شارك هذا", "مشاركة", "مشاركة عبر", "مشاركه", "انشر", "انشر الخبر"),
    *("شارك هذا عبر", "شارك مع أصدقائك", "شارك القصة", "شارك التقرير", "شارك الصفحة", "شارك على مواقع التواصل"),
    *("share", "share this", "share this article", "share this story", "share this post", "share on"),
    *(
        f"{verb} {this}{thing}"
        for verb in ("شارك", "شاركنا", "مشاركة", "انشر")
        for this in ("", "هذا ", "هذه ")
        for thing in ("الخبر", "المقال", "المقالة", "الموضوع", "المادة", "التدوينة")
    ),
)
_INVITE = _keys(
    *("شارك برأيك", "شاركنا برأيك", "شاركنا رأيك", "شارك رأيك", "شارك بتعليقك", "أضف رأيك", "ما رأيك", "ما رأيك؟"),
    *("التعليقات", "تعليقات", "تعليقات القراء", "تعليقات الزوار", "آراء القراء", "آراء الزوار", "ردود القراء"),
    *("comments", "reader comments"),
)
_END = _keys(
    *("ماذا تقول أنت", "ما رأيك أنت", "ما تعليقك", "إلغاء الرد", "إرسال التعليق", "أرسل التعليق", "نشر التعليق"),
    *("أضف تعليقا", "أضف تعليق", "أضف تعليقك", "أضف تعليقا جديدا", "اكتب تعليقك", "اكتب تعليقا", "علق على الخبر"),
    *("كن أول من يعلق", "كن أول المعلقين", "التعليقات مغلقة", "leave a reply", "leave a comment", "cancel reply"),
    *("post comment", "add a comment", "comments are closed"),
)
_END_STARTS = tuple(
    _keys(
        *("لن يتم نشر عنوان بريدك", "لن ينشر عنوان بريدك", "لن يتم نشر بريدك", "لن ينشر بريدك", "لن يتم إظهار بريدك"),
        *("الحقول الإلزامية مشار", "اترك تعليقا", "اترك تعليقك", "اترك ردا", "اترك ردك", "أترك رد", "اترك تعليق"),
        *("احفظ اسمي، بريدي", "يجب أن تكون مسجلا الدخول", "يجب تسجيل الدخول", "يجب أنت تكون مسجل الدخول"),
        *("your email address will not be", "required fields are marked", "leave a reply to", "leave a reply cancel"),
    )
)

# The noun after a number, folded: four comments, eleven comments, a hundred comments, and WordPress' other words.
_NOUN = "|".join(
    sorted(
        _keys(
            *("تعليقات", "تعليقا", "تعليق", "ردود", "ردا", "رد", "آراء", "رأيا", "رأي", "أفكار", "فكرة"),
            *("comments", "comment", "thoughts", "thought", "responses", "response", "replies", "reply"),
        ),
        key=len,
        reverse=True,
    )
)
_PLURAL_HEADING = "|".join(sorted(_keys("التعليقات", "تعليقات", "عدد التعليقات", "تعليقات القراء", "comments")))
_ABOUT = "|".join(sorted(_keys("على", "حول", "عن", "on", "to", "about")))
_NUMBER_FIRST = re.compile(rf"(\d{{1,7}}) (?:{_NOUN})(?: (?:{_ABOUT})(?: .*)?)?")
_NUMBER_LAST = re.compile(rf"(?:{_PLURAL_HEADING}) (\d{{1,7}})")
_IN_WORDS: dict[str, int] = {
    **dict.fromkeys(
        _keys(
            *("لا توجد تعليقات", "لا يوجد تعليقات", "لا توجد أي تعليقات", "لا توجد تعليقات بعد", "لا تعليقات"),
            *("لا يوجد تعليق", "لا تعليق", "بدون تعليقات", "بلا تعليقات", "بدون تعليق", "لا توجد تعليقات حتى الآن"),
            *("لا توجد تعليقات حاليا", "no comments", "no comments yet"),
        ),
        0,
    ),
    **dict.fromkeys(_keys("تعليق واحد", "تعليق وحيد", "رد واحد", "رأي واحد", "one comment"), 1),
    **dict.fromkeys(_keys("تعليقان", "تعليقين", "تعليقان اثنان", "ردان", "رأيان", "two comments"), 2),
    **{
        _key(f"{word} تعليقات"): number
        for number, words in enumerate(
            ("ثلاثة ثلاث", "أربعة أربع", "خمسة خمس", "ستة ست", "سبعة سبع", "ثمانية ثماني", "تسعة تسع", "عشرة عشر"), 3
        )
        for word in words.split()
    },
}
_IN_WORDS_ABOUT = re.compile(rf"(.+?) (?:{_ABOUT})(?: .*)?")


def declared_count(line: str) -> int | None:
    """Return the number of comments that `line` announces and nothing else, or None when it is no such line.

    >>> declared_count("١١ تعليقًا"), declared_count("تعليقان"), declared_count("لا توجد تعليقات")
    (11, 2, 0)
    >>> declared_count("كتب القراء 4 تعليقات غاضبة") is None
    True
    """
    if len(line) > LONGEST_MARKER:
        return None
    key = _key(_THOUSANDS.sub("", line))
    if key in _IN_WORDS:
        return _IN_WORDS[key]
    numbered = _NUMBER_FIRST.fullmatch(key) or _NUMBER_LAST.fullmatch(key)
    if numbered:
        return int(numbered[1])
    # «تعليق واحد على "…"»: WordPress puts the headline after the count.
    about = _IN_WORDS_ABOUT.fullmatch(key)
    return _IN_WORDS.get(about[1]) if about else None


@lru_cache(maxsize=4096)
def marker_kind(line: str) -> Kind | None:
    """Return which piece of page furniture `line` is, or None for a line of writing."""
    if not line.strip() or len(line) > LONGEST_MARKER:
        return None
    if declared_count(line) is not None:
        return "count"
    key = _key(line)
    if key in _SHARE:
        return "share"
    if key in _INVITE:
        return "invite"
    if key in _END or key.startswith(_END_STARTS):
        return "end"
    return None
