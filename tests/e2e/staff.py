"""A member of the staff who is no browser: signs in at the staff's door and sends forms, files included."""

from __future__ import annotations

import json
import re
import secrets
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from scripts.serving import Newsroom
from tests.e2e.strangers import Answer

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Staff:
    """Somebody who has signed in."""

    def __init__(self, server: Newsroom, login: str, *, password: str = "") -> None:
        self._server = server
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))
        token = self.token("/login/")
        form = {"username": login, "password": password or _password(server, login), "csrfmiddlewaretoken": token}
        signed_in = self.ask("/login/", urlencode(form).encode(), "application/x-www-form-urlencoded")
        assert signed_in.status == 200, signed_in.text

    def token(self, path: str) -> str:
        """Return the token of the form on a page."""
        page = self.ask(path).text
        found = _TOKEN.search(page)
        assert found, page
        return found[1]

    def upload(self, token: str, *, title: str, picture: bytes) -> Answer:
        """Return the answer to a picture sent to the editor."""
        mark = secrets.token_hex(16)
        words = {"title": title, "description": title, "credit": "تصوير: هادي منصور"}
        fields = {"csrfmiddlewaretoken": token, **words, "collection": "1"}
        named = "\r\nContent-Disposition: form-data; name="
        parts = [f'--{mark}{named}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
        parts.append(f'--{mark}{named}"file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n')
        body = "".join(parts).encode() + picture + f"\r\n--{mark}--\r\n".encode()
        return self.ask("/editor/images/add/", body, f"multipart/form-data; boundary={mark}")

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        """Return the answer after every redirect."""
        headers = {"Content-Type": kind, "Origin": self._server.origin, "Sec-Fetch-Site": "same-origin"} if body else {}
        request = Request(f"{self._server.origin}{path}", body, headers)  # noqa: S310 - our own loopback
        try:
            with self._browser.open(request, timeout=60) as response:
                return _read(response)
        except HTTPError as refused:
            with refused:
                return _read(refused)


def _password(server: Newsroom, login: str) -> str:
    # Written before the first answer; the start announces them only after it.
    staff = json.loads((server.data / "demo-logins.json").read_text("utf-8"))["staff"]
    return str(next(person["password"] for person in staff if person["login"] == login))


def _read(response: HTTPResponse | HTTPError) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status or 0, headers, response.read())
