"""Each rule, alone: what it finds, what it lets pass, where it points."""

import pytest

from hiwar.arabic.skeleton import skeleton
from hiwar.screening.candidate import Candidate
from hiwar.screening.rules.crowding import is_over_limit
from hiwar.screening.rules.emptiness import is_empty
from hiwar.screening.rules.impersonation import name_is_reserved
from hiwar.screening.rules.listed_words import (
    email_has_banned_word,
    email_has_suspect_word,
    name_has_banned_word,
    name_has_suspect_word,
    text_has_banned_word,
    text_has_suspect_word,
)
from hiwar.screening.rules.many_links import has_too_many_links
from hiwar.screening.rules.name_contacts import name_has_link_or_email
from hiwar.screening.rules.newcomer import is_first_comment, is_keyless
from hiwar.screening.rules.premoderation import is_premoderated
from hiwar.screening.rules.repetition import repeats_previous
from hiwar.screening.rules.shouting import repeats_characters
from hiwar.screening.verdict import Finding, Outcome
from hiwar.screening.words import WordEntry, WordList

LISTED = WordList.compile([WordEntry("كلب", reason="شتيمة"), WordEntry("kalb"), WordEntry("bad.example")])
ALLOWED = WordList.compile([WordEntry("نهر الكلب")])
RESERVED = frozenset(map(skeleton, ("محرر حوار", "سلمى", "سلمى درويش")))


def _shown(finding: Finding | None, value: str) -> list[str]:
    assert finding is not None
    return [value[start:end] for start, end in finding.spans]


@pytest.mark.parametrize("blank", ["", "  \n", "\u200b\u3164", "\u2067\u2069"])
def test_a_blank_comment_is_refused(blank: str) -> None:
    assert is_empty(Candidate(blank)) == Finding("empty", Outcome.REJECT, data={"kind": "blank"})


@pytest.mark.parametrize("signs", ["👍", "؟!", "…", "ـــ"])
def test_a_comment_of_signs_alone_is_held(signs: str) -> None:
    assert is_empty(Candidate(signs)) == Finding("empty", Outcome.HOLD, data={"kind": "signs_only"})


@pytest.mark.parametrize("text", ["لا", "5", "٥", "ok"])
def test_one_letter_or_number_is_a_comment(text: str) -> None:
    assert is_empty(Candidate(text)) is None


def test_a_text_sent_before_is_held_however_it_is_spelled() -> None:
    finding = repeats_previous(Candidate("متى يُفتَح الجسر؟!", previous=("شيء آخر", "متي يفتح الجســر")))

    assert finding == Finding("repeats_previous", Outcome.HOLD)


@pytest.mark.parametrize("previous", [(), ("متى يفتح السوق؟",), ("متى يفتح",)])
def test_a_new_text_repeats_nothing(previous: tuple[str, ...]) -> None:
    assert repeats_previous(Candidate("متى يفتح الجسر؟", previous=previous)) is None


def test_signs_repeat_nothing_because_they_say_nothing() -> None:
    assert repeats_previous(Candidate("👍", previous=("😂",))) is None


def test_a_very_long_run_of_one_letter_is_held() -> None:
    text = "لا" + "ا" * 60

    assert _shown(repeats_characters(Candidate(text)), text) == ["ا" * 61]


def test_one_word_said_over_and_over_is_held() -> None:
    text = "قالوا: " + "كفى " * 25

    assert _shown(repeats_characters(Candidate(text)), text) == [("كفى " * 25).strip()]


@pytest.mark.parametrize("text", ["مبروووووووك", "هههههههههههههههههههههه", "آمين آمين آمين", "لا " * 20, ""])
def test_joy_and_emphasis_are_no_shouting(text: str) -> None:
    assert repeats_characters(Candidate(text)) is None


@pytest.mark.parametrize(
    "name",
    [
        "محـرّر حِوار",
        "محرر حوار",
        "محرر\u200c حوار",
        "محرر حوlر",
        "سلمى ✔",
        "ســلمی",
        "السيدة سلمى",
        "سلمى درويش (الإدارة)",
        "محررحوار",
        "م ح ر ر ح و ا ر",
    ],
)
def test_a_name_a_reader_could_take_for_staff_is_held(name: str) -> None:
    finding = name_is_reserved(Candidate("نص", name=name, reserved_names=RESERVED))

    assert finding is not None
    assert (finding.rule, finding.outcome, finding.field) == ("reserved_name", Outcome.HOLD, "name")
    assert _shown(finding, name) == [name]


@pytest.mark.parametrize("name", ["", "ليلى", "سلمان", "أم سليم", "قارئ حوار", "محرر", "Salim"])
def test_other_names_are_free(name: str) -> None:
    assert name_is_reserved(Candidate("نص", name=name, reserved_names=RESERVED)) is None


