"""The table of security headers, line by line."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from hiwar.delivery.headers import CSP, SecurityHeaders, area, missing_headers, security_headers


def directives(name):
    """Return a policy as a mapping from directive to its sources."""
    return {part.split()[0]: part.split()[1:] for part in CSP[name].split("; ")}


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/", "text/html", "reader"),
        ("/2014/01/19/x/", "text/html; charset=utf-8", "reader"),
        ("/desk/", "text/html", "desk"),
        ("/editor/pages/", "text/html", "editor"),
        ("/media/x.svg", "", "media"),
        ("/discussion/x/comments/", "application/json", "api"),
        ("/editor/pages/", "application/json; charset=utf-8", "api"),
        ("/editorial/", "text/html", "reader"),
        ("/x/editor/", "text/html", "reader"),
    ],
)
def test_an_address_and_a_kind_of_content_name_the_policy(path, kind, name):
    assert area(path, kind) == name


@pytest.mark.parametrize("name", ["reader", "desk"])
def test_pages_run_no_inline_script_and_no_inline_style(name):
    policy = directives(name)

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    assert policy["trusted-types"] == ["hiwar"]
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
    assert policy["form-action"] == policy["connect-src"] == ["'self'"]


def test_only_the_editor_has_inline_script():
    assert [name for name in CSP if "'unsafe-inline'" in directives(name).get("script-src", [])] == ["editor"]
    assert not any("unsafe-eval" in policy for policy in CSP.values())


def test_a_preview_is_a_readers_page_that_the_editor_may_frame():
    assert {**directives("preview"), "frame-ancestors": ["'none'"]} == directives("reader")
    assert directives("preview")["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("name", list(CSP))
def test_no_policy_names_another_host(name):
    assert "http" not in CSP[name]
    assert "*" not in CSP[name]


def test_media_may_do_nothing_and_be_shown_anywhere():
    headers = dict(security_headers("media", https=True))

    assert headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("name", list(CSP))
def test_every_answer_carries_the_common_headers(name):
    headers = dict(security_headers(name, https=True))

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-dns-prefetch-control"] == "off"
    # In a frame on other sites' pages the policy alone says who may show it.
    refused = {"editor": "SAMEORIGIN", "preview": "SAMEORIGIN", "frame": None}.get(name, "DENY")
    assert headers.get("x-frame-options") == refused
    assert "geolocation=()" in headers["permissions-policy"]


def test_plain_http_promises_no_tls():
    assert "strict-transport-security" not in dict(security_headers("reader", https=False))


def test_what_is_there_already_is_not_said_twice():
    added = dict(missing_headers(["cache-control", "x-frame-options"], "reader", https=False))

    assert "cache-control" not in added
    assert "x-frame-options" not in added
    assert "content-security-policy" in added


@pytest.fixture
def middleware(settings):
    def through(path, response, *, origin="https://hiwar.example"):
        settings.HIWAR_ORIGIN = origin
        return SecurityHeaders(lambda request: response)(RequestFactory().get(path))

    return through


def test_django_answers_are_kept_by_nobody_unless_a_view_says_so(middleware):
    silent = middleware("/", HttpResponse("x"))
    spoken = middleware("/", HttpResponse("x", headers={"Cache-Control": "public, max-age=0, must-revalidate"}))

    assert silent["Cache-Control"] == "private, no-store"
    assert spoken["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_the_editors_preview_of_a_readers_address_may_be_framed_by_the_editor():
    def preview(request):
        request.is_preview = True
        return HttpResponse("x")

    response = SecurityHeaders(preview)(RequestFactory().get("/2014/01/19/x/"))

    assert response["Content-Security-Policy"] == CSP["preview"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_middleware_chooses_by_address(middleware):
    assert middleware("/editor/", HttpResponse("x"))["Content-Security-Policy"] == CSP["editor"]
    assert middleware("/desk/", HttpResponse("x"))["Content-Security-Policy"] == CSP["desk"]
    assert middleware("/", HttpResponse("x"))["Content-Security-Policy"] == CSP["reader"]


def test_tls_is_promised_for_an_https_site_alone(middleware):
    assert "Strict-Transport-Security" in middleware("/", HttpResponse("x"))
    assert "Strict-Transport-Security" not in middleware("/", HttpResponse("x"), origin="http://127.0.0.1:8000")
