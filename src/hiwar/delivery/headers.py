"""The security headers of every answer: one table, chosen by where the address leads and what kind of bytes they are.

Here belong the policies (CSP and its companions) and the middleware that puts them on Django's answers. The server's
door completes its own answers from the same table, so that nothing leaves without them. Not here: what may be cached
(a view says so itself; all else is `private, no-store`).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ALL_ANSWERS: tuple[tuple[str, str], ...] = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-dns-prefetch-control", "off"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), usb=(), payment=(), browsing-topics=()",
    ),
)
HSTS = ("strict-transport-security", "max-age=63072000; includeSubDomains")
NOT_KEPT = ("cache-control", "private, no-store")
ONE_HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"

# No inline script or style and no nonce: the bytes are the same for every reader. `hiwar` is the one Trusted Types
# policy, used for a worker's address and the template of live comments.
_READER = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types hiwar"
)
# Wagtail 7.4 has inline scripts in five templates and inline styles in seven.
_EDITOR = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; media-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
)
CSP: dict[str, str] = {
    "reader": _READER,
    "desk": _READER.replace("img-src 'self'", "img-src 'self' data:"),
    # A discussion on another site's page; which sites may show it is known to whoever answers (`hiwar.widget`).
    "frame": _READER,
    # A reader's page as the editor shows it, in a frame beside the form.
    "preview": _READER.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "editor": _EDITOR,
    "media": "default-src 'none'; sandbox; frame-ancestors 'none'",
    # A drawing styles itself; opened on its own it may do nothing else.
    "drawing": "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    "api": "default-src 'none'; frame-ancestors 'none'",
}
_PREFIXES = (("/editor/", "editor"), ("/desk/", "desk"), ("/media/", "media"), ("/embed/", "frame"))
_JSON = ("application/json", "application/problem+json", "application/feed+json")


def area(path: str, content_type: str = "") -> str:
    """Return the name of the policy for an address and a kind of content."""
    if content_type.partition(";")[0].strip().lower() in _JSON:
        return "api"
    return next((name for prefix, name in _PREFIXES if path.startswith(prefix)), "reader")


@lru_cache(maxsize=32)
def security_headers(name: str, *, https: bool) -> tuple[tuple[str, str], ...]:
    """Return the headers of an area, names in lower case, in a fixed order."""
    policy = ("content-security-policy", CSP[name])
    # Pictures are meant to be shown by others; pages and scripts are not.
    resource = ("cross-origin-resource-policy", "cross-origin" if name == "media" else "same-origin")
    # This old header knows no list of sites: in a frame the policy alone speaks.
    refusal = ("x-frame-options", "SAMEORIGIN" if name in {"editor", "preview"} else "DENY")
    frame = () if name == "frame" else (refusal,)
    return (*ALL_ANSWERS, *((HSTS,) if https else ()), resource, *frame, policy)


def missing_headers(present: Iterable[str], name: str, *, https: bool) -> list[tuple[str, str]]:
    """Return what an answer still lacks; `present` holds its header names in lower case."""
    have = set(present)
    return [pair for pair in (*security_headers(name, https=https), NOT_KEPT) if pair[0] not in have]


class SecurityHeaders:
    """Django middleware: complete each answer with the headers of its area. What a view has set itself stays."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.https = settings.HIWAR_ORIGIN.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # The editor draws a preview through a request of its own, to the reader's address.
        is_preview = getattr(request, "is_preview", False)
        name = "preview" if is_preview else area(request.path, response.headers.get("Content-Type", ""))
        present = [key.lower() for key in response.headers]
        for key, value in missing_headers(present, name, https=self.https):
            response.headers[key] = value
        return response
