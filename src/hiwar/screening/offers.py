"""Offers, and talk of offers: whoever advertises invites, whoever warns does not.

Belongs here: telling the two apart where the words are the same. Not here: what an offer looks like, which a list and a
classifier know, and whether one text repeats another (`quoting`).

«كثرت إعلانات جلب الحبيب في تلغرام، أين الرقابة؟» has every word of an offer. But an offer says where to go: it has a
link, a number, a name with an @, or it tells to write, to join, to order, to pass on, or how well it went since. A text
that speaks of fraud, of loss or of the police and has none of these sells nothing.
"""

import re

from hiwar.screening.candidate import Candidate


def _any_of(table: str) -> re.Pattern[str]:
    """Return what finds any of these folded pieces, inside words too: «واحذروا», «للاحتيال», «يخدعونكم»."""
    return re.compile(
        "|".join(piece.strip() for line in table.splitlines() for piece in line.split("|") if piece.strip())
    )


_warning = _any_of("""
احتيال | محتال | احتال | نصاب | نصب | احذر | حذار | الحذر | بحذر | تحذير | تحذر | انتبه | بالكم من | بالك من
كذب | كذاب | كاذب | خداع | خدع | خادع | وهمي | مزيف | مزور | دجال | دجل | شعوذ | بلاغ | بلغت | بلغنا | شكوي
رقابه | شرطه | بوليس | محضر | محاكم | ضحيه | ضحايا | خسر | راحت علي | سرق | حرامي | اختفي | لا تصدق | ما تصدق
متصدق | لا تضغط | لا تفتح | لا تسجل | لا تراسل | لا تشتر | لا تدخل | لا تعط | ما تعط | لا تنضم | هل صحيح | مرخص
ترخيص | scam | fraud | beware | nasb | nassab
""")
_inviting = _any_of("""
راسل | رسلي | تواصل | اتصل | اتصال | كلمن | كلموني | كلمونا | ابعت | ابعث | ارسل | خاص | بروفايل | بايو | صفحتي
صفحتن | حسابي | حسابن | قناتي | قناتن | قروبنا | جروبنا | انضمو | انضم الان | انضم ال | سجل الان | سجل معنا
سجل من | سجلو معنا | اشترك | احجز | للحجز | اطلب | للطلب | استفسار | زورو | تفضل | تعال | رابط | اضغط | ادخل
حمل التطبيق | نزلو التطبيق | كود | نوصل | توصيل | عندنا | عندي | لدينا | نقدم | نوفر | نبيع | للبيع | خصم | عروض
مجان | فرصه | اسعارنا | معنا | بطاقتنا | رسوم | جرب | تجربتي | انشر | انقل | نشرها | ارسلها | قراها | join
call | whats | telegram | click | sale | صرت اربح | بربح | ربحت | دخلي | ارباحي | عوضت | استرجعت | رجعت فلوسي
رجعو فلوسي | بفضل | نصحني | انصح به | انصحكم به | انصح بالتعامل | انصح بالاستثمار | انصحكم بالتعامل
""")
# «لا تنضموا إلى قنوات تلغرام هذه» invites nobody.
_refusing = re.compile(r"\b(?:لا|ما|لن|عدم) (?:ت|ال)\w*")
_number = re.compile(r"\d[\d ().-]{5,}\d")


def speaks_of_offers(candidate: Candidate) -> bool:
    """Tell whether a text warns of offers or complains of them, and invites to none.

    >>> speaks_of_offers(Candidate("خسرت راتبي في منصة تداول، أنصح بالحذر"))
    True
    >>> speaks_of_offers(Candidate("احذروا المحتالين، نحن المنصة الموثوقة، سجل الآن"))
    False
    """
    text = candidate.folds("text").text
    if not _warning.search(text) or "@" in text or _number.search(text) or candidate.links:
        return False
    return not _inviting.search(_refusing.sub(" ", text))
