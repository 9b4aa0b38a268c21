"""Keys and feedback in the database: made, revoked, kept, forgotten."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hiwar.analysis import services
from hiwar.analysis.clerk import Clerk
from hiwar.analysis.faults import Faults
from hiwar.analysis.keys import OPEN_DOOR, digest_of
from hiwar.analysis.models import ApiKey, Feedback
from hiwar.analysis.problems import Problem
from hiwar.analysis.queries import feedback_examples, valid_keys
from hiwar.analysis.services import (
    FEEDBACK_KEPT,
    KeyNameTaken,
    KeyTerms,
    NoSuchKey,
    TooMuchFeedback,
    create_key,
    forget_feedback,
    keep_feedback,
    revoke_key,
)
from hiwar.analysis.wire import SuggestRequest

NOON = datetime(2026, 3, 1, 12, 0, 41, tzinfo=UTC)
TEXT = "تعليق رفضه يوسف"


@pytest.fixture
def coral(db: None) -> ApiKey:
    """The key of a comment system of another newspaper."""
    create_key(terms=KeyTerms("Coral", site="example.org"), now=NOON)
    return ApiKey.objects.get(name="Coral")


def keep(key: ApiKey, text: str = TEXT, *, now: datetime = NOON, **scores: float) -> bool:
    return keep_feedback(key_id=key.pk, text=text, scores=scores or {"TOXICITY": 1.0}, now=now)


def test_only_the_digest_of_a_key_is_stored(db: None) -> None:
    key = create_key(terms=KeyTerms("Coral"), now=NOON)

    row = ApiKey.objects.values().get()

    assert key not in map(str, row.values())
    assert row["digest"] == digest_of(key)


def test_a_name_is_given_once_even_after_it_is_revoked(coral: ApiKey) -> None:
    revoke_key(name="Coral", now=NOON)

    with pytest.raises(KeyNameTaken):
        create_key(terms=KeyTerms("Coral"), now=NOON)


def test_a_revoked_key_is_not_valid_and_teaches_nothing(coral: ApiKey) -> None:
    keep(coral)

    revoke_key(name="Coral", now=NOON)

    assert (valid_keys(), feedback_examples()) == ([], [])
    with pytest.raises(NoSuchKey):
        revoke_key(name="Coral", now=NOON)


def test_the_door_learns_what_a_key_may_do(coral: ApiKey, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        (key,) = valid_keys()

    assert (key.name, key.site, key.per_second, key.may_teach) == ("Coral", "example.org", 100, True)


def test_feedback_becomes_labels_of_the_classifier(coral: ApiKey) -> None:
    keep(coral, TOXICITY=1.0, PROFANITY_EXPERIMENTAL=0.2, OBSCENE=0.9, SEVERE_TOXICITY=1.0)

    (example,) = feedback_examples(site="example.org")

    assert (example.text, example.labels) == (TEXT, {"toxic": 1.0, "obscene": 0.9})
    assert example.received_on == NOON.date()


def test_the_last_word_about_a_text_counts(coral: ApiKey) -> None:
    keep(coral, TOXICITY=0.0)
    keep(coral, TOXICITY=1.0)

    assert [dict(example.labels) for example in feedback_examples()] == [{"toxic": 1.0}]


def test_feedback_of_one_site_is_not_another_sites(coral: ApiKey) -> None:
    keep(coral)

    assert feedback_examples(site="elsewhere.example") == []


def test_what_teaches_nothing_is_not_kept(coral: ApiKey) -> None:
    assert keep(coral, FLIRTATION=1.0, SEVERE_TOXICITY=1.0) is False
    assert not Feedback.objects.exists()


def test_a_text_that_the_database_cannot_hold_is_mended(coral: ApiKey) -> None:
    keep(coral, "a\0b")

    assert feedback_examples()[0].text == "a\N{REPLACEMENT CHARACTER}b"


def test_nothing_but_the_text_its_label_and_the_day_is_stored(coral: ApiKey) -> None:
    keep(coral)

    row = Feedback.objects.values().get()

    assert row == {
        "id": row["id"],
        "key_id": coral.pk,
        "site": "example.org",
        "text": TEXT,
        "text_digest": hashlib.sha256(TEXT.encode()).hexdigest(),
        "scores": {"toxic": 1.0},
        "received_on": NOON.date(),
    }


def test_feedback_is_forgotten_after_ninety_days(coral: ApiKey) -> None:
    keep(coral, "قديم", now=NOON)
    keep(coral, "جديد", now=NOON + timedelta(days=1))

    forgotten = forget_feedback(now=NOON + FEEDBACK_KEPT + timedelta(days=1))

    assert forgotten == 1
    assert [example.text for example in feedback_examples()] == ["جديد"]


def test_one_key_cannot_drown_the_others_in_a_day(coral: ApiKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FEEDBACK_PER_DAY", 2)
    for text in ("أ", "ب"):
        keep(coral, text)

    with pytest.raises(TooMuchFeedback):
        keep(coral, "ج")

    assert keep(coral, "ج", now=NOON + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_the_clerk_keeps_feedback_from_a_thread_of_its_own() -> None:
    create_key(terms=KeyTerms("Coral", site="example.org"), now=NOON)
    clerk = Clerk(Faults())
    said = SuggestRequest(TEXT, {"TOXICITY": 1.0}, languages=(), keep=True, client_token="")

    async def work() -> None:
        (key,) = await clerk.keys()
        await clerk.keep(key, said)

    asyncio.run(work())
    clerk.close()

    assert [example.text for example in feedback_examples()] == [TEXT]


def test_feedback_that_cannot_be_kept_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(**_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(services, "keep_feedback", fail)
    faults = Faults()
    said = SuggestRequest(TEXT, {"TOXICITY": 1.0}, languages=(), keep=True, client_token="")

    with pytest.raises(Problem) as raised:
        asyncio.run(Clerk(faults).keep(OPEN_DOOR, said))

    assert raised.value.code == 503
    assert faults.counts == {"feedback_lost": 1}
    assert TEXT not in caplog.text
