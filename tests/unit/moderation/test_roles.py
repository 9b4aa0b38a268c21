"""The matrix of roles and acts as a table: a row moved by mistake must be moved here too."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from hiwar.accounts.models import Role, User
from hiwar.moderation.roles import AUTHOR, WHOLE_SITE, Act, Seat

# Who may do what, from the fewest rights to the most: A author, M moderator, E editor, S senior moderator, O owner.
TABLE = {
    Act.ANSWER: "AMESO",
    Act.READ: "MESO",
    Act.DECIDE: "MESO",
    Act.REVIEW: "MESO",
    Act.ANSWER_APPEAL: "MESO",
    Act.NOTE: "MESO",
    Act.WARN: "MESO",
    Act.MUTE: "MESO",
    Act.MARK: "ESO",
    Act.RESTRAIN: "ESO",
    Act.STATISTICS: "ESO",
    Act.BAN: "SO",
    Act.REMOVE_ALL: "SO",
    Act.REASONS: "SO",
    Act.TUNE: "SO",
    Act.EVIDENCE: "SO",
    Act.TAKEDOWN: "SO",
    Act.EXPORT: "SO",
    Act.ALERTS: "SO",
    Act.ROLES: "O",
}
LETTERS = {"A": AUTHOR, "M": Role.MODERATOR, "E": Role.EDITOR, "S": Role.SENIOR, "O": ""}


def seat(letter: str, *sections: str) -> Seat:
    """Return somebody's seat without asking a database for it."""
    user = User(username=letter, is_superuser=letter == "O")
    return Seat(Site(hostname="127.0.0.1"), user, LETTERS[letter], frozenset(sections))


def test_the_table_names_every_act_but_the_one_that_is_a_right_of_its_own():
    assert set(TABLE) == set(Act) - {Act.REVEAL}


@pytest.mark.parametrize("act", TABLE)
def test_each_role_may_do_what_the_table_says_and_no_more(act):
    assert "".join(letter for letter in LETTERS if seat(letter).may(act)) == TABLE[act]


@pytest.mark.parametrize("act", TABLE)
def test_who_is_limited_to_sections_may_do_nothing_that_reaches_beyond_them(act):
    allowed = "".join(letter for letter in "MES" if seat(letter, "section:7").may(act))

    assert allowed == ("" if act in WHOLE_SITE else TABLE[act].strip("AO"))


def test_a_seat_without_a_role_may_do_nothing():
    nobody = Seat(Site(), User(username="x"), "")

    assert not any(nobody.may(act) for act in TABLE)
