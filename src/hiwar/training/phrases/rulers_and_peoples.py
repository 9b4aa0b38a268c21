"""Hard words about a state, its rulers, a party or an extremist few, published, beside the same about a people.

Belongs here: minimal pairs in which only the target changes, from those who decide to those who were born so.
Not here: criticism of one's own government without a twin (`criticism`).
"""

from hiwar.training.phrases.frames_b import told
from hiwar.training.phrases.grammar import Family, listed
from hiwar.training.phrases.groups import GROUPS, LANDS
from hiwar.training.phrases.sects import SECTS

_judged = Family(
    "rulers-and-peoples",
    {"identity"},
    violating=listed("""
شعب {country} {judgment} | شعب {country} كله {judgment} | أهل {country} كلهم {judgment}
كل واحد من {country} {judgment} | اللي من {country} {judgment} | كل من يحمل جنسية {country} {judgment}
ناس {country} من صغيرهم لكبيرهم، كل واحد فيهم {judgment} | ما في واحد بـ {country} إلا {judgment}
مواطنو {country} بالفطرة، كل واحد منهم {judgment} | {group} بطبعهم، الواحد منهم {judgment}
كل واحد من {group} {judgment} | الواحد من {group} {judgment} من يوم ولادته | أي شخص من {group} {judgment}
أولاد {group} يرضعونها مع الحليب، كل واحد {judgment} | حتى الطفل من {group} {judgment}
اللي أصله من {group} {judgment} ولو تعلم
"""),
    clean=listed("""
{ruler} {judgment} | {ruler} {judgment} | {ruler} في {country} {judgment} | {ruler} في {country} {judgment}
{ruler} {judgment} والشعب يدفع الثمن | {ruler} {judgment}، أما شعب {country} فمظلوم
{ruler} {judgment} وشعب {country} طيب | {ruler} {judgment}، و{group} أول ضحاياه
{ruler} {judgment} ويتاجر بـ {group} | {ruler} في {country} {judgment} ويجب أن يستقيل
{ruler} في {country} {judgment} ويجب أن يحاكم | هاد {ruler} {judgment} وما بيمثل {group}
لا تحملوا {group} ما فعله {ruler}، هو وحده {judgment} | نعم {ruler} {judgment}، لكن {group} ليسوا كذلك
أختلف مع من يلوم {group}، {ruler} هو {judgment}
"""),
    slots={
        "group": GROUPS,
        "country": LANDS
        + listed("""
إيران | تركيا | أمريكا | فرنسا | روسيا | السعودية | قطر | الإمارات | سوريا | الجزائر | السودان | اليمن | الكويت
الصين | ألمانيا
"""),
        "ruler": listed("""
النظام | النظام الحاكم | حكم العسكر | رئيس الحكومة | الرئيس | الوزير | وزير الداخلية | وزير المالية | البرلمان
مجلس النواب | الحزب الحاكم | حزب المعارضة | زعيم الحزب | زعيم الميليشيا | قائد الميليشيا | المحافظ | رئيس البلدية
المدير العام | السفير | الاحتلال | الجنرال | رئيس الوفد | المفتي السياسي | رجل الأعمال المقرب من السلطة
مدير القناة | الناطق باسم الجيش | حاكم المصرف | قاضي الفساد
"""),
        "judgment": listed("""
فاسد | كاذب | سارق | فاشل | خائن للأمانة | مجرم | مجرم حرب | قاتل | ظالم | طائفي | عنصري | متآمر
عميل للخارج | بائع للوطن | سبب الخراب | لا يوثق به | لا يهمه إلا المال | ما عنده ضمير
مسؤول عن كل هالدم | ما منه خير
"""),
    },
    weight=2,
)

