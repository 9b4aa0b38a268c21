"""What the plain pages of `fault_pages` say, in every language an edition can be in. Data alone.

Not in the catalogs, because these pages must speak when nothing else can.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A heading and one sentence or two."""

    heading: str
    sentence: str


# Statuses that share their words.
CONFUSED, BROKEN = 400, 500

ARABIC = {
    CONFUSED: Words(
        "تعذّر فهم الطلب",
        "وصل الطلب إلى الخادم على غير الصورة المتوقعة. يمكن العودة إلى الصفحة السابقة والمحاولة من جديد.",
    ),
    404: Words("لا توجد صفحة على هذا العنوان", "ربما نُقلت الصفحة أو كُتب العنوان ناقصاً."),
    405: Words("هذه العملية غير متاحة هنا", "لا يقبل هذا العنوان هذا النوع من الطلبات."),
    408: Words(
        "انتهت مهلة الإرسال",
        "لم يكتمل وصول النص في الوقت المتاح. النص باقٍ في الصفحة السابقة، ويمكن إرساله من جديد.",
    ),
    413: Words("المُرسَل أكبر مما نقبله", "النص باقٍ في الصفحة السابقة: يكفي اختصاره ثم إرساله من جديد."),
    415: Words("صيغة الإرسال غير مقبولة", "لا نقبل نصاً مضغوطاً أو بصيغة غير معروفة."),
    BROKEN: Words(
        "حدث خطأ غير متوقع",
        "الخطأ عندنا، وقد سُجّل لإصلاحه. إن كان في النموذج نص مكتوب فهو باقٍ في الصفحة السابقة.",
    ),
    503: Words(
        "الموقع غير جاهز الآن",
        "نعمل على إعادته. تُرجى المحاولة بعد دقيقة؛ وإن كان في النموذج نص مكتوب فهو باقٍ في الصفحة السابقة.",
    ),
}
ENGLISH = {
    CONFUSED: Words(
        "This request made no sense", "We could not understand this request. Please go back and try again."
    ),
    404: Words("No page here", "There is no page at this address."),
    405: Words("Not possible here", "This address does not take this kind of request."),
    408: Words(
        "It took too long",
        "The text did not arrive in time. It is still on the previous page and can be sent again.",
    ),
    413: Words(
        "Too large",
        "What was sent is larger than we accept. It is still on the previous page: please shorten it and try again.",
    ),
    415: Words("Not in this format", "We do not accept compressed text or this format."),
    BROKEN: Words(
        "Something went wrong",
        "Something went wrong on our side, and it has been recorded. What was typed is still on the previous page.",
    ),
    503: Words(
        "Not ready right now",
        "The site is not ready right now. Please try again in a minute; what was typed is still on the previous page.",
    ),
}
SORANI = {
    CONFUSED: Words("داواکارییەکە تێنەگەیشترا", "نەمانتوانی لەم داواکارییە تێبگەین. بگەڕێوە و دووبارە هەوڵ بدە."),
    404: Words("لەم ناونیشانەدا هیچ پەڕەیەک نییە", "لەوانەیە پەڕەکە گواسترابێتەوە یان ناونیشانەکە ناتەواو بێت."),
    405: Words("ئەمە لێرە ناکرێت", "ئەم ناونیشانە ئەم جۆرە داواکارییە وەرناگرێت."),
    408: Words(
        "کاتی ناردن تەواو بوو", "دەقەکە لە کاتی خۆیدا نەگەیشت. هێشتا لە پەڕەی پێشوودایە و دەتوانرێت دووبارە بنێردرێت."
    ),
    413: Words(
        "زۆر گەورەیە", "ئەوەی نێردرا لەوە گەورەترە وەریبگرین. هێشتا لە پەڕەی پێشوودایە: کورتی بکەرەوە و دووبارە بینێرە."
    ),
    415: Words("بەم شێوەیە وەرناگیرێت", "دەقی پەستێنراو یان شێوەی نەناسراو وەرناگرین."),
    BROKEN: Words("هەڵەیەک ڕوویدا", "هەڵەکە لای ئێمەیە و تۆمار کراوە. ئەوەی نووسراوە هێشتا لە پەڕەی پێشوودایە."),
    503: Words(
        "ماڵپەڕەکە ئێستا ئامادە نییە", "دوای خولەکێک دووبارە هەوڵ بدە؛ ئەوەی نووسراوە هێشتا لە پەڕەی پێشوودایە."
    ),
}
PERSIAN = {
    CONFUSED: Words("درخواست فهمیده نشد", "نتوانستیم این درخواست را بفهمیم. بازگردید و دوباره بکوشید."),
    404: Words("در این نشانی صفحه‌ای نیست", "شاید صفحه جابه‌جا شده یا نشانی ناقص باشد."),
    405: Words("این کار اینجا شدنی نیست", "این نشانی چنین درخواستی را نمی‌پذیرد."),
    408: Words("مهلت فرستادن گذشت", "متن به‌موقع نرسید. هنوز در صفحهٔ پیش است و می‌توان آن را دوباره فرستاد."),
    413: Words(
        "بیش از حد بزرگ است",
        "آنچه فرستاده شد بزرگ‌تر از حد پذیرش ماست. هنوز در صفحهٔ پیش است: کوتاهش کنید و دوباره بفرستید.",
    ),
    415: Words("این قالب پذیرفته نیست", "متن فشرده یا قالب ناشناخته نمی‌پذیریم."),
    BROKEN: Words("خطایی رخ داد", "خطا از ماست و ثبت شده است. آنچه نوشته‌اید هنوز در صفحهٔ پیش است."),
    503: Words("وب‌گاه اکنون آماده نیست", "یک دقیقه دیگر دوباره بکوشید؛ آنچه نوشته‌اید هنوز در صفحهٔ پیش است."),
}
URDU = {
    CONFUSED: Words("درخواست سمجھی نہیں جا سکی", "ہم یہ درخواست نہیں سمجھ سکے۔ واپس جا کر دوبارہ کوشش کریں۔"),
    404: Words("اس پتے پر کوئی صفحہ نہیں", "ہو سکتا ہے صفحہ منتقل ہو گیا ہو یا پتا ادھورا ہو۔"),
    405: Words("یہ یہاں ممکن نہیں", "یہ پتا اس طرح کی درخواست نہیں لیتا۔"),
    408: Words(
        "بھیجنے کا وقت ختم ہو گیا", "تحریر وقت پر نہیں پہنچی۔ وہ پچھلے صفحے پر موجود ہے اور دوبارہ بھیجی جا سکتی ہے۔"
    ),
    413: Words("حد سے بڑا", "بھیجا گیا مواد ہماری حد سے بڑا ہے۔ وہ پچھلے صفحے پر موجود ہے: مختصر کر کے دوبارہ بھیجیں۔"),
    415: Words("یہ شکل قبول نہیں", "ہم دبی ہوئی یا نامعلوم شکل کی تحریر نہیں لیتے۔"),
    BROKEN: Words(
        "کوئی خرابی ہو گئی", "خرابی ہماری طرف ہے اور درج کر لی گئی ہے۔ لکھی ہوئی تحریر پچھلے صفحے پر موجود ہے۔"
    ),
    503: Words("سائٹ ابھی تیار نہیں", "ایک منٹ بعد دوبارہ کوشش کریں؛ لکھی ہوئی تحریر پچھلے صفحے پر موجود ہے۔"),
}
WORDS = {"ar": ARABIC, "en": ENGLISH, "ckb": SORANI, "fa": PERSIAN, "ur": URDU}
FRONT_PAGE = {"ar": "الصفحة الأولى", "en": "Front page", "ckb": "پەڕەی یەکەم", "fa": "صفحهٔ نخست", "ur": "صفحۂ اول"}
