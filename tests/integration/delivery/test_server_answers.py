"""What a browser gets from a real server: files, pages, faults, and no word about who it is."""

import gzip
import json
import os
import signal
import subprocess
import sys

import brotli
import pytest

from hiwar.config import environment
from hiwar.delivery.assets import Assets, asset_url
from tests.integration.delivery.conftest import start, stop
from tests.integration.delivery.tiny_server import SOURCES


def told(reply):
    """Return what the application says it was told."""
    return json.loads(reply.body)


def test_an_arabic_address_reaches_the_application_as_its_bytes(server):
    reply = server.ask("/2014/01/19/%D9%85%D8%AF%D8%B1%D8%B3%D8%A9/?q=%D9%85")

    assert told(reply)["PATH_INFO"].encode("latin-1").decode() == "/2014/01/19/مدرسة/"
    assert told(reply)["QUERY_STRING"] == "q=%D9%85"


def test_the_application_learns_a_token_and_no_address(server):
    one = server.ask("/", "X-Forwarded-For: 203.0.113.9", "User-Agent: Canary/1.0", "X-Real-IP: 203.0.113.9")
    neighbor = server.ask("/", "X-Forwarded-For: 203.0.113.200")
    stranger = server.ask("/", "X-Forwarded-For: 198.51.100.9")

    assert b"203.0.113" not in one.body
    assert b"Canary" not in one.body
    assert b"127.0.0.1" not in one.body
    assert told(one)["hiwar.net_token"] == told(neighbor)["hiwar.net_token"]
    assert told(one)["hiwar.net_token"] != told(stranger)["hiwar.net_token"]


def test_headers_with_an_underscore_do_not_pass_for_others(server):
    reply = server.ask("/", "Sec_Fetch_Site: same-origin", "X_Hiwar_Scheme: https", "X-Hiwar-Scheme: https")

    assert "HTTP_SEC_FETCH_SITE" not in told(reply)
    assert told(reply)["HTTP_X_HIWAR_SCHEME"] == "http"


def test_cookies_are_set_one_by_one(server):
    reply = server.ask()

    assert [value for name, value in reply.headers if name == "set-cookie"] == ["a=1", "b=2"]


def test_the_server_does_not_tell_its_name(server):
    for target in ("/", "/public/", "/assets/none", "/a//b"):
        assert [value for name, value in server.ask(target).headers if name == "server"] == [""]


