"""A log line holds what is on the list and nothing a reader sent."""

import json
import logging
import sys

import pytest

from hiwar.config.logs import AllowListFormatter
from hiwar.delivery.requests import Refused, Request, announced_length


def line_of(message, *args, name="hiwar.discussions", exc_info=None, **extra):
    """Return a record as it would be written, read back."""
    logger = logging.getLogger(name)
    record = logger.makeRecord(name, logging.WARNING, __file__, 1, message, args, exc_info, extra=extra)
    return json.loads(AllowListFormatter().format(record))


def test_an_event_is_written_with_its_minute_and_level():
    line = line_of("comment_posted", site="hiwar.example", duration_ms=12.5)

    assert set(line) == {"minute", "level", "event", "site", "duration_ms"}
    assert line["event"] == "comment_posted"
    assert line["minute"].endswith("Z")
    assert len(line["minute"]) == len("2014-01-19T09:30Z")


def test_a_sentence_is_replaced_by_the_name_of_its_logger():
    line = line_of("Not Found: %s", "/2014/01/19/secret/?q=secret", name="django.request")

    assert line["event"] == "django.request"
    assert "secret" not in json.dumps(line)


@pytest.mark.parametrize("name", ["email", "text", "address", "user_agent", "cookie", "path", "request"])
def test_a_field_that_is_not_on_the_list_is_left_out(name):
    assert "canary" not in json.dumps(line_of("comment_posted", **{name: "canary"}))


@pytest.mark.parametrize("value", ["a b", "ليلى", "layla@example.org", "x\n{}", "a" * 81, ["canary"], {"a": 1}])
def test_an_allowed_field_holds_a_plain_name_only(value):
    assert "route" not in line_of("comment_posted", route=value)


def test_a_status_is_told_by_its_class():
    assert line_of("Internal Server Error: %s", "/x", name="django.request", status_code=503)["status"] == "5xx"


def test_an_exception_is_told_by_type_and_our_own_places():
    try:
        announced_length(Request("POST", "", "/", "", {"content-length": "canary"}))
    except Refused:
        line = line_of("request_failed", exc_info=sys.exc_info())

    assert line["error"] == "Refused"
    assert [place.rpartition(":")[0] for place in line["at"]] == ["delivery/requests.py"]
    assert "canary" not in json.dumps(line)


def test_a_line_is_one_line():
    formatted = AllowListFormatter().format(logging.makeLogRecord({"msg": "one\ntwo", "name": "x\ny"}))

    assert "\n" not in formatted
