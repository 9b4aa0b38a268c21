"""Programs written for the service that ended, run unchanged against ours: on its own, and inside a newsroom."""

from __future__ import annotations

import hmac
import json
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from scripts.serving import HIWAR, Newsroom, environment, hiwar

CLIENTS = Path(__file__).parent / "clients"
CLEAN = "شكرا للكاتبة على هذا المقال الجميل"
RUDE = "أنت كلب حقير وابن كلب، اخرس يا حيوان"
SIX = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
CORAL_SECRET = "whsec_of-the-test"


@dataclass(frozen=True)
class Scores:
    """A served API and a key to it."""

    origin: str
    key: str
    data: Path


@contextmanager
def analysis_server(data: Path, *options: str) -> Iterator[str]:
    """Run `hiwar analyze-server` and yield its origin once it says that it is ready."""
    command = [HIWAR, "analyze-server", "--host", "127.0.0.1", "--port", "0", *options]
    variables = {**environment(data), "HIWAR_CORAL_SECRETS": CORAL_SECRET}
    with (data.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        assert "ready at http://" in line, (line, (data.parent / "server.log").read_text())
        yield line.split()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scores]:
    """A server of its own, in a folder without a newsroom."""
    data = tmp_path_factory.mktemp("analysis") / "data"
    key = hiwar(data, "key", "create", "Coral", "--site", "example.org").splitlines()[0]
    with analysis_server(data) as origin:
        yield Scores(origin, key, data)


@pytest.fixture
def newsroom(server: Newsroom) -> Iterator[Scores]:
    """The demo newsroom's own server, with a key made while it runs."""
    key = server.hiwar("key", "create", "client").splitlines()[0]
    yield Scores(server.origin, key, server.data)
    server.hiwar("manage", "shell", "-c", "from hiwar.analysis.models import ApiKey; ApiKey.objects.all().delete()")


def python_client(scores: Scores, key: str | None = None) -> Any:
    """What most scripts do, with our address in place of the old one."""
    return build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=key or scores.key,
        discoveryServiceUrl=f"{scores.origin}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
    )


def toxicity(client: Any, text: str) -> float:
    request = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en"]}
    told = client.comments().analyze(body=request).execute()
    return float(told["attributeScores"]["TOXICITY"]["summaryScore"]["value"])


@pytest.fixture(params=["alone", "newsroom"])
def scores(request: pytest.FixtureRequest) -> Scores:
    """Both ways to run."""
    found: Scores = request.getfixturevalue(request.param)
    return found


def test_the_python_client_tells_an_insult_from_thanks(scores: Scores) -> None:
    with python_client(scores) as client:
        assert toxicity(client, RUDE) > 0.5 > toxicity(client, CLEAN)


def test_the_python_client_gets_all_six_attributes_and_spans_as_utf_16(alone: Scores) -> None:
    text = f"😀 {CLEAN}. {RUDE}!"
    request = {
        "comment": {"text": text, "type": "PLAIN_TEXT"},
        "requestedAttributes": {name: {} for name in (*SIX, "TOXICITY_EXPERIMENTAL")},
        "spanAnnotations": True,
        "doNotStore": True,
    }

    with python_client(alone) as client:
        told = client.comments().analyze(body=request, prettyPrint=False, quotaUser="desk").execute()

    units = text.encode("utf-16-le")
    spans = told["attributeScores"]["TOXICITY"]["spanScores"]
    pieces = [units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
    assert set(told["attributeScores"]) == {*SIX, "TOXICITY_EXPERIMENTAL"}
    assert pieces == [f"😀 {CLEAN}.", f"{RUDE}!"]
    assert spans[1]["score"]["value"] > spans[0]["score"]["value"]


def test_the_python_client_understands_our_errors(scores: Scores) -> None:
    request = {"comment": {"text": CLEAN}, "requestedAttributes": {"FLIRTATION": {}}}

    with python_client(scores) as client, pytest.raises(HttpError) as language:
        client.comments().analyze(body=request).execute()
    with python_client(scores, "stranger") as stranger, pytest.raises(HttpError) as key:
        stranger.comments().analyze(body=request).execute()

    assert "Attribute FLIRTATION does not support request languages: ar" in str(language.value)
    assert language.value.error_details[0]["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert key.value.status_code == 403


def test_the_python_client_asks_for_many_comments_at_once(scores: Scores) -> None:
    answers: dict[str, float | str] = {}

    def note(name: str, told: Any, error: Exception | None) -> None:
        answers[name] = str(error) if error else told["attributeScores"]["TOXICITY"]["summaryScore"]["value"]

    with python_client(scores) as client:
        packed = client.new_batch_http_request(callback=note)
        for name, text in {"clean": CLEAN, "rude": RUDE, "empty": ""}.items():
            request = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}}
            packed.add(client.comments().analyze(body=request), request_id=name)
        packed.execute()

    assert float(answers["rude"]) > 0.5 > float(answers["clean"])
    assert "Comment must be non-empty." in str(answers["empty"])


