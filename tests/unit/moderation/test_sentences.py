"""Every rule of screening has a sentence a moderator can say aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import hiwar.screening
from hiwar.arabic.numbers import Digits
from hiwar.moderation.findings import Observed, observed
from hiwar.moderation.sentences import FSI, PDI, SENTENCES, Words, reasons, sentence_for
from hiwar.screening.candidate import Candidate
from hiwar.screening.lists import STARTER
from hiwar.screening.screen import screen


@pytest.fixture(autouse=True)
def in_english():
    """Read the sentences as the source has them; the Arabic catalog is checked for completeness elsewhere."""
    with translation.override("en"):
        yield


def plain(sentence: str) -> str:
    return sentence.replace(FSI, "").replace(PDI, "")


def rules_in_source() -> set[str]:
    """Return every rule id that screening can put into a finding."""
    folder = Path(hiwar.screening.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    return set(re.findall(r'(?:Finding|finding_of)\(\s*"(\w+)"', source))


def test_every_rule_of_screening_has_its_sentence():
    assert rules_in_source() == set(SENTENCES)


@pytest.mark.parametrize("category", STARTER)
def test_every_kind_of_the_starter_list_has_a_sentence_of_its_own(category):
    finding = Observed("starter_word", spans=((0, 5),), data={"word": "x", "category": category})

    sentence = sentence_for(finding, Words("عبارة في نص"))

    assert "“عبارة”" in plain(sentence)
    assert "starter list" not in sentence


def test_a_sentence_quotes_what_the_reader_wrote_and_not_the_pattern_of_the_list():
    text = "الله ياخذكم جميعاً"
    record = screen(Candidate(text=text, trusted=True)).to_record()

    (said,) = reasons(observed(record), Words(text))

    assert "“الله ياخذكم”" in plain(said.text)
    assert not said.fine


def test_a_quotation_cannot_turn_the_sentence_around_it():
    finding = Observed("suspect_word", spans=((0, 7),), data={"word": "casino"})

    assert f"{FSI}casino!{PDI}" in sentence_for(finding, Words("casino! هنا"))


def test_a_long_quotation_is_cut():
    finding = Observed("starter_word", spans=((0, 500),), data={"category": "spam"})

    assert len(sentence_for(finding, Words("ا" * 500))) < 130


def test_who_is_only_new_gets_a_tick():
    record = screen(Candidate(text="شكراً للفريق")).to_record()

    (said,) = reasons(observed(record), Words("شكراً للفريق"))

    assert said.fine
    assert "only because its author is new" in said.text


def test_a_circumstance_beside_a_finding_stays_a_tick_but_does_not_clear_the_comment():
    text = "يا حمار"
    record = screen(Candidate(text=text, keyless=True)).to_record()

    first, *others = reasons(observed(record), Words(text))

    assert not first.fine
    assert [said.fine for said in others] == [True, True]


def test_a_comment_without_findings_is_said_to_have_none():
    (said,) = reasons((), Words("كلام"))

    assert (said.text, said.fine) == ("Nothing was found in it.", True)


def test_a_finding_in_the_name_says_so():
    finding = Observed("banned_word", field="name", spans=((0, 4),), data={"word": "كلمة", "reason": "سبّ"})

    sentence = plain(sentence_for(finding, Words("نص", name="كلمة")))

    assert sentence.startswith("In the name: “كلمة”")
    assert sentence.endswith(": سبّ.")


@pytest.mark.parametrize("rule", ["banned_word", "suspect_word", "starter_word"])
def test_a_finding_in_the_e_mail_shows_nothing_of_it(rule):
    finding = Observed(rule, field="email", spans=((0, 6),), data={"word": "casino", "category": "spam"})

    sentence = sentence_for(finding, Words("casino في النص", name="casino"))

    assert "casino" not in sentence
    assert "e-mail" in sentence


@pytest.mark.parametrize("label", ["toxic", "insult", "identity", "sectarian", "obscene", "threat"])
def test_the_models_opinion_is_said_with_its_score_and_the_words_that_carry_it(label):
    finding = Observed("looks_toxic", spans=((4, 8), (0, 3)), data={"label": label, "score": "0.93"})

    sentence = plain(sentence_for(finding, Words("أنت حقير", digits=Digits.ARABIC)))

    assert "٩٣ of 100" in sentence
    assert sentence.endswith("above all for “حقير”.")


def test_each_kind_of_harm_has_words_of_its_own():
    said = {
        sentence_for(Observed("looks_toxic", data={"label": label, "score": "0.9"}), Words("نص"))
        for label in ("toxic", "insult", "identity", "sectarian", "obscene", "threat")
    }

    assert len(said) == 6


@pytest.mark.parametrize("score", ["", "nan", "inf", "كثير"])
def test_a_score_that_is_no_number_breaks_no_sentence(score):
    sentence = sentence_for(Observed("looks_like_spam", data={"label": "spam", "score": score}), Words("نص"))

    assert "? of 100" in sentence


@pytest.mark.parametrize("why", ["missing", "failed", "late", "long"])
def test_what_was_not_scored_is_not_said_to_be_fine(why):
    (said,) = reasons((Observed("not_scored", data={"why": why}),), Words("نص"))

    assert not said.fine
    assert said.text.endswith("so a person must read it.")


def test_links_are_named_by_their_hosts_in_the_sites_digits():
    text = "https://a.example/x https://b.example https://c.example"
    record = screen(Candidate(text=text, trusted=True)).to_record()

    (said,) = reasons(observed(record), Words(text, digits=Digits.ARABIC))

    assert "٣ links" in said.text
    assert "«a.example»" in plain(said.text)


def test_an_unknown_rule_is_named():
    assert "“tomorrows_rule”" in plain(sentence_for(Observed("tomorrows_rule"), Words("نص")))
