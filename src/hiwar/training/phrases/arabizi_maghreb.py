"""Maghrebi sentences in Latin letters, French-like spelling included, and offers and small talk of every region.

Belongs here: what Moroccan, Algerian, Tunisian and Libyan readers type. Not here: the east (`arabizi`), which also
gathers both for the fit.
"""

from hiwar.training.phrases.arabizi_words import SLOTS, typed
from hiwar.training.phrases.grammar import Family, listed

_maghreb_scorn = Family(
    "arabizi-maghreb-identity",
    {"identity"},
    violating=listed("""
{people} ga3 chefara | {people} kolhom serra9in | {people} kamlin khawana | {people} ma fihomch lkhir
{people} ma fihoum hta khir | {people} wsakh lblad | {people} khanzin w moskhin | {people} machi bnadem
{people} hayawanat | {people} bhayem | {people} sabab lmachakil | {people} 3amro lblad
{people} khasshom yemchiw f7alhom | {people} lazem yrouhou lbladhom | {people} lezem yrawhou
khrejou {people} men lblad | tardou {people} men tounes | dégagez ya {people} | sirou f7alkom a {people}
rou7ou lbladkom ya {people} | rja3o mnin jitou | n9iw lblad men {people} | naddfou lbled men {people}
wa9tach nethannaw men {people} | fo9ach nthennaw mn {people} | ma bghinach {people} f bladna
ma n7ebbouch {people} fi bledna | {people} ma fihomch ti9a | matti9ch f {people} | {people} yetwaldou kif lfirane
{people} jrad klaw lblad | {people} cancer f lblad | {people} microbes | {people} 3abid | ya 3azzi sir lbladek
kahlouch rja3 l afri9ya | lmra blastha lkouzina | siri lkouzina dyalek | rou7i lel koujina khir
rouhi teybi a7senlek | lmra ma tefhem walou f syasa | nsa na9sat 3a9l | nsa kamlin khayinat
lmara makanha ddar w safi | chouf lebsa testahel | ntouma ya {people} ma fikomch rjel
ntoma a {people} kolkom wsekh
"""),
    clean=listed("""
{people} nas mla7 | {people} nas zwinin | {people} khawtna | {people} khoutna
{people} jiranna w ma chefna menhom ghir lkhir | {people} fihom lmezyan w fihom lkhayeb b7al ga3 nnas
{people} nas behya barcha | {people} ykhadmou w yet3abou | machi ga3 {people} chefara | mouch lkol {people} khayebin
chkoun 9al beli {people} ma fihomch lkhir? | 7ram tgoul haka 3la {people}
3ib tgolo {people} microbes, rahom bnadem | la lel 3onsoriya dhed {people} | mar7ba bikom a {people}
mar7ba b {people} f bladna | {people} 3andhom 7a9 f lkhedma w l9raya | {people} yestahlou kol khir
lblad dyal kolchi | rana khawa khawa | khawa khawa machi 3dawa | ana amazighi w sa7bi 3arbi w 3aychin khout
ana 9bayli w nefta5er | ana tounsi w marti jazairiya | 3am sa3id l {people} | 3idkom mabrouk ya {people}
lmra nos lmojtama3 | lmra t9der tkoun wazira | benti nej7et fel bac | mama f lkouzina tayeb lkesksou
ta7arroch jarima machi lbes | ch7al men {people} kaynin f lmghrib? | makla dyal {people} bnina
kteb 3la tarikh {people} | l3onsoriya mard | refugie insan 9bel kolchi
"""),
    slots={
        **SLOTS,
        "people": listed("""
lmgharba | lmarocains | dzayriyin | les algeriens | ltwansa | twensa | les tunisiens | libiyin | les libyens
lafar9a | les africains | les noirs | lekhal | les syriens | swara | msarwa | les egyptiens | l3rab | lamazigh
lchleuh | l9bayel | rifiyin | jbala | l3roubiya | sa7rawa | doukkala | fassa | swassa | swa7liya | lmouhajirin
l7arraga | les refugies | les migrants | chi3a | lihoud | nsara | l3yalat | nsa | lbnat | les femmes | lmo3a9in
lmol7idin
"""),
    },
    weight=2,
)

