"""The door: every request gets an answer, in the envelope its client expects."""

from __future__ import annotations

import asyncio
import hmac
import json
import threading
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import pytest

from hiwar.analysis import door as doors
from hiwar.analysis.access import Access
from hiwar.analysis.door import ANALYZE, CORAL, DISCOVERY, MAX_BODY, SUGGEST, AnalysisDoor, House
from hiwar.analysis.keys import Key, Keyring, digest_of
from hiwar.analysis.lanes import SHORT_BYTES, Lanes
from hiwar.analysis.wire import SuggestRequest
from tests.fakes.scorer import BrokenScorer, FakeScorer
from tests.fakes.wire import HOST, Told, ask, ask_once

ASKED = {"comment": {"text": "أنت حقير"}, "requestedAttributes": {"TOXICITY": {}}}
SUGGESTED = {"comment": {"text": "أنت حقير"}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}
SECRET = "whsec_one"
TEACHER, READER = "hiwar_teacher", "hiwar_reader"
KEYS = [
    Key(1, digest_of(TEACHER), name="teacher", site="example.org", per_second=2, may_teach=True),
    Key(2, digest_of(READER), name="reader", site="", per_second=50, may_teach=False),
]


class Notebook:
    """Keeps feedback in a list."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, SuggestRequest]] = []

    async def keep(self, key: Key, suggestion: SuggestRequest) -> None:
        self.kept.append((key.name, suggestion))


async def shelf() -> Iterable[Key]:
    return KEYS


def make(*, keys: bool = False, **house: Any) -> AnalysisDoor:
    """A door without keys unless the test asks for them."""
    furnished = {"scorer": lambda site: FakeScorer(), "root": lambda host: f"https://{host}", **house}
    return AnalysisDoor(House(hosts={HOST}, **furnished), Access(Keyring(shelf) if keys else None))


def post(door: AnalysisDoor, target: str, fields: Any, **headers: str) -> Told:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask_once(door, "POST", target, body=json.dumps(fields).encode(), headers=named)


def error(told: Told) -> tuple[int, str]:
    assert told.status == told.json["error"]["code"]
    return told.status, told.json["error"]["status"]


def test_a_comment_is_scored() -> None:
    told = post(make(), ANALYZE, ASKED)

    assert told.status == 200
    assert told.json["attributeScores"]["TOXICITY"]["summaryScore"] == {"value": 0.95, "type": "PROBABILITY"}


@pytest.mark.parametrize(
    "query",
    [
        "key=k",
        "alt=json",
        "prettyPrint=false",
        "fields=attributeScores",
        "quotaUser=u",
        "%24.xgafv=2",
        "access_token=t",
    ],
)
def test_the_parameters_of_the_original_are_accepted(query: str) -> None:
    assert post(make(), f"{ANALYZE}?{query}", ASKED).status == 200


def test_answers_are_indented_unless_told_otherwise() -> None:
    assert b"\n" in post(make(), ANALYZE, ASKED).body
    assert b"\n" not in post(make(), f"{ANALYZE}?prettyPrint=false", ASKED).body


@pytest.mark.parametrize("query", ["alt=proto", "key=a&key=b", "&".join(f"a{n}=1" for n in range(50))])
def test_a_parameter_that_cannot_be_granted_is_an_error(query: str) -> None:
    assert error(post(make(), f"{ANALYZE}?{query}", ASKED)) == (400, "INVALID_ARGUMENT")


def test_an_empty_body_is_an_empty_comment() -> None:
    told = ask_once(make(), "POST", ANALYZE)

    assert error(told) == (400, "INVALID_ARGUMENT")
    assert told.error_type == "COMMENT_EMPTY"


@pytest.mark.parametrize("size", [MAX_BODY - 200, 100_000])
def test_a_huge_text_is_too_long(size: int) -> None:
    told = post(make(), ANALYZE, {**ASKED, "comment": {"text": "a" * size}})

    assert told.error_type == "COMMENT_TOO_LONG"


def test_a_body_beyond_all_measure_is_refused_unread() -> None:
    told = ask_once(make(), "POST", ANALYZE, body=b"a" * (MAX_BODY + 1))

    assert error(told) == (400, "INVALID_ARGUMENT")
    assert told.headers["connection"] == "close"


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("GET", ANALYZE, 405),
        ("POST", DISCOVERY, 405),
        ("DELETE", ANALYZE, 405),
        ("POST", "/v1alpha1/comments:delete", 404),
        ("GET", "/$discovery/rest?version=v2", 404),
        ("POST", "/v1alpha1/../desk/", 404),
        ("POST", CORAL, 404),
    ],
)
def test_what_is_not_here_is_said_in_the_same_envelope(method: str, target: str, expected: int) -> None:
    assert error(ask_once(make(), method, target))[0] == expected


@pytest.mark.parametrize(
    "headers",
    [{"host": "elsewhere.example"}, {"transfer-encoding": "chunked"}, {"content-encoding": "gzip"}],
    ids=["host", "chunks", "gzip"],
)
def test_the_rules_of_the_house_hold_here_too(headers: dict[str, str]) -> None:
    told = ask_once(make(), "POST", ANALYZE, body=json.dumps(ASKED).encode(), headers=headers)

    assert error(told)[0] in (400, 411, 415)


def test_clients_in_pages_may_ask_and_carry_no_cookies() -> None:
    preflight = ask_once(make(), "OPTIONS", ANALYZE, headers={"origin": "https://example.org"})
    told = post(make(), ANALYZE, ASKED, cookie="hiwar_session=1")

    assert preflight.status == 204
    assert preflight.headers["access-control-allow-headers"]
    assert told.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in told.headers
    assert "set-cookie" not in told.headers


@pytest.mark.parametrize("target", [ANALYZE, DISCOVERY, "/v1alpha1/nothing"])
def test_every_answer_has_the_security_headers(target: str) -> None:
    headers = ask_once(make(https=True), "GET" if target == DISCOVERY else "POST", target).headers

    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"
    assert "strict-transport-security" in headers


def test_the_description_names_our_own_address() -> None:
    told = ask_once(make(), "GET", f"{DISCOVERY}?version=v1alpha1").json

    assert (told["rootUrl"], told["baseUrl"], told["servicePath"]) == (f"https://{HOST}/", f"https://{HOST}/", "")
    assert told["resources"]["comments"]["methods"]["analyze"]["path"] == ANALYZE.removeprefix("/")


def test_every_reference_of_the_description_leads_somewhere() -> None:
    told = ask_once(make(), "GET", DISCOVERY).json

    referred = {part.split('"')[0] for part in json.dumps(told).split('"$ref": "')[1:]}

    assert referred == set(told["schemas"])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (ANALYZE, "API_KEY_MISSING"),
        (f"{ANALYZE}?key=stranger", "API_KEY_INVALID"),
        (f"{SUGGEST}?key=", "API_KEY_MISSING"),
    ],
)
def test_without_a_good_key_there_is_no_answer(target: str, reason: str) -> None:
    told = post(make(keys=True), target, ASKED)

    assert error(told) == (403, "PERMISSION_DENIED")
    assert told.json["error"]["details"][0]["reason"] == reason


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        (f"?key={READER}", {}),
        ("", {"x_goog_api_key": READER}),
        ("", {"authorization": f"Bearer {READER}"}),
        (f"?access_token={READER}", {}),
    ],
)
def test_a_good_key_opens(query: str, headers: dict[str, str]) -> None:
    assert post(make(keys=True), ANALYZE + query, ASKED, **headers).status == 200


def test_a_key_is_answered_by_the_classifier_of_its_site() -> None:
    sites: list[str] = []

    def of(site: str) -> FakeScorer:
        sites.append(site)
        return FakeScorer()

    post(make(keys=True, scorer=of), f"{ANALYZE}?key={TEACHER}", ASKED)

    assert sites == ["example.org"]


def test_a_key_that_asks_too_often_is_told_so() -> None:
    door = make(keys=True)

    async def burst() -> list[int]:
        body = json.dumps(ASKED).encode()
        return [(await ask(door, "POST", f"{ANALYZE}?key={TEACHER}", body=body)).status for _ in range(6)]

    assert asyncio.run(burst()) == [200] * 4 + [429] * 2


def test_too_often_is_resource_exhausted() -> None:
    door = make(keys=True)

    async def burst() -> Told:
        body = json.dumps(ASKED).encode()
        for _ in range(5):
            told = await ask(door, "POST", f"{ANALYZE}?key={TEACHER}", body=body)
        return told

    assert error(asyncio.run(burst())) == (429, "RESOURCE_EXHAUSTED")


def test_a_suggestion_is_kept_for_its_key() -> None:
    notebook = Notebook()

    told = post(make(keys=True, keep=notebook.keep), f"{SUGGEST}?key={TEACHER}", {**SUGGESTED, "clientToken": "c"})

    assert (told.status, told.json["clientToken"]) == (200, "c")
    assert [(name, one.text, one.scores) for name, one in notebook.kept] == [("teacher", "أنت حقير", {"TOXICITY": 1.0})]


def test_a_suggestion_that_must_not_be_stored_is_not() -> None:
    notebook = Notebook()

    told = post(make(keep=notebook.keep), SUGGEST, {**SUGGESTED, "doNotStore": True})

    assert (told.status, notebook.kept) == (200, [])


def test_an_analyzed_text_is_never_kept() -> None:
    notebook = Notebook()

    post(make(keep=notebook.keep), ANALYZE, {**ASKED, "doNotStore": False})

    assert notebook.kept == []


def test_a_key_that_may_not_teach_is_refused() -> None:
    notebook = Notebook()

    told = post(make(keys=True, keep=notebook.keep), f"{SUGGEST}?key={READER}", SUGGESTED)

    assert (error(told), notebook.kept) == ((403, "PERMISSION_DENIED"), [])


def no_model(site: str) -> FakeScorer:
    raise FileNotFoundError("hiwar.npz")


@pytest.mark.parametrize("scorer", [no_model, lambda site: BrokenScorer()], ids=["no model", "broken"])
def test_a_failing_classifier_is_unavailable_counted_and_logged_without_the_text(scorer: Any, caplog: Any) -> None:
    house = House(hosts={HOST}, scorer=scorer, root=str)
    door = AnalysisDoor(house, Access(None))

    tolds = [post(door, ANALYZE, ASKED) for _ in range(3)]

    assert [error(told) for told in tolds] == [(503, "UNAVAILABLE")] * 3
    assert house.faults.counts == {"scorer_failed": 3}
    assert [record.message for record in caplog.records] == ["scorer_failed"]
    assert "حقير" not in caplog.records[0].getMessage()


def test_a_mistake_of_ours_is_an_answer_too(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(doors, "analyze", stumble)

    assert error(post(make(), ANALYZE, ASKED)) == (500, "INTERNAL")
    assert caplog.records[0].message == "analysis_failed"


def signed(fields: Any) -> tuple[bytes, dict[str, str]]:
    body = json.dumps(fields).encode()
    return body, {"x-coral-signature": "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()}


@pytest.mark.parametrize(("text", "expected"), [("أنت حقير", 200), ("مقال جميل", 204)])
def test_coral_is_answered_with_an_action_or_with_nothing(text: str, expected: int) -> None:
    body, headers = signed({"action": "NEW", "comment": {"body": text}})

    told = ask_once(make(coral=(SECRET,)), "POST", f"{CORAL}?mode=careful", body=body, headers=headers)

    assert told.status == expected
    assert "access-control-allow-origin" not in told.headers


def test_coral_without_its_signature_is_refused() -> None:
    assert error(post(make(coral=(SECRET,)), CORAL, {"comment": {"body": "أهلا"}})) == (403, "PERMISSION_DENIED")


def test_coral_is_told_to_hold_when_we_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(doors.coral, "moderate", stumble)
    body, headers = signed({"comment": {"body": "أهلا"}})

    told = ask_once(make(coral=(SECRET,)), "POST", CORAL, body=body, headers=headers)

    assert (told.status, told.json) == (200, {"status": "SYSTEM_WITHHELD"})


def test_a_long_text_does_not_keep_short_ones_waiting() -> None:
    long_one, go_on = {**ASKED, "comment": {"text": "حقير " * 1500}}, threading.Event()

    class Slow(FakeScorer):
        def scores(self, texts: Any) -> Any:
            if len(texts[0]) > SHORT_BYTES:
                assert go_on.wait(10)
            return super().scores(texts)

    door = make(scorer=lambda site: Slow())

    async def both() -> tuple[int, int]:
        slow = asyncio.create_task(ask(door, "POST", ANALYZE, body=json.dumps(long_one).encode()))
        quick = await ask(door, "POST", ANALYZE, body=json.dumps(ASKED).encode())
        assert not slow.done()
        go_on.set()
        return quick.status, (await slow).status

    assert asyncio.run(both()) == (200, 200)


def test_more_long_texts_than_can_be_answered_in_time_are_refused() -> None:
    long_one, go_on = json.dumps({**ASKED, "comment": {"text": "حقير " * 1500}}).encode(), threading.Event()

    class Stuck(FakeScorer):
        def scores(self, texts: Any) -> Any:
            assert go_on.wait(10)
            return super().scores(texts)

    house = House(hosts={HOST}, scorer=lambda site: Stuck(), root=str)
    door = AnalysisDoor(house, Access(None), lanes=Lanes(waiting=2))

    async def crowd() -> list[int]:
        waiting = [asyncio.create_task(ask(door, "POST", ANALYZE, body=long_one)) for _ in range(2)]
        await asyncio.sleep(0)
        refused = await ask(door, "POST", ANALYZE, body=long_one)
        go_on.set()
        return [refused.status, *[(await task).status for task in waiting]]

    assert asyncio.run(crowd()) == [503, 200, 200]
    assert house.faults.counts == {"too_many_long_texts": 1}
