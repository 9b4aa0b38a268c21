"""The Redis or Valkey that several nodes share: only one that writes nothing to a disk will do.

What lies in it are counts by network token and the day keys that could turn tokens back into networks (threats,
section 2). Here belong connecting and refusing. Not here: what is kept (`day_keys`, `shared_counts`).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from hiwar.config.environment import SettingsError

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger("hiwar.serve")
WAIT_SECONDS = 0.5


def forgetful_client(address: str) -> Redis:
    """Return a client of the server at an address.

    Raises `SettingsError` if that server saves to disk. One that is away at this moment is not asked again: until it is
    there each node counts alone.
    """
    try:
        from redis import Redis
        from redis.exceptions import RedisError
    except ImportError:
        raise SettingsError("Redis is set and its client is not installed: pip install 'hiwar[redis]'.") from None
    address = address.replace("redis+unix://", "unix://", 1)
    client = Redis.from_url(address, socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS)
    try:
        saves = bool(client.config_get("save").get("save"))
        appends = client.config_get("appendonly").get("appendonly") == "yes"
    except RedisError:
        # Away, or it tells nobody how it is set: the operator then answers for it, and is reminded.
        log.exception("redis_persistence_unknown")
        return client
    if saves or appends:
        raise SettingsError("Redis would write readers' tokens to disk: start it with --save '' --appendonly no.")
    return client
