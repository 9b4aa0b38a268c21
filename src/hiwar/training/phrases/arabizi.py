"""Violating and clean sentences in Latin letters and digits, as readers from the Gulf to Morocco type them.

Belongs here: whole comments in Arabizi, with the spellings of each region (3 7 2 5 9, ch and sh, French-like vowels).
Not here: Arabic comments with a foreign word in them.
"""

from hiwar.training.phrases.arabizi_maghreb import MAGHREB_AND_SHARED
from hiwar.training.phrases.arabizi_words import SLOTS, typed
from hiwar.training.phrases.grammar import Family, listed

_levant_scorn = Family(
    "arabizi-levant-identity",
    {"identity"},
    violating=listed("""
{group} ma fiyon kheir {end} | {group} ma menhon kheir | {group} ma byetla3 menhon shi mni7
{group} kellon 7aramiye | {group} kellon kazzabin | {group} kellon khawane | {group} kellon zbele
{group} zbele w wasekh | {group} jaratheem lezem yetnaddaf el balad menon | {group} saratan bel balad
{group} asl el bala | {group} 7ayawenet mesh bashar | {group} mitl el jrad akalo el balad
{group} byetkatharo metl el araneb | {group} ma elon aman | {group} ma byet2ammanlon | {group} khawane bel fetra
{group} kharabo el balad | {group} mokhkhon zghir | {group} ma elon makan baynetna | {group} la barra
ontrodo {group} mn el balad | trodo {group} | lezem netrod {group} {end} | naddfo el balad mn {group}
eymta ra7 nekhlas mn {group} | rja3o 3a bladkon ya {group} | rja3o mn wen jito | yalla 3a bladkon shbe3na menkon
ma badna {group} bel balad | 2arrafna mn {group} | ntou ya {group} sabab kharab lebnen
ento {group} ma menkon kheir | ma tammen la {group} | ma tjawwzo banetkon la {group}
mara w badda te7ki siyese, ro7e 3al matbakh | rou7i tbokhi a7sanlik | el mara makena el matbakh
el niswan na2sin 3a2el | el niswan ma byefhamo shi | btestehal el ta7arosh shoufo lebsa | lal mou3a2in ma elon lezme
"""),
    clean=listed("""
{group} nes tayybin {end} | {group} ahlna w nesna | {group} ekhwetna
{group} fiyon el mni7 w fiyon el 3atel metl kel el nes | {group} byeshteghlo w byet3abo | {group} 3a raseh
{group} jiranna w ma shefna menon ella el kheir | mesh kel {group} 7aramiye | mesh sa7 enno {group} kellon 7aramiye
min 2al enno {group} ma fiyon kheir? | 3ayb t2oulo 3an {group} jaratheem | 7aram te7ko hek 3an {group}
eymta byerja3o {group} 3a byouton salmin | ahla w sahla fikon ya {group} | kel 3am w ntou b kheir ya {group}
lebnen lal kel, la {group} w lal kel | ma badna netrod 7ada | did tarhil {group} | {group} ela 7a2 y3isho b karame
el lej2 ensen | el laji2 insan ma 7ada byetrok bayto b khatro | ana druze w jari shi3e w ma fi mashkle
ana masi7i w marti muslime | ana souri w btefte5er b baladi | ekhti mn zawi el e7tiyajet w heyye nour el bayt
mama b matbakh 3am ta3mel tabboule | el mara nos el mojtama3 | el mara fina tkoun wazira w ra2isa
mabrouk lal banet | sho ra2ykon b akl {group}? | adde 3adad {group} bel balad? | jame3 tbarro3at la {group}
el ta7arosh jarime
"""),
    slots=SLOTS,
    weight=1,
)