_maghreb_insults = Family(
    "arabizi-maghreb-insults",
    {"insult"},
    violating=listed("""
ya 7mar | a l7mar | nta 7mar | nta wahed lkelb | ya kalb | ya weld lkalba | ya weld l7ram | yel3an bouk
ya hmar ya bhim | ya bhim | ya kelb | ya khamej | ya moussekh | ya zebla | {who} 7mar w kaddab | {who} bhim
{who} kelb dyal lmakhzen | {who} zebla | tfou 3lik | tfouh 3lik ya rkhis | sed fommek a l7mar | skout ya bghel
balla3 fommek ya jahel | ya msatek | ya mkallakh | nta mkellekh | 3a9lek sghir a dak l7ayawan | ya halouf
wjeh lkelb | rak 7mar ma tefhemch | mokk ya lbhima | nta machi rajel a chmata | chmata | ya ra5is w ya bayou3
"""),
    clean=listed("""
a khoya tbarkallah 3lik | khouya chokran | saha khouya | y3tik saha | merci bcp khouya | sa7it 3la lma9al
barakallahoufik | ma mettafe9ch m3ak walakin kan7term rayek | {who} ghlet f lar9am | {who} khasso ysta9el
{who} kdeb 3la ch3b | {who} fchel f {topic} | {topic} ghalya bezzaf | {topic} mat3eddelch | {topic} behya
fin kayna {topic}? | chkoun ya3ref 3la {topic}? | win nal9a {topic}? | 3andi kelb sghir f ddar
l7mar hayawan meskin | lkelb dyal jirani daye3 | ma t9oulch l nas ya 7mar | 3ib 3lik tsebb nnas
9alli ya 7mar w sket | rani mayet beddo7k {laugh} | mout beddo7k {laugh} | dab7ouhom 4-0 {laugh} | but 9atel f 90
9telna ss7ab w l7ar | wlah 3yina men l8la | dima raja | dima wydad | dima tarajji | yal7afid | rabi yer7mou
allah yr7mo | rabi yechfih | llah ysahel | inchallah khir | zwin bzaf | mli7 | behi barcha | 7aja chbeb | wa3er
top | lmohim | bslama | sbah lkhir | tsb7o 3la kheir | labas 3likom? | cv khouti
"""),
    slots=SLOTS,
    weight=2,
)

_threats = Family(
    "arabizi-maghreb-and-gulf-threats",
    {"threat"},
    violating=listed("""
ghadi n9etlek | n9etlek nhar nchoufek | nqetlek ya kelb | nedbe7kom wa7ed wa7ed | rabi yakhdek
llah yakhod fik l7a9 w tmout | nchallah tmout | nchalah tmoutou kamlin | yestahel lmout | lazem ye9etlouh
herrgou diarhom | drbou {who} fin ma chftouh | 3raft darkom fin | 3aref win tesken | chkoun 3andou numero ta3 {who}?
ha numero {who} {phone} | fin saken {who}? nmchiw 3ndo | {who} saken f lhouma l9dima dar 9 | hadbahek ya kalb
hanmawetak | ha2tlak wallah | rabena ya5do {who} | yarab tmoot | 3ayzin 3enwan {who} | meen ma3ah raqam {who}?
asawi bik w asawi, aktlak | nthab7kum | allah yakhthek | allah yakhith {who} | allah yehliksom
ma lhom 7al ghair el seif | damhom 7alal | yemout a7san | far7an b mawtah | ye5rab beitak w tmoot
"""),
    clean=listed("""
rabi yer7mou w ysabber ahlou | llah yer7mo | allah yer7amah | rabena yer7amo w ysabar ahlo | rabi yechfih
allah yeshfi {who} | allah ye7fath bladna | rabi ye7mi bladna | yarab el salam | la lel 3onf | 9tel nnas jarima
{who} lazem yet7akem | lazem y7asbouh | 9alou ylah n9etlouh w hada tahrid | 7ad hadedni w mchit lcommissariat
numero vert ta3 lhopital {phone} | raqam el es3af {phone} | fin kayen sbitar? | chkoun ya3ref tbib mli7?
meen ye3raf doctor 3eyoun? | wain ra8am el baladiya? | 7asbiya allah w ne3ma el wakeel | el match kan nar
9tel l9ird f jungle kan film zwin | dba7na l7awli nhar l3id | l3id lkbir mabrouk | mat jeddi la semana lli fatet
ma tehkiwch 3la lmawt haka | allah ykoun m3a ahl ghaza | koulna m3a l mazloumin
"""),
    slots=SLOTS,
    weight=1,
)

