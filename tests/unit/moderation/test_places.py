"""Where a moderator stands: an address and back."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.discussions.models import State
from hiwar.moderation.places import KINDS, LANGUAGES, REPORTED, ROUTES, Narrowed, Place, place_from

THREAD = "A1b2C3d4E5f6_-7h"
NARROWED = st.builds(
    Narrowed,
    section=st.sampled_from(["", "section:7"]),
    thread=st.sampled_from(["", THREAD]),
    language=st.sampled_from(["", *LANGUAGES]),
    kind=st.sampled_from(["", *KINDS]),
)


def asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


# Whoever asks for the first address waits until all of them are known.
@settings(deadline=None)
@given(narrowed=NARROWED, by_risk=st.booleans(), after=st.none() | st.integers(1, 10**9))
def test_a_place_is_found_again_by_its_address(narrowed, by_risk, after):
    place = Place(State.HELD, by_risk, narrowed, after, level=12 if by_risk and after else None)

    assert place_from(asked(place.url()), state=State.HELD) == place


@given(narrowed=NARROWED, by_risk=st.booleans())
def test_a_place_is_found_again_by_what_its_forms_say(narrowed, by_risk):
    place = Place(State.HELD, by_risk, narrowed)

    said = dict(place.fields())

    assert place_from(said, state=said["tab"]) == place


@pytest.mark.parametrize(
    "query",
    [
        {"section": "section:"}, {"section": "section:7'"}, {"thread": "short"}, {"thread": "x" * 17},
        {"language": "en"}, {"kind": "anything"}, {"after": "-1"}, {"after": "٣"}, {"level": "5"}, {"order": "best"},
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_left_out(query):
    assert place_from(query, state=State.HELD) == Place()


def test_only_what_waits_is_ordered_by_harm():
    assert not place_from({"order": "risk"}, state=State.SPAM).by_risk


def test_every_queue_has_its_address():
    addresses = {Place(state=queue).url() for queue in ROUTES}

    assert len(addresses) == len(ROUTES)
    assert Place(state=REPORTED).url() == "/desk/reported/"
