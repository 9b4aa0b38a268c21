"""Another site on this machine: one page, served under a name that is not ours, with a policy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from scripts.serving import Newsroom

# Whoever reads this page sees a discussion far below; another name than ours makes it another site to browsers.
PAGE = """<!doctype html>
<html lang="{language}" dir="rtl"><head><meta charset="utf-8"><title>قطار الساحل | مدوّنة</title>
<meta name="viewport" content="width=device-width,initial-scale=1"></head>
<body>
<h1>قطار الساحل</h1>
<p><a id="there" href="#talk">التعليقات</a> <span data-hiwar-count="{key}"></span> <b data-hiwar-count="nobody"></b></p>
{filler}
<hiwar-discussion id="talk" data-subject="{key}"{attributes}>
<a href="{site}/on/{host}/{key}/">اقرأ التعليقات</a></hiwar-discussion>
<p id="end">نهاية الصفحة.</p>
<script src="{site}/embed.js" defer></script>
</body></html>"""
POLICY = "default-src 'none'; script-src {site}; frame-src {site}; connect-src {site}"


@dataclass
class Blog:
    """A page that shows a discussion of a newsroom; what it says of itself may be changed between two visits."""

    site: str
    port: int
    key: str = "post-12"
    language: str = "ar"
    attributes: str = ""
    filler: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Return host and port, as browsers name them."""
        return f"localhost:{self.port}"

    @property
    def origin(self) -> str:
        """Return the origin that is to be registered."""
        return f"http://{self.host}"

    @property
    def path(self) -> str:
        """Return where our own page of the discussion stands."""
        return f"/on/{self.host}/{self.key}/"

    def html(self) -> str:
        """Return the page as it is now."""
        told = {name: getattr(self, name) for name in ("site", "host", "key", "language", "attributes", "filler")}
        return PAGE.format(**told)


@contextmanager
def served_blog(server: Newsroom) -> Iterator[Blog]:
    """Serve a blog beside a newsroom until the block ends."""
    blog: Blog

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            blog.asked.append(self.path)
            is_page = self.path.partition("?")[0] == "/"
            self.send_response(200 if is_page else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(site=blog.site))
            self.end_headers()
            if is_page:
                self.wfile.write(blog.html().encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        blog = Blog(server.origin, listening.server_port)
        thread = Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield blog
        listening.shutdown()
        thread.join()