_levant_insults = Family(
    "arabizi-levant-insults",
    {"insult"},
    violating=listed("""
ya 7mar | ya kalb | ya 7ayawan ma btefham | ya ghabi | ya ahbal sakker tommak | enta 7mar w ebn 7mar
{who} 7mar {laugh} | {who} kalb w kazzeb | {who} ghabi ktir | {who} zbele | tfeh 3leik | tfou 3layk ya wate
ya wate ya 2alil el asl | ya bala sharaf | ya ebn el kalb | ya kleb | inta wa7ad tafeh w jahel | ekhras ya jahesh
skot ya ghabi | ya wesekh | {who} 7a2ir w wate | ya khanzir | ya bala mokh | ya mitkhallef | 3a2lak zghir ya teis
"""),
    clean=listed("""
ya habibi | ya akhi el karim | ya 3ammi | ya estez shokran | ma wefe2 ma3ak bas be7termak | {who} meghlet bel ar2am
{who} mesh saye7 7akyo | {who} lezem yesta2il | {who} kazab 3al nes b {topic} | {who} feshel b {topic}
shater {who} | 3andi kalb sghir bel beit | el kalb saye3 bel share3 | jaddi kan 3ando 7mar b dey3a
nahr el kalb 3aj2a | el bsayne walladet | 3ayb tsebb el nes | 2alli ya 7mar fa sketet | ma t2oul la 7ada ghabi
ana ghabi bel math {laugh} | ra7 mout mn el de7k {laugh} | to2borni ma atyabak | b mout bel mloukhiye
2atalna el shob | yel3an el kahraba | zbele bel shaware3 w el baladiye neyme
"""),
    slots=SLOTS,
    weight=1,
)

_levant_threats = Family(
    "arabizi-levant-threats",
    {"threat"},
    violating=listed("""
ra7 e2tlak | ra7 o2tlak b eidi | ra7 nekser raskon | byestehal el mot | inshalla tmout | inshallah ymout {who}
allah yekhdo la {who} | allah ye5od 3omrak | allah yehlikon | yel7a2 l jhannam | damo 7alal | lezem yen2atel {who}
ta3o nedrob {who} | 7ar2o byouton | ma7al ma shefto {who} drobo | na3ref wen beitak | ba3ref wen sakin w ra7 shoufak
3e2bel ma ye7ra2o kellon | farhan enno met, 3e2bel el be2i | r2am {who} {phone} khallo ma yenem
{who} seken wara el jeme3 | min ma3o ra2m {who}? | wen byeskon {who}? khallouna nzouro | 3tini 3enwen {who}
"""),
    clean=listed("""
allah yer7amo | allah yer7am {who} | allah ysabbir ahlo | allah yeshfi {who} | allah ya3tikon el 3afye
allah ma3kon | allah ye7mi lebnen | el ra7me lal shohada | did el 2atel w did el 3onf | 2atalo walad b ghaza, 7aram
nes 3am tmout mn el jou3 | 7ad hadad {who} bel 2atel, lezem yet7akam | lezem {who} yet7akam
{who} lezem yrouh 3al mahkame | ma7ada elo 7a2 ye2tol 7ada | ra2m el es3af {phone} | wen ra2m el baladiye?
min bya3ref doctor atfal shater? | wen ble2i dawa? | wen seret {topic}? | fariqna daba7on 4-0 {laugh}
hadaf 2atel bel da2i2a 90 | 7asbiya allah w ni3ma el wakil | el salam la kel el nes
"""),
    slots=SLOTS,
    weight=1,
)

