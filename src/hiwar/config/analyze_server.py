"""The analysis door, furnished: as a part of the newsroom's server, and as a server of its own."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hiwar.analysis.access import Access
from hiwar.analysis.door import AnalysisDoor, House
from hiwar.analysis.faults import Faults
from hiwar.analysis.keys import Keyring
from hiwar.config import environment
from hiwar.config.first_answer import report_first_answer
from hiwar.delivery.entry import Connection, WireProtocol, send

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from hiwar.analysis.clerk import Clerk
    from hiwar.screening.weighing import Scores

DAY = 24 * 3600
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?")


def shipped(site: str) -> Scores:
    """Return the classifier as it was shipped, whatever the site; the first call reads it from disk."""
    from hiwar.screening.model import shipped_scorer

    return shipped_scorer()


class SiteScorers:
    """Each site's classifier, by the name of its host, with what the site has taught it."""

    def __init__(self) -> None:
        self._by_host: dict[str, Scores] = {}

    def read(self) -> None:
        """Look for new lessons; may wait on the database."""
        from wagtail.models import Site

        from hiwar.discussions.services.scoring import scorer_of

        found = {}
        for site in Site.objects.order_by("is_default_site"):
            found[site.hostname] = scorer_of(site)
            if site.is_default_site:
                found[""] = found[site.hostname]
        self._by_host = found

    def of(self, host: str) -> Scores:
        """Return the classifier of a host; that of nobody's site is the shipped one."""
        return self._by_host.get(host) or shipped(host)


def newsroom_door() -> AnalysisDoor:
    """Return the door as part of the newsroom's server. Needs Django to be set up."""
    from django.conf import settings

    from hiwar.analysis.clerk import Clerk

    faults = Faults()
    scorers = SiteScorers()
    clerk = Clerk(faults, beside_keys=scorers.read)
    house = House(
        hosts=frozenset(host.lower() for host in settings.HIWAR_HOSTS),
        root=lambda host: str(settings.HIWAR_ORIGIN),
        scorer=scorers.of,
        keep=clerk.keep,
        coral=settings.HIWAR_CORAL_SECRETS,
        https=settings.HIWAR_SECURE,
        faults=faults,
    )
    return AnalysisDoor(house, Access(Keyring(clerk.keys)))


class AnyHost:
    """Every name a request may be for: a server without pages, cookies and sessions has nothing to confuse."""

    def __contains__(self, host: object) -> bool:
        return isinstance(host, str) and _HOST.fullmatch(host) is not None


class AnalysisServer:
    """The RSGI application of `hiwar analyze-server`."""

    def __init__(self, door: AnalysisDoor, *, clerk: Clerk | None, said: Connection) -> None:
        self._door = door
        self._clerk = clerk
        self._said = said
        self._chores: set[asyncio.Task[None]] = set()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._door.open(loop)
        self._chores.add(loop.create_task(report_first_answer(self, self._said, host="127.0.0.1")))
        if self._clerk is not None:
            self._chores.add(loop.create_task(self._forget(self._clerk)))

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for chore in self._chores:
            chore.cancel()
        loop.run_until_complete(asyncio.gather(*self._chores, return_exceptions=True))
        self._door.close()
        if self._clerk is not None:
            self._clerk.close()

    async def __rsgi__(self, scope: Connection, proto: WireProtocol) -> None:
        send(proto, scope.method, await self._door.answer(scope, proto))

    async def _forget(self, clerk: Clerk) -> None:
        while True:
            # A day on which the disk fails is followed by another day.
            with suppress(Exception):
                await clerk.forget()
            await asyncio.sleep(DAY)


def serve_alone(*, address: tuple[str, int], data: Path | None, origin: str) -> None:
    """Serve scores until interrupted; without `data` there are no keys and no database."""
    from hiwar.config.serve import Place, run

    run(place=Place(*address), load=partial(load_alone, data=data, origin=origin))


def load_alone(said: Connection, *, data: Path | None, origin: str) -> Any:
    """Return the application; called in the worker."""
    from hiwar.config import logs
    from hiwar.config.workers import ignore_news_of_the_end

    ignore_news_of_the_end()
    logs.configure()
    faults = Faults()
    clerk = _clerk(data, faults) if data is not None else None
    house = House(
        hosts=AnyHost(),
        root=lambda host: origin or f"http://{host}",
        scorer=shipped,
        keep=clerk.keep if clerk else None,
        coral=_coral_secrets(data),
        https=origin.startswith("https://"),
        faults=faults,
    )
    door = AnalysisDoor(house, Access(Keyring(clerk.keys) if clerk else None))
    # It answers for every name; "/" is none of its addresses, and saying so is an answer.
    return AnalysisServer(door, clerk=clerk, said=said)


def _clerk(data: Path, faults: Faults) -> Clerk:
    from hiwar.config.analyze import set_up

    set_up(data)
    # Models can be imported only now.
    from hiwar.analysis.clerk import Clerk

    return Clerk(faults)


def _coral_secrets(data: Path | None) -> tuple[str, ...]:
    if data is not None and (data / environment.SETTINGS_FILE).exists():
        return environment.load(data).coral_secrets
    return environment.coral_secrets()
