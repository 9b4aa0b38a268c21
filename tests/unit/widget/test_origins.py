"""An origin is scheme, host and port; everything else that might be typed is refused for a reason that can be said."""

from __future__ import annotations

import pytest

from hiwar.widget.origins import MAX_HOST, NotAnOrigin, host_of, origin_in, origin_of_host


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("https://blog.example", "https://blog.example"),
        (" https://blog.example/ ", "https://blog.example"),
        ("HTTPS://Blog.EXAMPLE", "https://blog.example"),
        ("https://blog.example:443", "https://blog.example"),
        ("https://blog.example:8443", "https://blog.example:8443"),
        ("https://مدونة.example", "https://xn--ogbl9dfj.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://blog.localhost", "http://blog.localhost"),
    ],
)
def test_one_origin_has_one_spelling(typed: str, canonical: str) -> None:
    assert origin_in(typed) == canonical
    assert origin_in(canonical) == canonical


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "form"),
        ("blog.example", "form"),
        ("//blog.example", "form"),
        ("ftp://blog.example", "form"),
        ("javascript:alert(1)", "form"),
        ("https://blog.example/path", "form"),
        ("https://blog.example/?", "form"),
        ("https://blog.example#", "form"),
        ("https://layla@blog.example", "form"),
        ("https://blog.example:99999", "form"),
        ("https://blog.example\\@evil.example", "form"),
        ("null", "form"),
        ("https://", "host"),
        ("https://*.example", "host"),
        ("https://*", "host"),
        ("https://blog.example;frame-ancestors", "host"),
        ("https://blog_1.example", "host"),
        ("https://-blog.example", "host"),
        ("https://blog..example", "host"),
        ("https://[::1]", "host"),
        # Browsers write these names otherwise than Python does.
        ("https://straße.example", "host"),
        ("https://نامه\N{ZERO WIDTH NON-JOINER}ای.example", "host"),
        ("http://blog.example", "insecure"),
        ("http://127.0.0.1.evil.example", "insecure"),
        ("http://localhost.evil.example", "insecure"),
        (f"https://{'a' * 60}.{'b' * 60}.example", "too_long"),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed: str, why: str) -> None:
    with pytest.raises(NotAnOrigin) as refusal:
        origin_in(typed)

    assert refusal.value.why == why


def test_a_host_leads_to_the_origin_that_was_registered() -> None:
    registered = ("https://blog.example", "http://localhost:3000")

    assert [origin_of_host(host_of(one), registered) for one in registered] == list(registered)
    assert origin_of_host("blog.example:443", registered) is None
    assert origin_of_host("evil.example", registered) is None
    assert len(host_of(origin_in(f"https://{'a' * 60}.example"))) <= MAX_HOST