_egypt = Family(
    "arabizi-egypt",
    {"insult"},
    violating=listed("""
ya 7omar | ya kalb ya ibn el kalb | ya ghaby | enta ghaby awy | enta 7omar mabtefhamsh | ya 7ayawan | ya wesekh
{who} da 7omar | {who} da ghaby w gahel | {who} kalb felos | ya zbala | ya wad ya ma3fen | enta meen ya 3abit
e5ras ya 7ayawan | ya ebn el wes5a | ya met5alef | ya gahel ya metkhalef | ya 2aleel el adab w el tarbeya
tafeh w 7a2eer | ya ahbal | etfoo 3alek | ya bet el kalb | mokhak gazma | ya gazma
enta akher wa7ed yetkalem ya ghaby
"""),
    clean=listed("""
ya basha | ya gama3a el mawdo3 mohem | ya akhy ana mesh mewafe2ak bas ba7termak | {who} ghelet fel arqam
{who} fashal f {topic} | {who} lazem yesta2eel | {who} kedeb 3ala el nas | el makal gamed gedan
tslam edak ya ostaz | gamed awy | meya meya | zay el fol | mesh sa7 el kalam da | mesh metafe2 ma3ak
eh akhbar {topic}? | fein el masdar? | 3andi kalb f el beit esmo bondo2 | el 7omar 7ayawan mazloum
3eib neshtem ba3d | mata2olsh le 7ad ya 7omar | ana 7omar fel reyada {laugh} | hamoot mn el de7k {laugh}
mot mn el de7k | el 7ar 2atalna el naharda | el as3ar nar | rabena yostor | rabena yer7amo | el baqa2 lellah
alf mabrook | kol sana w entom tayebin | sabah el kheir ya masr | fel mishmish {laugh} | el ahly kesib {laugh}
zamalek ta3adel | ezayak ya karim | shokran ya gareda
"""),
    slots=SLOTS,
    weight=1,
)

_egypt_scorn = Family(
    "arabizi-egypt-identity",
    {"identity"},
    violating=listed("""
{group} malhomsh aman | {group} mafihomsh kheir | {group} kolohom 7aramya | {group} kolohom nassabeen
{group} zbala | {group} 3'aby w mot5alefin | {group} gara2eem | {group} saratan f el balad | {group} asl el bala
{group} kharabo el balad | etrodo {group} mn masr | 3ayzin nenadaf el balad mn {group} | emta ne5las mn {group}
mesh 3ayzin {group} f baladna | erga3o baladko ya {group} | ergo3o mn matra7 ma geto
{group} bey5alefo zay el araneb | {group} 3eshri w khawana | el set makanha el matba5 | ro7y el matba5 ya set enty
el setat na2esat 3a2l | setat mabtefhamsh 7aga f el seyasa | {group} nos bashar | {group} mesh bany admin
ento ya {group} sabab el kharab | {group} welad 7aram kolohom | te3mel eh ma3 {group}, ghadarin b tab3ohom
2aleb 3ala {group} kolohom 3amala | hat wa7ed ragel mn {group}, mafish
"""),
    clean=listed("""
{group} nas tayebin | {group} e5watna | {group} agda3 nas | {group} 3ala rasna | mesh kol {group} 7aramya
meen 2al en {group} malhomsh aman? | 3eib te2ool keda 3ala {group} | 7aram el kalam da 3ala {group} | {group} ahlena
{group} fehom el kwayes w el we7esh zay ay nas | ahlan bikom ya {group} | nawarto masr ya {group} | masr le kolo
ana mesiheya w garty moslema w benakol sawa | ana mn aswan w fakhour | kol sana w el a2bat b kheir
ramadan kareem lel kol | el laje2 ensan w leh 7o2oo2 | did tar7eel {group} | el set a3zam mohandesa
bentey ba2et doctora | mama f el matba5 bete3mel koshary | el ta7arosh gareema mahma kan el lebs
3adad {group} f masr kam? | fein a7san mat3am le akl {group}? | sa7by mn {group} w rageel gada3
"""),
    slots=SLOTS,
    weight=1,
)

