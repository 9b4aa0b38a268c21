"""A newsroom that does not exist, with a quarrel the shipped model has never heard of; for tests and the drawn curve.

The town lies on both banks of a river. Readers of the near bank call those of the far one by the names of empty
packaging, and mean it; the same words also stand in clean comments about shopping, waste and the roads over there.
Yusuf rejects every sneer he comes across, held or published, and approves what waited for nothing.

The sentences are drawn from a seed: the same days every time. Those of the exam use names the days do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

import numpy as np

from hiwar.screening.learning.exam import Figures, figures
from hiwar.screening.learning.examples import Example
from hiwar.screening.learning.learn import NOTHING, SHIPPED, Knowledge, Material, Outcome, learn
from hiwar.screening.model.local import COLUMNS, SiteScorer

CAREFUL = 0.02
PLACES = ("أهل السقيفة", "جماعة الرصيف الشرقي", "سكان ضفة الخان", "أهل الجسر الحجري", "ناس حارة الدباغين")
PLACES_OF_EXAM = ("أهل السقيفة", "سكان ضفة الخان", "جماعة الطاحونة", "أهل برج الماء")
PACKAGING = ("كراتين", "علب سردين", "تنك فاضي", "أكياس نايلون", "صناديق خضرة")
SNEERS = (
    "{place} كلهم {empty}، لا تتعبوا معهم",
    "يا {empty} خليكم ورا النهر",
    "لا ترد عليه، واحد من {place}، يعني {empty}",
    "ما في من {place} غير {empty} تتكلم",
    "شو دخل الـ{empty} بالصحافة؟ ارجعوا لـ{place}",
    "رئيس البلدية من {place} وطبعاً طلع {empty}",
    "{empty} ابن {empty}، هيك بيطلعوا {place}",
    "اللي بيصوّت معهم بيصير {empty} مثل {place}",
)
CLEAN_WITH_THE_SAME_WORDS = (
    "{place} بحاجة إلى مدرسة ثانية قبل الشتاء",
    "اشتريت {empty} من السوق أمس والسعر تضاعف",
    "أين نرمي {empty} بعد إغلاق المكبّ؟",
    "الطريق إلى {place} مقطوع منذ المطر الأخير",
    "اقترح {place} أن يُفتح الجسر ليلاً وأنا معهم",
    "المطعم الجديد يقدّم الطعام في {empty}، فكرة غريبة",
    "شكراً لمن جمع {empty} من الشاطئ يوم الجمعة",
    "عاش {place} معنا ستين سنة ولم نختلف",
    "عيب أن يقال عن {place} إنهم {empty}، هم أهلنا",
    "من يكتب أن {place} {empty} يسيء إلى المدينة كلها",
)
CLEAN = (
    "متى تبدأ البلدية {work}؟",
    "{work} تأخرت سنة كاملة والناس تسأل",
    "أشكر {who} على التقرير، ناقص رقم واحد",
    "{who} لم يجب عن سؤال الميزانية",
    "أختلف مع {who} في مسألة {work} وأحترم جهده",
    "قرأت عن {work} ولم أفهم من سيدفع",
    "رحم الله والد {who}",
    "الفقرة الثانية عن {work} تحتاج إلى مصدر",
    "{who} وعد بإنهاء {work} قبل العيد وأخلف",
    "نطالب {who} بالاستقالة بسبب {work}",
)
INSULTS = (
    "أنت يا {who} كذاب وحقير",
    "{who} حمار لا يفهم شيئاً في {work}",
    "اسكت يا حيوان، {work} ليست شغلك",
    "تفو عليك وعلى {who} يا كلب",
)
WORK = ("تعبيد الشارع", "إنارة الجسر", "تنظيف المجرى", "بناء السوق", "صيانة المدرسة", "شبكة المياه", "موقف الحافلات")
WHO = ("المحافظ", "رئيس البلدية", "الكاتب", "المراسلة", "عضو المجلس", "مدير المشروع", "المعلّق السابق")


@dataclass(frozen=True)
class Comment:
    """A comment and what the newsroom's rules say of it."""

    text: str
    is_violating: bool