@pytest.mark.parametrize(
    ("accepted", "mark", "unpack"), [("br", "br", brotli.decompress), ("gzip", "gz", gzip.decompress)]
)
def test_a_public_page_is_compressed_and_confirmed(server, accepted, mark, unpack):
    plain = server.ask("/public/")
    packed = server.ask("/public/", f"Accept-Encoding: {accepted}")
    again = server.ask("/public/", f"Accept-Encoding: {accepted}", f"If-None-Match: {packed.header('etag')}")

    assert unpack(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 5
    assert packed.header("etag") == f'"v7-{mark}"'
    assert packed.header("vary") == "Accept-Encoding, Cookie"
    assert (again.status, again.body) == (304, b"")


def test_a_private_page_is_sent_as_it_is(server):
    reply = server.ask("/private/", "Accept-Encoding: gzip, br")

    assert reply.header("content-encoding") is None
    assert reply.body.startswith(b"<!doctype html>")


def test_a_public_page_for_a_reader_with_unreadable_cookies_is_kept_by_nobody(server):
    reply = server.ask("/public/", b"Cookie: hiwar_session=\xff")

    assert reply.status == 200
    assert reply.header("cache-control") == "private, no-store"


def test_head_says_how_long_the_page_would_be(server):
    whole = server.ask("/public/", "Accept-Encoding: br")

    head = server.ask("/public/", "Accept-Encoding: br", method="HEAD")

    assert head.header("content-length") == whole.header("content-length")
    assert head.header("etag") == whole.header("etag")
    assert head.body == b""


def test_a_body_in_pieces_is_closed(server):
    server.ask("/public/")

    assert "/public/" in json.loads(server.ask("/closed/").body)


@pytest.mark.parametrize("target", ["/fails/", "/fault/"])
def test_a_fault_tells_nothing_and_is_logged_without_its_words(server, target):
    reply = server.ask(target)

    assert reply.status == 500
    assert "حدث خطأ" in reply.body.decode()
    assert b"secret" not in reply.body
    assert "secret" not in server.log.read_text()
    assert "سلمى" not in server.log.read_text()


def test_an_asset_comes_from_memory_with_the_headers_of_for_ever(server):
    url = Assets(SOURCES, {}).url("site.css")

    reply = server.ask(url, "Accept-Encoding: br")

    assert brotli.decompress(reply.body).startswith(b'body{background:url("/assets/dot.')
    assert reply.header("cache-control") == "public, max-age=31536000, immutable"
    assert server.ask(url, "Accept-Encoding: br", f"If-None-Match: {reply.header('etag')}").status == 304
    assert server.ask("/assets/site.0000000000.css").status == 404


def test_a_picture_comes_from_the_media_folder(server):
    (server.media / "a.jpg").write_bytes(b"jpeg" * 1000)
    (server.media / "a.svg").write_bytes(b"<svg onload='alert(1)'/>")

    reply = server.ask("/media/a.jpg")

    assert (reply.status, reply.body) == (200, b"jpeg" * 1000)
    assert reply.header("content-type") == "image/jpeg"
    assert server.ask("/media/a.jpg", method="HEAD").header("content-length") == "4000"
    assert server.ask("/media/a.jpg", f"If-None-Match: {reply.header('etag')}").status == 304
    assert server.ask("/media/a.svg").header("content-disposition") == "attachment"
    assert server.ask("/media/%2e%2e/log").status == 404


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_cleanly_when_it_is_told_to(tmp_path, signal_):
    (tmp_path / "media").mkdir()
    running = start(tmp_path, arguments=[str(tmp_path / "media")])

    running.process.send_signal(signal_)
    running.process.stdout.close()

    assert running.process.wait(timeout=20) == 0
    assert running.log.read_text() == ""


def test_a_port_in_use_is_told_in_one_sentence(server):
    program = f"from hiwar.config.serve import Place, run; run(place=Place(port={server.port}), load=None)"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert (
        ended.stderr
        == f"hiwar: port {server.port} on 127.0.0.1 is in use by another program; choose another one (PORT=…).\n"
    )


@pytest.fixture
def start_site(tmp_path):
    """Start the real application on a data folder; it is stopped at the end, and must end well."""
    program = tmp_path / "serve.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\nfrom hiwar.config.serve import Place, Start, serve\n"
        "if __name__ == '__main__':\n"
        "    serve(place=Place(port=0), data=Path(sys.argv[1]), start=Start())\n"
    )
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    environ.pop("HIWAR_DATABASE", None)
    started = []

    def begin(data):
        started.append(start(tmp_path, program=program, arguments=[str(data)], environ=environ))
        return started[-1]

    yield begin
    for running in started:
        assert stop(running) == 0


def test_a_site_that_cannot_be_loaded_says_so_to_everybody(start_site, tmp_path):
    running = start_site(tmp_path / "empty")

    reply = running.ask("/", host="whatever.example")

    assert reply.status == 503
    assert "الموقع غير جاهز" in reply.body.decode()
    assert "No newsroom in" in running.log.read_text()


def test_the_whole_application_loads_and_answers_its_own_files(start_site, tmp_path):
    environment.write(tmp_path / "data", origin="http://127.0.0.1:8000", language="ar")
    running = start_site(tmp_path / "data")

    style = running.ask(asset_url("site.css"), "Connection: close", host="127.0.0.1:8000")
    # Nothing has prepared this database: a page cannot be made, and the reader is told so politely.
    page = running.ask("/", "Connection: close", host="127.0.0.1:8000")

    assert style.status == 200, running.log.read_text()
    assert (page.status, "الموقع غير جاهز الآن" in page.body.decode()) == (503, True)
    assert "no such table" not in running.log.read_text()