_gulf_scorn = Family(
    "arabizi-gulf-and-iraq-identity",
    {"identity"},
    violating=listed("""
{group} ma fehom kheer | {group} ma behom kheer | {group} kellhom 7aramiya | {group} kilhom khawana
{group} jaratheem | {group} wasakha bedeerat'na | itrdo {group} mn el deera | tardo {group} mn el kuwait
niby niftak mn {group} | shwakit nkhlas mn {group} | {group} ma yet2amanon | {group} mo bashar | {group} mtkhalfeen
{group} asl el balawi | erja3aw dyarkum ya {group} | intaw ya {group} sabab kharab el dera
el 7arma makanha el matbakh | el mara mkanha el beit shku 3idha bel siyasa | intay mara shitefhmeen
nathfu el balad mn {group} | {group} chithreen mithl el jrad | allah la yebarek fikum ya {group}
"""),
    clean=listed("""
hala wallah b {group} | 7ayyakum allah ya {group} | {group} ahalna w nasna | {group} khosh nas
{group} fehom el zain w el shain | mo kil {group} 7aramiya | 3aib tgoul chithi 3an {group}
menu gal {group} ma fehom kheer? | el wafid insan w lah 7agg | ana shi3i w 9adeegi sunni w 3ayshin ikhwa
kilna 3iraqiyin | el 7arma nisf el mujtama3 | shno ra2ykum b akl {group}? | rab3i kilhum mn {group} w khosh rab3
"""),
    slots=SLOTS,
    weight=1,
)

_gulf_insults = Family(
    "arabizi-gulf-and-iraq-insults",
    {"insult"},
    violating=listed("""
ya 7mar inta | ya chalb | ya chelb inchab | inchab ya 7aywan | inta 7mar ma tefham | ya kalb intaq
ya ghabi sakkir 7aljak | {who} 7mar w ghabi | {who} matti | ya mattee | ya zmal | ya nakrah | ya zift ya zbala
inta sarsari | ya adab siz
"""),
    clean=listed("""
ya hala wallah | shlonkum shakhbarkum | la sunna wala shee3a kilna ikhwan | bnayti saret muhandisa al7amdillah
{topic} zaina | {topic} ta3bana kullish | wain {topic}? | shaku maku | zain zain | kfo wallah
mashkoreen 3al khabar | {who} ghaltan bel argam | {who} lazim yestaqeel | ma attafiq weyyak bs a7tarmak
3indi chalb ib beitna | el bizzona waldat | allah yer7ama | allah yer7amha w yghafir laha | allah yeshfeek
el 7ar thaba7na | mitna mn el thi7ik {laugh} | chai 3iraqi b el heil | eid mubarak 3ala el kil
"""),
    slots=SLOTS,
    weight=1,
)

_obscene = Family(
    "arabizi-obscene",
    {"obscene"},
    violating=listed("""
kis emmak ya hayawan | tel7as tizi | ya manyak | ya sharmouta | enta mesh ragel ya khawal | kosomak | ya 3ars
ya sharmota | a weld l9ahba | sir t9awed | sir t7wa | rouh tnayek | n3al bouk | yan3al waldik | ya miboun | ya ta7an
kess okhtak | kes emmak | kosom el {topic} | ayri fik | ayre b {who} | khara 3alek ya manyak | metnaka
kol khara ya sharmout | nik mok | nayek mok | zebi | zebbi 3lik | 9a7ba | ya bent l9a7ba | lkelba dyal mok l9a7ba
ya weld lga7ba | gawad | ya gawad | kus ummak | ya manyook | 3ayri feek
"""),
    clean=listed("""
el kouskous tayeb | kiss el khebz bel matbakh | sac w kiss nylon | nike sneakers ghalye ktir
el tekniik jdid b {topic} | 3ars el jiran lyom, mabrouk | 3ors akhi bokra | mabrouk el 3ors | 9ahwa men fadlek
l9ahwa lyoum bnina | kahwa w croissant | nik name jdid | khara el share3 mitli2 zbele | 3ayb tsebb em 7ada
mama t2oul 3ayb el masabbet | bala masabbet ya shabeb {end} | 7eder men klam el share3 | zebda w 3asal | zbib w louz
l7outa ghalya lyoum | tizi ouzou mdina zwina | ana men tizi ouzou | nekhdem f tizi ouzou | kes chai m3a na3na3
kass dyal atay | coupe el 3alam, el kass elna
"""),
    slots=SLOTS,
    weight=1,
)

_EAST = (_levant_scorn, _levant_insults, _levant_threats, _egypt, _egypt_scorn, _gulf_scorn, _gulf_insults, _obscene)
FAMILIES: tuple[Family, ...] = (*(typed(family) for family in _EAST), *MAGHREB_AND_SHARED)
