"""Harm: one number for the order of a queue, and the kinds a queue can be narrowed to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.screening.candidate import Candidate
from hiwar.screening.harm import MOST, Kind, harm, kind_of, kinds_of
from hiwar.screening.lists import STARTER
from hiwar.screening.policy import POLICY
from hiwar.screening.verdict import Finding, Outcome, Verdict


def verdict(*findings: Finding) -> Verdict:
    return Verdict.of(findings, version="test")


def starter(category: str) -> Finding:
    return Finding("starter_word", Outcome.HOLD, data={"category": category})


def alone(rule: str, label: str = "") -> Finding:
    return Finding(rule, Outcome.HOLD, data={"label": label} if label else {})


@pytest.mark.parametrize(
    ("graver", "milder"),
    [
        (starter("incitement"), starter("insult")),
        (starter("death_wish"), starter("insult")),
        (starter("privacy"), starter("spam")),
        (starter("insult"), starter("spam")),
        (alone("looks_toxic", "threat"), alone("looks_toxic", "insult")),
        (starter("spam"), alone("repeats_previous")),
        (alone("not_scored"), alone("first_comment")),
    ],
)
def test_what_can_hurt_a_person_comes_first(graver, milder):
    assert harm(verdict(graver), {}) > harm(verdict(milder), {})


def test_two_kinds_weigh_more_than_one_and_less_than_both():
    insult, spam = harm(verdict(starter("insult")), {}), harm(verdict(starter("spam")), {})

    both = harm(verdict(starter("insult"), starter("spam")), {})

    assert insult < both < insult + spam


def test_the_surer_the_model_the_more_harm():
    unsure, sure = ({"toxic": score, "threat": score / 2} for score in (0.4, 0.9))

    assert harm(verdict(starter("insult")), sure) > harm(verdict(starter("insult")), unsure)


def test_circumstances_alone_are_no_harm_however_many():
    one = harm(verdict(alone("first_comment")), {})

    assert harm(verdict(alone("first_comment"), alone("keyless"), alone("over_limit")), {}) == one > 0


def test_a_score_that_is_no_number_says_nothing():
    assert harm(verdict(), {"toxic": float("nan")}) == harm(verdict(), {})


@given(st.lists(st.builds(alone, st.sampled_from(["x", "phone_number", "banned_word"]), st.text(max_size=8))))
def test_harm_stays_within_its_bounds(findings):
    assert 0 < harm(verdict(*findings), {"toxic": 1.0}) <= MOST


def test_a_rule_unknown_here_must_be_looked_at():
    assert kind_of(alone("a_rule_to_come")) is Kind.UNSCORED


def test_every_kind_that_is_found_is_kept():
    found = verdict(starter("insult"), alone("phone_number"), alone("first_comment"))

    assert kinds_of(found) == Kind.INSULT | Kind.PRIVACY | Kind.CIRCUMSTANCE


@pytest.mark.parametrize("category", sorted(STARTER))
def test_each_kind_of_the_starter_list_has_its_own_name(category):
    assert kind_of(starter(category)) not in {Kind.UNSCORED, Kind.CIRCUMSTANCE}


def test_the_policys_rules_are_no_strangers_here():
    # What a rule writes down is its name without «has_» and «is_»; each is run on a text that has everything.
    text = "يا حمار https://a.example https://b.example 0944 123 456 ههههههههههههههههههههههههههههههههههههههههه"
    candidate = Candidate(text=text, name="a@b.example", previous=(text,), keyless=True, over_limit=True, hold_all=True)
    found = [finding for rule in POLICY if (finding := rule(candidate))]

    assert len(found) >= 6
    assert Kind.UNSCORED not in {kind_of(finding) for finding in found}
