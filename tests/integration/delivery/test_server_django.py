"""Django behind the bridge: its own handler, its cookies and connections, on threads that stay."""

import asyncio
import io
import json

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import FileResponse, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path

from hiwar.delivery.bridge import Bridge, SiteFacts
from hiwar.delivery.requests import Request

HOST = "127.0.0.1:8000"
FILES = []


def tell(request, rest):
    """Say what Django knows of the reader."""
    token = request.META["hiwar.net_token"]
    return JsonResponse(
        {"path": request.path, "meta": str(request.META), "token": token, "secure": request.is_secure()}
    )


def cookie(request):
    """Set Django's own cookie."""
    get_token(request)
    return HttpResponse("x")


def file(request):
    """Answer with an open file."""
    FILES.append(io.BytesIO(b"file" * 5000))
    return FileResponse(FILES[-1], as_attachment=True, filename="تقرير.txt")


def database(request):
    """Say which connection this thread has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answer = JsonResponse({"connection": id(connection.connection)})
    if "last" in request.GET:
        connection.close()
    return answer


def fail(request):
    """Fail with a secret in the message."""
    raise ValueError("the secret of Layla")


urlpatterns = [
    path("cookie/", cookie),
    path("database/", database),
    path("fail/", fail),
    path("file/", file),
    path("tell/<path:rest>", tell),
]


@pytest.fixture
def bridge(settings):
    settings.ROOT_URLCONF = __name__
    return Bridge(get_wsgi_application(), SiteFacts("https://hiwar.example"), threads=1)


def get(path_, query="", **headers):
    """Return a request as it stands after the door."""
    return Request("GET", HOST, path_, query, {name.replace("_", "-"): value for name, value in headers.items()})


def answer_to(bridge, request):
    """Return Django's answer, without the threads."""
    return bridge.answer(request, b"", tokens=("aa" * 8, ""))


def test_an_arabic_path_is_read_by_django_as_it_was_written(bridge):
    answer = answer_to(bridge, get("/tell/2014/01/19/مدرسة-الحي/"))

    assert json.loads(answer.body)["path"] == "/tell/2014/01/19/مدرسة-الحي/"


def test_django_knows_a_token_and_the_sites_own_scheme(bridge):
    told = json.loads(answer_to(bridge, get("/tell/x", user_agent="Canary", x_forwarded_for="203.0.113.9")).body)

    assert told["token"] == "aa" * 8
    assert told["secure"] is True
    assert "Canary" not in told["meta"]
    assert "203.0.113.9" not in told["meta"]


def test_a_cookie_of_django_leaves_without_stray_spaces(bridge):
    answer = answer_to(bridge, get("/cookie/"))

    assert answer.header("set-cookie").startswith("hiwar_csrf=")


def test_an_open_file_is_sent_whole_and_closed(bridge):
    answer = answer_to(bridge, get("/file/"))

    assert answer.body == b"file" * 5000
    assert FILES[-1].closed


def test_a_view_that_fails_shows_the_plain_page(bridge):
    answer = answer_to(bridge, get("/fail/"))

    assert answer.status == 500
    assert "حدث خطأ" in answer.body.decode()
    assert b"secret" not in answer.body


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_its_connection(bridge):
    async def ask_twice():
        return [
            json.loads((await bridge.ask(get("/database/", query), b"", tokens=("", ""))).body)["connection"]
            for query in ("", "last")
        ]

    bridge.start()
    first, second = asyncio.run(ask_twice())
    bridge.stop()

    assert first == second