def test_a_suggested_score_is_kept_and_an_analyzed_text_is_not(newsroom: Scores, server: Newsroom) -> None:
    request = {"comment": {"text": RUDE}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}}}
    with python_client(newsroom) as client:
        toxicity(client, CLEAN)
        told = client.comments().suggestscore(body={**request, "clientToken": "comment:7"}).execute()

    script = "from hiwar.analysis.queries import feedback_examples as f; print([(e.text, e.labels) for e in f()])"
    kept = server.hiwar("manage", "shell", "--no-imports", "-c", script)

    assert told["clientToken"] == "comment:7"
    assert kept.strip() == str([(RUDE, {"toxic": 1.0})])


def once_known(client: Any) -> None:
    """Wait until a new key is known: half a second after the last stranger's at the latest."""
    for _ in range(50):
        try:
            toxicity(client, CLEAN)
        except HttpError as refused:
            assert refused.status_code == 403
            Event().wait(0.1)
        else:
            return
    pytest.fail("a new key must be known within five seconds")


def test_a_revoked_key_is_refused_while_the_server_runs(alone: Scores) -> None:
    key = hiwar(alone.data, "key", "create", "short-lived").splitlines()[0]
    with python_client(alone, key) as client:
        once_known(client)
        hiwar(alone.data, "key", "revoke", "short-lived")

        with pytest.raises(HttpError) as refused:
            # The key is looked up again after five seconds at the latest.
            for _ in range(100):
                toxicity(client, CLEAN)
                Event().wait(0.2)

    assert refused.value.status_code == 403
    assert "short-lived\t-\t100/s\tteaches\trevoked" in hiwar(alone.data, "key", "list")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("create", "Coral"), "There is, or was, a key named"),
        (("create", " "), "1 to 80 characters"),
        (("create", "x", "--per-second", "0"), "a rate is a number"),
        (("revoke", "nobody"), "No valid key is named"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused_in_one_sentence(
    alone: Scores, arguments: tuple[str, ...], words: str
) -> None:
    before = hiwar(alone.data, "key", "list")

    told = hiwar(alone.data, "key", *arguments, code=2)

    assert words in told
    assert hiwar(alone.data, "key", "list") == before


def run_node(script: str, *arguments: str) -> Any:
    """Run a client and return what it printed."""
    done = subprocess.run(["node", CLIENTS / script, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.npm
def test_the_npm_client_gets_scores_and_our_words_for_what_we_lack(scores: Scores) -> None:
    told = run_node("perspective.cjs", scores.origin, scores.key, RUDE)

    assert told["plain"]["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5
    assert set(told["chosen"]["attributeScores"]) == {"INSULT", "THREAT"}
    assert told["refused"] == "Attribute FLIRTATION does not support request languages: ar"


@pytest.mark.npm
def test_a_node_client_built_from_our_description_works(scores: Scores) -> None:
    told = run_node("discovered.cjs", scores.origin, scores.key, RUDE)

    assert told["scored"]["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5
    assert told["thanked"] == {"detectedLanguages": ["ar"], "clientToken": "node"}
    assert told["refused"] == 403


def test_without_keys_no_key_and_no_database_is_needed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()

    with analysis_server(data, "--no-keys") as origin, python_client(Scores(origin, "any string", data)) as client:
        assert 0.0 <= toxicity(client, CLEAN) <= 1.0

    assert list(data.iterdir()) == []


def post(origin: str, target: str, body: bytes, **headers: str) -> tuple[int, Any]:
    """Send bytes as they are; return status and the JSON that came back, or None where none did."""
    with closing(HTTPConnection(origin.removeprefix("http://"), timeout=20)) as connection:
        connection.request("POST", target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        told = answer.read()
        return answer.status, json.loads(told) if told else None


HOSTILE = {
    "nothing": b"",
    "broken UTF-8": b'{"comment": {"text": "\xff\xfe"}}',
    "no object": b"[1]",
    "deep": b"[" * 60_000,
    "a long number": b'{"comment": {"text": ' + b"9" * 60_000 + b"}}",
    "no number": b'{"comment": {"text": "a"}, "requestedAttributes": {"TOXICITY": {"scoreThreshold": NaN}}}',
    "1 MB": json.dumps({"comment": {"text": "ب" * 500_000}}, ensure_ascii=False).encode(),
    "3 MB": b"a" * 3_000_000,
    "wrong types": b'{"comment": 1, "requestedAttributes": "TOXICITY"}',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies_get_a_clear_error(alone: Scores, body: bytes) -> None:
    status, told = post(alone.origin, f"/v1alpha1/comments:analyze?key={alone.key}", body)

    assert (status, told["error"]["code"], told["error"]["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert told["error"]["message"]


TEXTS = {
    "every kind of letter": "".join(map(chr, range(0x20, 0xD800, 7)))[:6000],
    "vowels": "ب" + "\u064e" * 10_000,
    "one word": "ابجدهوز" * 1400,
    "ligatures": "\ufdfa" * 6800,
    "emoji": "😀" * 5000,
    "lines": "ا\n" * 6000,
    "nul": "\0سلام\0",
    "half an emoji": "سلام\ud83d",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_gets_scores(alone: Scores, text: str) -> None:
    asked = {"comment": {"text": text}, "languages": ["ar"], "spanAnnotations": True}
    body = json.dumps({**asked, "requestedAttributes": {name: {} for name in SIX}}).encode()

    status, told = post(alone.origin, f"/v1alpha1/comments:analyze?key={alone.key}", body)

    assert (status, set(told["attributeScores"])) == (200, set(SIX))


def test_no_text_and_no_key_is_left_behind_by_analyzing(alone: Scores) -> None:
    canary = "كناري لا يكتب في مكان"
    asked = {"comment": {"text": canary}, "requestedAttributes": {"TOXICITY": {}}, "clientToken": "canary-token"}
    body = json.dumps(asked, ensure_ascii=False).encode()

    post(alone.origin, f"/v1alpha1/comments:analyze?key={alone.key}", body)
    post(alone.origin, f"/v1alpha1/comments:analyze?key={alone.key}&canary=1", body[:-1])
    post(alone.origin, "/v1alpha1/comments:suggestscore", body, authorization=f"Bearer {alone.key}")

    written = [path.read_bytes() for path in alone.data.parent.rglob("*") if path.is_file()]
    assert written
    for trace in (canary.encode(), b"canary", alone.key.encode()):
        assert not any(trace in content for content in written)


def coral(scores: Scores, text: str, *, secret: str = CORAL_SECRET) -> tuple[int, Any]:
    """What Coral sends, signed, and what it hears."""
    body = json.dumps({"action": "NEW", "comment": {"body": text, "parentID": None}}).encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    return post(scores.origin, "/coral/moderation", body, x_coral_signature=signature)


def test_coral_is_told_to_withhold_an_insult(alone: Scores) -> None:
    status, told = coral(alone, RUDE)

    assert (status, told["status"]) == (200, "SYSTEM_WITHHELD")
    assert coral(alone, CLEAN) == (204, None)
    assert coral(alone, CLEAN, secret="another")[0] == 403
