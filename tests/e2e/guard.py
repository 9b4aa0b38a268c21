"""Watches a browser context: a page of ours speaks to us alone and raises no error."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, WebError

# Chromium reports every refused request on the console; a test of a refusal asks for exactly that.
REFUSAL = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Guard:
    """What must not happen while a reader is here: foreign requests, console errors, dialogs."""

    hosts: frozenset[str]
    complaints: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note every request and every complaint of the browser from now on."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("dialog", self._dialog)

    def allow(self, text: str) -> None:
        """Expect console errors that contain `text`, for a test that provokes them."""
        self.allowed.append(text)

    def allow_refusals(self) -> None:
        """Expect answers of the 4xx kind."""
        self.allow(REFUSAL)

    def verify(self) -> None:
        """Fail with everything that was noted and not expected."""
        noted = [complaint for complaint in self.complaints if not any(text in complaint for text in self.allowed)]
        assert not noted, "\n".join(noted)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc not in self.hosts:
            self.complaints.append(f"A request to another host: {request.method} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy arrive here too, as errors.
        if message.type == "error":
            self.complaints.append(f"Console: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"Script error: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"Dialog: {dialog.message}")
        dialog.dismiss()
