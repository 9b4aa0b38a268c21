"""Words by which Arabic in Latin letters is told from English and French.

Belongs here: the words, written as they fold (no letter twice in a row). Not here: how they are weighed (`arabizi`).
A word of the first table is one that neither language writes; those they share are the weak ones.
"""


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# What Arabic says in every sentence, as Morocco, Algeria, Tunisia, Egypt, the Levant, Iraq and the Gulf spell it.
ARABIZI = _words(
    """
    ana anta enta inta nta enti inti nti howa houwa huwa hiya hoa homa houma ehna ahna nehna ntouma ntoma entou
    entom hada hadi hado hadou hadak hadik hadchi hadshi hadha hatha hadhi hayda haida haydi heda hedha hedhi hedi
    dyal dyali dyalo dyalna dyalkom bta beta mta tana tabak kifach kifash kifech kifesh kif kifak kifik kifkon kayf
    kaif chkon chkoun shkon shkoun chno chnou shno shnou chnowa shu shou chou esh eish aish wesh wech wach wsh wch
    wache weche lach lech lesh leish laish leh leih ezay izay ezayak wein wayn weyn fein fen mnin mnen emta imta
    aymta waqtach ghir gher bezaf bzaf barcha barsha ktir kter kitir kthir wayed jidan gedan awi khalas khlas
    khalast yala yalah wala walah walahi welah wela walay inshalah inchalah nchalah nshalah mashalah machalah
    bismilah hamdulilah hamdoulah hamdoulilah elhamdulilah alhamdulilah lhamdolah lhamdoulilah hamdolah subhanalah
    astaghfirulah alah alahou alahi alahoma ilah rabi rabna rebi brabi rabena lah elah salam salamo salamou
    salamualaikum alaykom alaykoum alikom alikoum aleykoum alaikum habibi habibti habiby hbibi hbiba khoya khouya
    khoy khuya akhi akhy akhouya okhti khti sahbi sahebi sidi lala mish mouch moch mush muhim machi mashi mchi mafi
    mafih mafich mafish mafesh makach makanch makansh makayn makaynch maykonch maykounch matkonch mazal mazel mazalt
    kayn kayen kayna kaynin kayenin fih fiha fihom fihoum fina fik bih biha bihom bik bikom lih liha lihom lik likom
    lina alih aliha alik minha meno mnou menhom menha mnha mah maha mak makom ando andi andha andak andna andhom rah
    rak raki rani rana rahi rahou raho rahom rahoum rakom rakoum rahna kont kount kunt kanet kanat kano kanou koun
    ykoun ykon nkoun tkoun tkon kanu bach besh bech bhal bhel zay zayi mithl metl matalan zebi azbi zbi nik nikomok
    yemak yamak ymak omak omek khtek khtak babak kalb kelb klab kilab hmar hmir himar hayawan kahba qahba lqahba
    charmouta sharmouta sharmota charmota khara khra zamel wlid tfou walou walo hata hta laken lakin lazem lazm
    lazim mumkin momken momkin yemken ymken balak daba dork doka drouk drok tawa dilwaqti delwaqti halak elyoum
    elyom lyoum lyom youm yawm nhar lila bukra bokra ghodwa ghedwa mbareh embareh imbareh nas elnas lnas blad bladi
    bladna biladi dounia donya denya dunya rajel rajl rjal rijal oulad wlad awlad weld ould walad bint bnat banat
    benat bsah besah bsahtek bsahtik sahit mlih mliha meziane mezian zwin zwina helw helwa hilwa kwayes kwayis
    kuwayis mabrouk mabrok mabruk tahya tahia yahdik yhdik yahdina yarham yarhmo yerham yarhamo yarhamou yarhmou
    lyrhmo chokran choukran shukran shokran chukran afwan tayeb tayib dima dayman daiman kolchi koulchi kolshi
    kulshi kolo kulo kolhom koulhom kolna kolha haja haga hwayej eli ili iltha yeli bidi bidak bedi badi bado badak
    ayez awez ayza awza bghit bghina baghi nheb nhebek bheb bhebak bahebak bahebek uhibuk ohebak brid aridu chouf
    chof shouf shof chuf choufou goul golt goult galek galou galo qalou kalou yehder tahder thder hadra roh rouh
    rohi yji jaya jayin aji arwah imshi emshi amchi tala kaman kman bardo bardou lisa lesa kima kifkif hakda haka
    heka hek heik hayk hakak shlon shlonak shlonik shlonkom shakhbarak akhbarak shaku maku aku ysalmo yislamo tislam
    edek yani zama tab
    """
)

# Said by others too; they count once something else speaks for Arabizi.
WEAK = _words(
    """
    ya wa w el al l fi f li ki bi b ma la ou o u ila men min mn mel bel fel lel bil fil lil d kol kul koul an kan ka
    ta chi shi had hna ga ha hak sah saha baraka barak win kho khir ja jay alf
    """
)

ENGLISH = _words(
    """
    the be to of and in that have it for not on with he as you do at this but his by from they we say her she or wil
    my one would there their what so up out if about who get which go me when make can like time no just him know
    take into year your god some could them se other than then now lok only come its over think also after use how
    our work first wel way even want because any these give day most us are is was were ben has had did does i im a
    an al very more much many where why here stil never ever please thank thanks yes people ned am hel hate love
    best new news realy always tel stop video story let
    """
)

FRENCH = _words(
    """
    le de des du un une et est en que qui quoi dans pour pas sur par plus avec tout tous toute faire je tu il ele on
    nous vous ils eles ce cet cete ces mon ton son mes tes ses notre votre leur leurs mais si ne non oui bien tres
    come au aux meme ausi sans quand donc alors ni car jai jsuis suis es sont etre avoir fait dit cest dune lui moi
    toi ca sa te se me nest etait ont avait peut vie jamais rien encore toujours pourquoi faut trop mal peu la les
    ma ta ou jour bon bone merci vive vraiment vais veux vas va
    """
)
