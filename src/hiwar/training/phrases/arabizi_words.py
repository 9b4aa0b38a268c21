"""Words and edges that Arabizi sentences of every region share.

Belongs here: names of groups in Latin letters, numbers, topics, openers. Not here: sentences (`arabizi`,
`arabizi_maghreb`).
"""

from dataclasses import replace

from hiwar.training.phrases.grammar import Family, listed

_GROUP = listed("""
el souriyin | el suriyyin | el soureen | el lebneniyye | el masriyin | el masreyeen | el falastiniyye | el iraqiyin
el sudaniyin | el yamaniyin | el khalijiyin | el maghrabe | el jazayriyin | ltwansa | el afare9a | el hnoud
el kurd | el akrad | el badu | el bado | el fala7in | el sa3ayda | el sha3b el masri | ahl el janoub | ahl el shimal
el laj2in | el laje2in | el nazi7in | el ajaneb | el wafdin | el shi3a | el senne | el sunna | el shee3a
el massi7iye | el masi7iyin | el nasara | el ya7oud | el yahoud | el 3alawiye | el drouz | el durooz | el a9bat
el mal7idin | el molhedeen | el niswan | el nsawin | el banat | el setat | el 7arim | el soud | el abid | el gypsies
el turk | el iraniyin | lm3a9in | el mou3a9in
""")

SLOTS = {
    "group": _GROUP,
    "phone": listed("0991234567 | 01012345678 | 0550000000 | 0661234567 | 71234567 | 98123456 | +96170000000"),
    "money": listed("100$ | 500$ | 1000 dollar | 300 euro | 5000 dh | 50%"),
    "topic": listed("""
el kahraba | el may | el as3ar | el khebz | el madaris | el internet | el tari2 | el mat7af | el matsh | el film
el jaw | el rawateb | el ijar | el benzin | el mustashfa | ljami3a | l9ahwa | l ma9al | el khabar | el mawdou3
"""),
    "who": listed("""
el sa7afi | el katib | el wazir | el mouzi3a | el moudir | el ra2is | el na2eb | jarna | el doctor | lwazir
el mo3alleq | el mozee3 | el lley ktab | el kateb
"""),
    "laugh": listed("hahaha | hhhhh | lol | 5555 | khkhkh | mdr | hh"),
    "end": listed(
        "wallah | ya jama3a | ya akhi | khalas | bass | yalla | 3anjad | sara7a | fhemt | !! | ... | w nokta"
    ),
}

_openers = listed(
    "ya jama3a | wallah | sara7a | bsara7a | ya akhi | khouya | chouf | shouf | ana b ra2yi | franchement"
)


def typed(family: Family) -> Family:
    """Return the family with the openers of an Arabizi comment before its sentences."""
    return replace(family, frames=("{opener} {text}",), slots={**family.slots, "opener": ("",) * 5 + _openers})