def test_without_reserved_names_every_name_is_free() -> None:
    assert name_is_reserved(Candidate("نص", name="سلمى")) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("زوروا www.example.org", ["www.example.org"]),
        ("karim@example.org", ["karim@example.org"]),
        ("قروض 0501234567", ["0501234567"]),
        ("قروض ٠٥٠١٢٣٤٥٦٧", ["٠٥٠١٢٣٤٥٦٧"]),
        ("+966 50 123 4567", ["+966 50 123 4567"]),
    ],
)
def test_a_name_with_an_address_or_number_is_held(name: str, shown: list[str]) -> None:
    finding = name_has_link_or_email(Candidate("نص", name=name))

    assert finding is not None
    assert finding.field == "name"
    assert _shown(finding, name) == shown


@pytest.mark.parametrize("name", ["", "ليلى", "أبو 2011", "قارئ 12345", "د. يوسف"])
def test_a_plain_name_holds_no_address(name: str) -> None:
    assert name_has_link_or_email(Candidate("نص", name=name)) is None


def test_a_banned_word_refuses_and_says_why_and_where() -> None:
    text = "يا كَلْب، والكلب"

    finding = text_has_banned_word(Candidate(text, banned=LISTED))

    assert _shown(finding, text) == ["كَلْب", "والكلب"]
    assert finding is not None
    assert finding.outcome is Outcome.REJECT
    assert finding.data == {"word": "كلب", "reason": "شتيمة"}


def test_a_suspect_word_holds() -> None:
    finding = text_has_suspect_word(Candidate("يا كلب", suspect=LISTED))

    assert finding is not None
    assert (finding.rule, finding.outcome) == ("suspect_word", Outcome.HOLD)


def test_listed_words_are_looked_for_in_the_name_and_the_email() -> None:
    candidate = Candidate("نص", name="أبو الكلب", email="kalb@mail.bad.example", banned=LISTED, suspect=LISTED)

    found = [
        rule(candidate)
        for rule in (name_has_banned_word, email_has_banned_word, name_has_suspect_word, email_has_suspect_word)
    ]

    assert [finding and finding.field for finding in found] == ["name", "email", "name", "email"]
    assert _shown(found[1], candidate.email) == ["kalb", "bad.example"]


def test_a_listed_word_inside_an_allowed_phrase_is_no_finding() -> None:
    assert text_has_banned_word(Candidate("غرقت سيارة في نهر الكلب", banned=LISTED, allowed=ALLOWED)) is None


def test_an_allowed_phrase_does_not_excuse_the_rest_of_the_text() -> None:
    text = "في نهر الكلب، يا كلب"

    assert _shown(text_has_banned_word(Candidate(text, banned=LISTED, allowed=ALLOWED)), text) == ["كلب"]


def test_an_empty_list_says_nothing() -> None:
    candidate = Candidate("يا كلب", name="كلب", email="kalb@bad.example")

    assert text_has_banned_word(candidate) is None
    assert name_has_suspect_word(candidate) is None


@pytest.mark.parametrize(
    ("count", "limit", "held"), [(1, 2, False), (2, 2, True), (3, 2, True), (5, 0, False), (0, 0, False)]
)
def test_as_many_links_as_the_limit_are_held_and_no_limit_holds_none(count: int, limit: int, held: bool) -> None:
    finding = has_too_many_links(Candidate("https://example.org/a " * count, max_links=limit))

    assert (finding is not None) is held
    if finding is not None:
        assert len(finding.spans) == count
        assert finding.data == {"count": str(count), "limit": str(limit)}


@pytest.mark.parametrize(
    ("candidate", "rule"),
    [
        (Candidate("نص", over_limit=True), is_over_limit),
        (Candidate("نص", keyless=True, trusted=True), is_keyless),
        (Candidate("نص"), is_first_comment),
        (Candidate("نص", hold_all=True, trusted=True), is_premoderated),
    ],
    ids=["over limit", "keyless", "first comment", "pre-moderation"],
)
def test_circumstances_hold(candidate: Candidate, rule) -> None:  # type: ignore[no-untyped-def]
    finding = rule(candidate)

    assert finding is not None
    assert finding.outcome is Outcome.HOLD
    assert finding.spans == ()


@pytest.mark.parametrize("candidate", [Candidate("نص", trusted=True), Candidate("نص", hold_first=False)])
def test_without_circumstances_nothing_holds(candidate: Candidate) -> None:
    assert [rule(candidate) for rule in (is_over_limit, is_keyless, is_first_comment, is_premoderated)] == [None] * 4