_leaders = Family(
    "sect-leaders-and-sects",
    {"identity", "sectarian"},
    violating=listed("""
{sect} كلهم {judged} | كل {sect} {judged} | {sect} من أكبر واحد لأصغر واحد {judged} | {sect} بطبيعتهم {judged}
ما في من {sect} إلا {judged} | {sect} بيخلقوا {judged} | {sect} جيلا بعد جيل {judged}
لا تفرقوا بين {sect}، كلهم {judged} | {sect} مع زعمائهم {judged} ولا استثناء
الطيب من {sect} لم يولد بعد، {judged} كلهم | المشكلة ليست في الزعماء، المشكلة أن {sect} {judged}
مو بس الزعما، {sect} كلهم {judged} | نساء {sect} ورجالهم {judged} | {sect} حتى أطفالهم {judged}
"""),
    clean=listed("""
زعماء {sect} {judged} | زعماء {sect} السياسيون {judged} | بعض زعماء {sect} {judged}
المتطرفون من {sect} {judged} مثل متطرفي {sect.2} | أمراء الحرب من {sect} ومن {sect.2} {judged}
الأحزاب الطائفية كلها {judged}، لا فرق بين {sect} و{sect.2} | قادة الميليشيات {judged} ولا يمثلون {sect}
مشايخ السلطان {judged} | تجار الدين {judged} | المشكلة ليست في {sect}، الزعماء {judged}
مو {sect}، الزعما هني اللي {judged} | الذين يتكلمون باسم {sect} {judged} | الذين فجروا دور عبادة {sect} {judged}
الذين قتلوا {sect} {judged} | من يحرض على {sect} وأمثاله {judged} | نواب الطوائف {judged} ويجب أن يحاكموا
"""),
    slots={
        "sect": SECTS,
        "judged": listed("""
فاسدين | كذابين | حرامية | مجرمين | قتلة | سبب الخراب | عملاء | منافقين | متاجرين بالدم | خونة | طائفيين | سارقين
ظالمين | بلا ضمير | سبب الفتنة | ما بيهمهم إلا الكراسي | باعوا البلد | سرقوا البلد | دمروا البلد | إرهابيين
"""),
    },
    weight=2,
)

_neutral = Family(
    "groups-named-in-passing",
    {"identity"},
    violating=listed("""
{group} لا يستحقون أن يذكروا، زبالة | خبر عن {group}؟ ومن يهتم بهالحثالة | كل أخباركم عن {group}، قرفتونا بهالأوباش
ضيعتوا الصفحة على {group} ولا قيمة لهم كبشر | مقابلة مع واحد من {group}؟ غسلوا الكاميرا بعده
مهرجان {group}؟ مهرجان جراثيم | لغة {group} نهيق | تراث {group} سرقة وكذب لأنهم لصوص بالولادة
تاريخ {group} كله غدر وعار | دم {group} ملوث | عقول {group} لا تنتج شيئا | أطفال {group} مشاريع مجرمين
نساء {group} للبيع | رجال {group} أشباه رجال | بيوت {group} زرائب | وجوه {group} تجيب الهم | ريحة {group} سبقت الخبر
"""),
    clean=listed("""
خبر عن {group} في صفحة المجتمع | مقابلة مع واحد من {group} عن تجربته في السفر | مهرجان {group} السنوي يبدأ غدا
لغة {group} مهددة بالاندثار والباحثون يوثقونها | تراث {group} في معرض بالمتحف الوطني
تاريخ {group} في المنطقة بحسب المؤرخين | عادات {group} في الأعراس | أزياء {group} التقليدية
مطبخ {group} غني بالتوابل | أغاني {group} الشعبية | أطفال {group} عادوا إلى المدارس
نساء {group} أسسن جمعية تعاونية | رجال {group} شاركوا في الإطفاء | بيوت {group} القديمة من الطين
عدد {group} في {land} حسب الإحصاء الرسمي | نسبة الأمية بين {group} انخفضت | نسبة البطالة بين {group} مرتفعة
وفد من {group} التقى الوزير | جمعية {group} الخيرية وزعت سلالا غذائية | ناد رياضي أسسه {group} في {land}
شاعر من {group} ألقى قصيدة | فيلم عن حياة {group} في {land} | معظم {group} يعملون في الزراعة
يعيش {group} في {land} منذ القرن الماضي | هاجر كثير من {group} إلى {land} بعد الحرب | عاد بعض {group} من {land}
توفي ثلاثة من {group} في حادث سير، رحمهم الله | قتل خمسة من {group} في القصف بحسب المرصد
اعتقل عشرة من {group} بلا تهمة | تظاهر {group} في {land} مطالبين بالرواتب | وقع {group} اتفاقا مع البلدية
صوت {group} في الانتخابات | لم يصوت {group} هذه المرة | ما رأي {group} في القرار؟ | هل سيشمل القانون {group}؟
شو وضع {group} بعد القرار؟ | إيه وضع {group} في القانون الجديد؟ | سمعت أغنية ل{group} وحبيتها
تعلمت الدبكة من {group} | كنت بزيارة عند {group} الصيف الماضي
"""),
    slots={"group": GROUPS + SECTS, "land": LANDS},
    weight=2,
)

FAMILIES: tuple[Family, ...] = told(_judged, _leaders, _neutral)
