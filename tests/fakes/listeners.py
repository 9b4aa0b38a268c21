"""Servers on this machine that say what a test wants and remember what they were told: of the web, and of mail."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Told:
    """One request as it came in, and when, in seconds since 1970."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.time)


@dataclass
class Listener:
    """A web server; `answer` is called with each request and says the status."""

    port: int = 0
    told: list[Told] = field(default_factory=list)
    answer: Callable[[Told], int] = lambda told: 204

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}/hook"


@contextmanager
def web_listener() -> Iterator[Listener]:
    """Listen for posts on a free port of this machine."""
    listener = Listener()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = Told(self.path, dict(self.headers.items()), body)
            listener.told.append(told)
            self.send_response(listener.answer(told))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the test's own output is what is read."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        listener.port = server.server_port
        with _running(server):
            yield listener


@dataclass
class MailBox:
    """A mail server: what was delivered to it."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    refuses: bool = False


class _MailServer(socketserver.ThreadingTCPServer):
    """A server that knows the box its letters go into."""

    def __init__(self, box: MailBox) -> None:
        super().__init__(("127.0.0.1", 0), _Speak)
        self.box = box


class _Speak(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs (RFC 5321)."""

    server: _MailServer

    def handle(self) -> None:
        """Answer each line until the client says goodbye."""
        self.sender = self.recipient = ""
        self.say("220 here")
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words.partition(" ")[0].lower()
            if verb == "quit":
                self.say("221 bye")
                return
            getattr(self, f"on_{verb}", self.on_other)(words)

    def on_other(self, words: str) -> None:
        self.say("250 fine")

    def on_mail(self, words: str) -> None:
        self.sender = _between(words)
        self.say("250 fine")

    def on_rcpt(self, words: str) -> None:
        self.recipient = _between(words)
        self.say("550 nobody here" if self.server.box.refuses else "250 fine")

    def on_data(self, words: str) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            # A line that begins with a dot was sent with two.
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.box.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.box.envelopes.append((self.sender, self.recipient))
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_listener() -> Iterator[MailBox]:
    """Take mail on a free port of this machine."""
    box = MailBox()
    with _MailServer(box) as server:
        box.port = server.server_address[1]
        with _running(server):
            yield box


def _between(words: str) -> str:
    return words.partition("<")[2].partition(">")[0]


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
