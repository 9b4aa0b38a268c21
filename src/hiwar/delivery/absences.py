"""Addresses at which there is nothing, so that asking for them again and again costs nobody a page.

Two kinds: paths that no view answers, which are recognized by their form, and addresses that a view has just said are
empty, which are remembered, few of them and not for long. All share the one page that says so, kept in the page store
under `NOWHERE`. Belongs here: recognizing and remembering. Not here: drawing and showing that page (`hot_pages`).

For one thread, the server's loop.
"""

from __future__ import annotations

from collections import OrderedDict

from django.conf import settings
from django.urls import is_valid_path

from .page_rules import Route
from .page_store import Address

# Stands for the path in the store. Paths on the wire begin with a slash, so nobody can ask for it.
NOWHERE = "nowhere"
# What is asked of Django for it: a path of that kind, and none that a reader chose.
DRAWN_AT = "/nowhere/"
# Whatever the query, there is nothing.
NOWHERE_ROUTE = Route(reads_query=False)

# A page that has appeared must be seen within a tenth of a second, also when the changes cannot be read meanwhile.
TRUSTED_SECONDS = 0.1
# Nothing of ours appears without a change of a row; if ever something does, it is hidden no longer than this.
KEPT_SECONDS = 60.0
MOST = 4096
MOST_CHARACTERS = 512 * 1024


def leads_nowhere(path: str) -> bool:
    """Tell whether Django would answer 404 whatever the database holds."""
    if not settings.configured:
        # There is no Django behind this door.
        return False
    # Read by middleware before any address is: files of the editor.
    if path.startswith(settings.STATIC_URL):
        return False
    # An address without its last slash is sent to the one that has it.
    spellings = (path,) if path.endswith("/") or not settings.APPEND_SLASH else (path, f"{path}/")
    return not any(is_valid_path(spelling) for spelling in spellings)


class Absences:
    """Addresses found empty since the last change of anything, the least recently found forgotten first."""

    def __init__(self) -> None:
        self.characters = 0
        self._until: OrderedDict[Address, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._until)

    def add(self, address: Address, *, now: float) -> None:
        """Remember that there was nothing here while nothing changed."""
        if address not in self._until:
            self.characters += _characters(address)
        self._until[address] = now + KEPT_SECONDS
        self._until.move_to_end(address)
        while len(self._until) > MOST or self.characters > MOST_CHARACTERS:
            gone, _ = self._until.popitem(last=False)
            self.characters -= _characters(gone)

    def knows(self, address: Address, *, now: float, looked_at: float) -> bool:
        """Tell whether there is surely nothing here; `looked_at` is when the changes were last read."""
        return now < self._until.get(address, 0.0) and now - looked_at <= TRUSTED_SECONDS

    def forget(self) -> None:
        """Remember nothing: something has changed, and what did not exist may exist now."""
        self._until.clear()
        self.characters = 0


def _characters(address: Address) -> int:
    return sum(map(len, address))
