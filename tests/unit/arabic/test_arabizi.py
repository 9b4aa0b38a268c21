"""Arabic in Latin letters is told from English, French, links and model numbers."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hiwar.arabic.arabizi import arabizi_share, looks_arabizi
from hiwar.arabic.arabizi_words import ARABIZI, ENGLISH, FRENCH, WEAK
from hiwar.arabic.fold import fold


@pytest.mark.parametrize(
    "text",
    [
        "ya kalb ya 7mar",
        "7ayawan",
        "inta 3arf ana ba7ebak ad eh",
        "keefak habibi, shu 3am ta3mel",
        "ma fi shi lyom",
        "ana mesh 3ayez aro7 el sho8l bokra",
        "wach rak khoya, labas 3lik",
        "7asbi allah w ne3ma elwakeel",
        "bghit nmchi l dar daba",
        "3lach ma jitich lbare7",
        "barcha klem fare8",
        "had lmas2oul khasso ymchi f7alo",
        "el balad di mesh 7atet7asen",
        "kol wa7ed y3mel elli yebgheh",
        "shlonak shakhbarak",
        "rou7 mout",
        "WALLAAAAH MA 3RAFT",
        "c'est bien khoya, rani m3ak wallah",
        "هذا الكلام 3ib ya khouya",
    ],
)
def test_arabic_in_latin_letters_is_recognized(text: str) -> None:
    assert looks_arabizi(text)
    assert 0 < arabizi_share(text) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😂 123",
        "الوزير قال كلامًا جميلًا",
        "التقرير على موقع BBC بتاريخ 3/7",
        "The government announced a new plan for the economy on Monday.",
        "I bought a PS5 and an mp3 player, my iPhone7 broke, and the MP4 file is 3GB.",
        "COVID19 cases rose by the 2nd week of May, said the WHO.",
        "See https://example.com/a3f5c9/ma3a7?x=ya and mail ali3ahmed@example.com or wa7d.example.com",
        "a 4k 60fps monitor with an RTX3080, b2b and p2p, k8s and i18n",
        "lol that was gr8, see u l8r m8",
        "Allah is great, said the man in the street.",
        "My friend Khaled lives in Khartoum with Fatima and Abdullah.",
        "Ghassan Kanafani wrote Men in the Sun",
        "WW2 started in 1939; F16 and B52 bombers came later",
        "Download the app 3x faster, 2x cheaper, 9am to 5pm",
        "The sheikh visited Mecca and the Kaaba with Hussein",
        "Les enfants sont partis à l'école ce matin.",
        "Je suis d'accord avec vous, monsieur",
        "le 3eme jour de la 2eme semaine, à 6h30, 20km, 5euros",
        "j'ai pas compris ce que t'as dit mdr",
        "l'homme et l'heure, d'habitude, n'hésite pas",
        "Khadija et Ahmed sont allés à Marrakech",
        "tsunami, Mbappe, Nkunku, NATO, UNRWA",
        "BMW X5, A4 paper, U2 concert, G7 and G20 summits",
        "El presidente dijo que no hay dinero",
    ],
)
def test_other_languages_and_numbers_are_not(text: str) -> None:
    assert not looks_arabizi(text)


def test_one_arabic_word_does_not_turn_a_french_sentence() -> None:
    assert not looks_arabizi("inchallah on va gagner le match et la coupe avec cette équipe")


def test_the_lists_are_written_as_words_fold_and_part_the_languages() -> None:
    for words in (ARABIZI, WEAK, ENGLISH, FRENCH):
        assert {fold(word).text for word in words} == words
    assert not ARABIZI & (WEAK | ENGLISH | FRENCH)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(codec=None), max_size=60) | st.text(st.sampled_from("yawl kh39 7.@/2é'\u200dﻻ"), max_size=60)
)
@example("WK2A")
def test_any_text_has_a_share(text: str) -> None:
    assert 0 <= arabizi_share(text) <= 1
    assert not looks_arabizi(text) or arabizi_share(text) > 0
