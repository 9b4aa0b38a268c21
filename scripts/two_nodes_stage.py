"""The servers of the drill with two nodes: PostgreSQL, Redis, both nodes and nginx, and the article they talk about.

Not here: the networks they stand in (`two_nodes_networks`) and what is done with them (`two_nodes_drill`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from behind import Node, started, write_settings
from front import HOST, Front, Wanted, front
from postgres import HASTE, Server, mortal_server
from redis_server import temporary_redis
from serving import hiwar
from two_nodes_crowd import Address
from two_nodes_networks import ADDRESSES, NETWORK, Networks

PORT = 8000
REDIS_PORT = 6379
# On the bridge as well as on its socket, and nothing of it on a disk.
OVER_THE_NETWORK = (
    *("--save", "", "--appendonly", "no", "--protected-mode", "no"),
    *("--bind", ADDRESSES["front"], "--port", str(REDIS_PORT)),
)
FOUND = """
from django.utils import timezone
from wagtail.models import Site
from hiwar.discussions.models import DiscussionSettings
from hiwar.newsroom.services import ArticleDraft, create_article, create_section, open_newsroom
section = create_section(parent=open_newsroom(name="حوار", origin="{origin}").root_page.specific, name="أخبار")
draft = ArticleDraft(headline="قطار الساحل يعود إلى سكّته", paragraphs=("عند الفجر تحرّك القطار.",))
article = create_article(section=section, draft=draft, by=None, now=timezone.now(), publish=True)
settings = DiscussionSettings.for_site(Site.objects.get(is_default_site=True))
settings.hold_first, settings.screening_mode = False, "open"
settings.save()
print("path", article.public_path())
"""


@dataclass
class Stage:
    """Everything that runs: the database, both nodes, nginx, and the article they talk about."""

    named: Networks
    database: Server
    nodes: dict[str, Node]
    nginx: Front
    path: str
    thread: str

    def address(self, place: str) -> Address:
        """Return where a node answers, or nginx."""
        return ("127.0.0.1", self.nginx.port) if place == "front" else (ADDRESSES[place], PORT)

    def rows(self, statement: str, *values: object) -> list[tuple]:
        """Return what the database holds."""
        with psycopg.connect(self.database.address) as wire:
            return wire.execute(statement, values).fetchall()


@contextmanager
def stage(named: Networks, folder: Path) -> Iterator[Stage]:
    """Start everything; yield it once both nodes answer."""
    with ExitStack() as stack:
        access = folder / "pg_hba.conf"
        lines = [f"host all all {network} scram-sha-256" for network in ("127.0.0.1/32", NETWORK)]
        access.write_text("\n".join(lines) + "\n")
        listening = f"listen_addresses=127.0.0.1,{ADDRESSES['front']}"
        settings = (*HASTE, listening, f"hba_file={access}", "track_commit_timestamp=on")
        database = stack.enter_context(mortal_server(settings))
        stack.enter_context(temporary_redis(OVER_THE_NETWORK))
        path = founded(folder, database.address.replace("127.0.0.1", ADDRESSES["front"]))
        nodes = {}
        for place in ("north", "south"):
            listen = ("serve", "--host", ADDRESSES[place], "--port", str(PORT))
            nodes[place] = stack.enter_context(started(folder / place, *listen, before=tuple(named.within(place))))
        servers = tuple(f"{ADDRESSES[place]}:{PORT}" for place in nodes)
        nginx = stack.enter_context(front(Wanted(servers, tls=False)))
        with psycopg.connect(database.address) as wire:
            ((thread,),) = wire.execute("SELECT public_id FROM discussions_thread").fetchall()
        yield Stage(named, database, nodes, nginx, path, thread)


def founded(folder: Path, database: str) -> str:
    """Found the newsroom for both nodes, who share database, secrets and Redis; return the article's path."""
    redis_line = f'redis = "redis://{ADDRESSES["front"]}:{REDIS_PORT}/0"'
    write_settings(folder / "north", f'database = "{database}"', redis_line, proxy=ADDRESSES["front"])
    shutil.copytree(folder / "north", folder / "south")
    hiwar(folder / "north", "manage", "migrate", "--verbosity=0")
    said = hiwar(folder / "north", "manage", "shell", "-c", FOUND.format(origin=f"https://{HOST}"))
    return said.rpartition("path ")[2].split()[0]
