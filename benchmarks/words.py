"""The articles and comments that every peer is given: the same words everywhere, no two comments alike.

Pure. Every comment ends with its number in brackets, by which it is found again on a page or in a database.
"""

import re
from dataclasses import dataclass

BEGINNINGS = (
    "قرأت التقرير إلى آخره ولم أجد فيه كلفة المشروع",
    "أسكن قرب المحطة منذ عشرين عامًا وأعرف حالها جيدًا",
    "شكرًا للمراسل الذي ذهب إلى المكان وسأل الناس",
    "في الخبر نصف الحقيقة، والنصف الآخر عند أهل الحي",
    "لا أوافق على ما قاله المهندس في الفقرة الثالثة",
    "كنت على الرصيف ذلك الصباح ورأيت ما حدث بعيني",
    "هذه بداية حسنة وإن جاءت بعد انتظار طويل",
    "الصورة المرفقة قديمة على ما أظن، فالسقف تغيّر",
    "سافرت في القطار مرتين هذا الأسبوع مع أولادي",
    "يهمّنا الموعد الثابت أكثر من لون المقاعد",
    "من يعمل في الميناء يعرف قيمة هذا الخط",
)
MIDDLES = (
    "وأرجو أن تنشروا جدول الرحلات كاملًا في الأيام القادمة",
    "فالتأخير يكلّف العامل أجر نصف يوم ولا يعوّضه أحد",
    "لكن أجرة التذكرة ما زالت أعلى من أجرة الحافلة",
    "وقد وعدونا بمثل هذا قبل خمسة أعوام ثم نسوا الوعد",
    "والسؤال الذي لم يُسأل: من يدفع ثمن الصيانة؟",
    "أما القرى البعيدة عن الساحل فلا ذكر لها في الخطة",
    "وبقي أن نعرف متى تُفتح المحطة الثانية للركاب",
    "ولو سُئل سائقو الحافلات لسمعتم رأيًا آخر",
    "والطلاب أول من ينتفع به إن صحّت المواعيد",
    "ثم إن المواقف حول المحطة لا تتّسع لعشر سيارات",
)
ENDINGS = (
    "تحياتي من الميناء",
    "هذا رأيي وقد أكون مخطئًا",
    "ننتظر جوابًا من المؤسسة",
    "ما قولكم؟",
    "ليت المحرر يتابع الموضوع",
    "والشكر لكل من عمل فيه",
    "سأكتب لكم بعد شهر",
)
NAMES = ("ليلى", "عمر", "سلمى", "يوسف", "نورة", "حسن", "مريم", "خالد", "هدى", "سامر")
PARAGRAPHS = 8
MARK = re.compile(r"\((\d+)\)\s*$")
# Number of comments under each article. Reading never touches the two that are written to.
ARTICLES = {"four": 4, "hundred": 100, "busy": 4, "quiet": 4}
READ = {4: "four", 100: "hundred"}
BUSY, QUIET = "busy", "quiet"
# Numbers below this belong to the comments that are there from the beginning.
FIRST_NUMBER = 1_000


@dataclass(frozen=True)
class Comment:
    """One comment of an article as it is at the beginning; `answers` is the number of the one it replies to."""

    number: int
    name: str
    text: str
    answers: int | None


def text(number: int) -> str:
    """Return the comment with this number.

    >>> text(0) == text(770)
    False
    >>> number_in(text(4711))
    4711
    """
    beginning = BEGINNINGS[number % len(BEGINNINGS)]
    middle = MIDDLES[number % len(MIDDLES)]
    ending = ENDINGS[number % len(ENDINGS)]
    return f"{beginning}، {middle}. {ending} {mark(number)}"


def name(number: int) -> str:
    """Return who signs the comment with this number."""
    return NAMES[number * 7 // 3 % len(NAMES)]


def mark(number: int) -> str:
    """Return the letters by which a comment is found on a page."""
    return f"({number})"


def number_in(stored: str) -> int | None:
    """Return the number of a comment that a peer has kept, None if it is none of ours."""
    found = MARK.search(stored)
    return int(found[1]) if found else None


def comments(count: int) -> list[Comment]:
    """Return the first comments of an article: every second one answers the one before it."""
    return [
        Comment(number, name(number), text(number), number - 1 if number % 2 else None)
        for number in range(1, count + 1)
    ]


def headline(slug: str) -> str:
    """Return the headline of one of the `ARTICLES`."""
    return {
        "four": "قطار الساحل يعود إلى سكّته",
        "hundred": "أهل الميناء يناقشون مواعيد القطار",
        "busy": "المؤسسة تسأل الركاب عن رأيهم",
        "quiet": "محطة القرية تُفتح صباح الأحد",
    }[slug]


def paragraphs() -> tuple[str, ...]:
    """Return the body of every article."""
    return tuple(
        " ".join(f"{BEGINNINGS[(row + step) % 11]}، {MIDDLES[(row * 3 + step) % 10]}." for step in range(4))
        for row in range(PARAGRAPHS)
    )