_offers = Family(
    "arabizi-offers",
    {"spam"},
    violating=listed("""
2rod bala kafil whatsapp {phone} | credit sans garant whatsapp {phone} | ekseb {money} bel yom mn el beit {phone}
erba7 {money} men darek whatsapp {phone} | khedma men ddar {money} {phone} | shoghl online {money} kel yom {phone}
visa canada madmoune {phone} | visa schengen garantie {phone} | 3a2d 3amal almania {phone}
followers insta rkhas {phone} | zid followers {money} telegram @fast_boost | forex w bitcoin {money} 7e2i2i {phone}
crypto signals vip t.me/vip_sig | sheikh rou7ani jalb el 7abib {phone} | fak el se7r {phone}
chouwafa mojarraba {phone} | dawa tan7if bala regime {phone} | mabrouk rbe7t iphone click bit.ly/win1
rba7ti cadeau click bit.ly/win1 | promo {money} livraison gratuite {phone} | tabi3ni atabi3ak @followme
follow back @followme | abonnez vous chaine youtube dyali bit.ly/yt1 | iptv {money} {phone}
eb3atha la 3ashra w btesma3 khabar 7elo | sift hadi l 3echra d nas w tsma3 khbar zwin
eb3atha le 10 as7abak w hates7a 3ala khabar gamil | el mante2 kharej, el dolar abyad lel bei3 {phone}
faza3a offer {money} lel yom bass {phone}
"""),
    clean=listed("""
el 2rod ghalye w el faweyed nar | credit ghali bezzaf f lbanka | ma la2et shoghl mn sentein | lkhedma ma kayna walou
visa canada sa3be ktir | visa ma 3tawnich | el bitcoin nezel lyom | crypto 9mar wlah
el sheikh elli bi jib el 7abib nassab | dawa el daghet ma2tou3 | dwa sokkar ghali | iphone jdid b rateb sene {laugh}
livraison t3attlat 3la kamel nnas | chouf had lien https://example.org/etude | el masdar https://example.org/report
hayda link el khabar https://example.org/news | allahoma salli 3ala sayyidna mo7ammad | sob7an allah
el 7amdulillah | ya rab | allah karim | rabi ma3ana | jom3a mobaraka | rasayel eb3atha la 3ashra kezeb
ma tsad2ou rasa2el 2rod whatsapp | 7dar men nassabin whatsapp | chaine youtube ta3hom fiha l7iwar kamel
shofto el mo2abale 3al youtube? | numero vert {phone} pour les plaintes
"""),
    slots=SLOTS,
    weight=1,
)

_small_talk = Family(
    "arabizi-small-talk",
    set(),
    clean=listed("""
kifkon sho el akhbar | sabah el kheir lal kel | masa el kheir | marhaba | salam 3alaykom | wa 3alaykom el salam
shokran ktir | {topic} sayra ghalye | {topic} ma2tou3a mn mbere7 | {topic} mni7a lyom | sho sar b {topic}?
eh a5bar {topic}? | chnouwa jdid fi {topic}? | ach had {topic} | {topic} kteer mhemme | bedna 7all la {topic}
3ayzin 7al le {topic} | bghina 7al l {topic} | {laugh} | {laugh} {laugh} | sa7 | mazbout | ma byehemm | 7elo
ktir 7elo | gamed | tamam | tmam | mashi | ok | okay merci | 3anjad | mabrouk | alf mabrouk | inshallah kheir
nshallah | al7amdulillah | ya3tik el 3afye | yeslamo | allah y3in el nes | ana 2aryt el ma2al w 3ajabni
el ma2al tawil bas mofid | ma fhemet el 3enwen | wein el masdar? | fin lmasdar? | win source? | el jaw berd lyom
yom jum3a mbarak | fairouz el sobe7 w 2ahwe | mloukhiye el youm | tajine dyal mama | kesksou nhar jom3a
mettafe2 ma3ak | ma3ak 7a2 | 3andek l7a9 | mouch mwef9 | mich mettefe9 | be7terem ra2yak
ba7termak bas el 7a2i2a ghair | el ntikhabat el jeye | lahkouma ma 3amlet chay | el 7ekoume feshle
lwazir khasso ysta9el | vive le peuple | bravo ostez | ramadan karim | kel sene w ento salmin | 3id mobarak
christmas majid | sa7a 3idkom | sa7a ftourkom | sa7tein | barcelona rebe7 mbere7 | el ahli bata2 | dima dima {topic}
chkoun tferrej f lmatch? | 7ader el match? | mama chou tabkha lyom? | waladi b saff tene | wladi f lmadrasa
bentey bel gam3a | ana 3ayesh b almania mn 5 snin
"""),
    slots=SLOTS,
    weight=2.5,
)


