"""Outages: what passes by itself is answered with 503 and a time to try again; what is our fault stays one."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.core.handlers.exception import convert_exception_to_response
from django.core.signals import got_request_exception
from django.db import DataError, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from hiwar.delivery.outages import Outages, is_outage

NOT_READY = "الموقع غير جاهز الآن"


def caused(error: Exception, cause: Exception) -> Exception:
    """Return Django's exception as it wraps the driver's."""
    error.__cause__ = cause
    return error


PASSES_BY_ITSELF = [
    OperationalError("database or disk is full"),
    InterfaceError("connection already closed"),
    caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()),
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    OSError(errno.EFBIG, "File too large"),
    OSError(errno.EROFS, "Read-only file system"),
]
OUR_FAULT = [
    DataError(),
    InternalError(),
    caused(InternalError(), psycopg.errors.InternalError_()),
    FileNotFoundError(errno.ENOENT, "no such file"),
    ValueError(),
    None,
]


@pytest.fixture(autouse=True)
def _only_these_listen() -> Iterator[None]:
    receivers = list(got_request_exception.receivers)
    yield
    got_request_exception.receivers = receivers
    got_request_exception.sender_receivers_cache.clear()


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/", HTTP_HOST="testserver")


@pytest.mark.parametrize("exception", PASSES_BY_ITSELF, ids=repr)
def test_the_trouble_of_database_and_disk_is_an_outage(exception: Exception) -> None:
    assert is_outage(exception)


@pytest.mark.parametrize("exception", OUR_FAULT, ids=repr)
def test_anything_else_is_a_fault(exception: Exception | None) -> None:
    assert not is_outage(exception)


def test_a_view_without_its_database_is_answered_with_a_time_to_try_again(request_: HttpRequest) -> None:
    answer = Outages(lambda request: HttpResponse()).process_exception(request_, OperationalError())

    assert answer is not None
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert NOT_READY in answer.content.decode()


def test_the_fault_of_a_view_is_left_alone(request_: HttpRequest) -> None:
    assert Outages(lambda request: HttpResponse()).process_exception(request_, ValueError()) is None


def middleware_that_raises(exception: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """Return what Django makes of a middleware inside ours that fails: it answers, and never raises."""

    def fails(request: HttpRequest) -> HttpResponse:
        raise exception

    wrapped: Callable[[HttpRequest], HttpResponse] = convert_exception_to_response(fails)
    return wrapped


def test_a_session_that_cannot_be_saved_is_an_outage_as_well(request_: HttpRequest) -> None:
    outages = Outages(middleware_that_raises(OperationalError("disk I/O error")))

    assert outages(request_).status_code == 503


def test_a_fault_of_other_middleware_stays_a_fault(request_: HttpRequest) -> None:
    outages = Outages(middleware_that_raises(ValueError()))

    assert outages(request_).status_code == 500