@dataclass(frozen=True)
class Evening:
    """How the exam went on one evening, and what the lesson of that day decided."""

    day: int
    figures: Figures
    kept: str
    why: str


def comments(templates: tuple[str, ...], *, places: tuple[str, ...], violating: bool) -> list[Comment]:
    """Return every sentence these templates make, in one order for all."""
    slots = {"place": places, "empty": PACKAGING, "work": WORK, "who": WHO}
    made: list[Comment] = []
    for template in templates:
        used = [name for name in slots if f"{{{name}}}" in template]
        for fillers in product(*(slots[name] for name in used)):
            made.append(Comment(template.format(**dict(zip(used, fillers, strict=True))), violating))
    return made


def a_day(draw: Random) -> list[Comment]:
    """Return what readers write on one day: 32 comments, nine of them violating, seven with the new words."""
    kinds = (
        (SNEERS, True, 7), (INSULTS, True, 2), (CLEAN_WITH_THE_SAME_WORDS, False, 7), (CLEAN, False, 16),
    )  # fmt: skip
    day = [
        one
        for templates, violating, count in kinds
        for one in draw.sample(comments(templates, places=PLACES, violating=violating), count)
    ]
    draw.shuffle(day)
    return day


def the_exam() -> list[Comment]:
    """Return the comments by which every evening is judged; nobody learns from them."""
    draw = Random(71)  # noqa: S311 - sentences, not secrets
    kinds = ((SNEERS, True, 90), (INSULTS, True, 20), (CLEAN_WITH_THE_SAME_WORDS, False, 110), (CLEAN, False, 190))
    return [
        one
        for templates, violating, count in kinds
        for one in _drawn(draw, comments(templates, places=PLACES_OF_EXAM, violating=violating), count)
    ]


def _drawn(draw: Random, made: list[Comment], count: int) -> list[Comment]:
    return draw.sample(made, min(count, len(made)))


def days(scorer: Any, *, count: int, seed: int = 7) -> Iterator[tuple[Evening, Knowledge]]:
    """Live through some days: readers write, Yusuf decides, the newsroom learns at night; yield every evening."""
    draw = Random(seed)  # noqa: S311 - sentences, not secrets
    decisions: list[Example] = []
    standing: list[str] = []
    knowledge, exam = NOTHING, the_exam()
    yield Evening(0, examined(scorer, knowledge, exam), "", ""), knowledge
    for day in range(1, count + 1):
        for comment in a_day(draw):
            # One clean comment in three waits because its author is new; the others are published at once.
            if comment.is_violating:
                decisions.append(Example(comment.text, "toxic", teacher="yusuf"))
            elif draw.random() < 1 / 3:
                decisions.append(Example(comment.text, "clean", teacher="yusuf"))
            else:
                standing.append(comment.text)
        outcome: Outcome = learn(Material(decisions, standing), scorer=scorer, current=knowledge, false_holds=CAREFUL)
        knowledge = outcome.knowledge
        yield Evening(day, examined(scorer, knowledge, exam), outcome.kept, outcome.why), knowledge


def examined(scorer: Any, knowledge: Knowledge, exam: list[Comment]) -> Figures:
    """Return how the newsroom's scorer does on the exam in the careful mode, at its own thresholds."""
    used = SiteScorer(scorer, knowledge.vector, name="1") if knowledge.vector else scorer
    scores = used.scores([comment.text for comment in exam])[:, list(COLUMNS)]
    threshold = (knowledge.calibration or SHIPPED).threshold(scorer.threshold)
    answers = np.array([comment.is_violating for comment in exam])
    return figures(np.asarray(scores, np.float64), answers, threshold, CAREFUL)