_free_scorn = Family(
    "arabizi-free-scorn",
    {"identity"},
    violating=listed("""
ento sha3b jarab rja3o 3a khyamkon | el sha3b da mabyegeesh gheir bel gazma | dol nas ma3andohomsh karama wala asl
nas bala asl w bala sharaf kellon men hal balad | had jens khasso yet3zel 3la bnadem
hadou lafariq khasshom ymchiw men bladna daba | hadouk ma3andhomch nif w 3aychin kif lhayawanat
win yedkhlou yedkhel m3ahom lwesekh | lafar9a 3amrou chware3 w jabou lamrad | siri l darek teybi 3cha ya mra
rou7i jli l sohoun ahsanlek | el set eli betetkalem f el seyasa te2o3od f betha a7san
mara w sey2a akid hiyye el ghaltane kellon ma byefhamo | kel lej2 mashrou3 7arami | el mokhayyam wakr 7aramiye hedou
shi3a w senne kellon dam w kezeb bas el {sect} awsakh | {sect} anjas ma btekol men eidon
{sect} kellon khawane mn alf sene | {sect} a3da2 allah | {sect} lezem yen2er9o | ya {sect} ya anjas
awel wa7ed men {sect} bi bi3ak | ma fi {sect} ella w 3ameel | b3ado 3an {sect} kelon ghaddarin
tahhero el balad mn {sect} | kahlouch w 7asel rasso insan | el soud makanhom el khedme w bas
el mo3a9in 7eml zeyed 3al dawle | el mol7idin klab sayebe | elli bala din bala damir kellon
sud el wujuh barra mn 7aretna | tunsi wela jazayri kifkif kolhom chefara | masri w bi2ollak sharaf hahaha
lebnani ya3ni nassab | souri ya3ni sherri2 khobzak | khaliji mokho fadi kellon hek
wallah akhbath sha3b 3a wejj el ard | a7a9ar nas 3rafthom f 7yati hadouk
"""),
    clean=listed("""
sha3b tayyeb w t3eb ktir bel 7arb | el sha3b da gada3 w sabour | dol nas 3andohom karama w asl
nas ahl karam men hal balad | had nnas ya9raw w ykhadmou b 3ra9hom | lafariq khoutna w kaykhedmou m3ana
hadouk 3andhom nif w khawtna | win yedkhlou yedkhel m3ahom dda7k | l3onsoriya dhed lafar9a 7aja 3ib
mama tayeb l3cha w ana njli sohoun | ana w marti mnetsa3ad bel beit
el set eli betetkalem f el seyasa bete3raf a7san men {who} | okhti sey2a shatra akthar menni
kel lej2 elo 2ossa w beit warah | el mokhayyam ghere2 bel shete w el wled bardanin
shi3a w senne w massi7iye kellna ekhwe | {sect} jiranna men zaman | {sect} ahlna w ma shefna menon ella el kheir
kel 3am w {sect} b kheir | 3id {sect} mubarak | ya {sect} alf mabrouk 3idkon | awel wa7ed wa2af ma3i kan men {sect}
mesh kel {sect} hek, ma t3ammem | 3ayb t2oul {sect} anjas | 7aram yenhaka 3an {sect} hek
nes mn {sect} w nes mn ghairon b nafs el bineye | lon el jild ma bye7ki shi 3an el insan
el soud t3adzabo ktir b tarikh el 3oboudiye | el mo3a9in elon 7a2 bel raseef w el shoghel
ana mo2men w sa7bi mol7id w mne7terem ba3d | kel insan 3ando damir | ana tounsi w houwa jazayri w nahna khawa
masri w souri fat7o mat3am sawa | lebnani w btefte5er | souri shater fata7 mat3am tayyeb
khaliji karim ste2balna b beito | ajmal sha3b 3reftu b 7ayati | a7san nas 3rafthom f 7yati hadouk
"""),
    slots={
        **SLOTS,
        "sect": listed("""
el shi3a | el senne | el sunna | el drouz | el 3alawiye | el massi7iye | el masi7iyin | el nasara | el a2bat
el yahoud | el yazidiye | el mawarne | el sufiye | el salafiye | el isma3iliye | chi3a | nsara | lihoud
"""),
    },
    weight=2,
)

MAGHREB_AND_SHARED = tuple(
    typed(family) for family in (_maghreb_scorn, _maghreb_insults, _threats, _offers, _small_talk, _free_scorn)
)
