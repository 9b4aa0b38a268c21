"""A replica is named in the environment or in the settings file, beside the PostgreSQL that it follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiwar.config import environment
from hiwar.config.environment import SettingsError

PRIMARY = "postgresql://hiwar:secret@first:5433/news"
SECOND = "postgresql://reader:other@second/news"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A newsroom's data folder."""
    environment.write(tmp_path / "data", origin="http://127.0.0.1:8000", language="ar")
    return tmp_path / "data"


def say(data: Path, line: str) -> None:
    """Write a line into the settings file, above its tables."""
    file = data / environment.SETTINGS_FILE
    file.write_text(f"{line}\n{file.read_text('utf-8')}", "utf-8")


def test_without_a_word_of_it_there_is_no_replica(data: Path) -> None:
    found = environment.load(data, {"DATABASE_URL": PRIMARY})

    assert found.replica == ""


def test_the_settings_file_names_a_replica(data: Path) -> None:
    say(data, f'database = "{PRIMARY}"\nreplica = "{SECOND}"')

    found = environment.load(data, {})

    assert (found.database, found.replica) == (PRIMARY, SECOND)


def test_the_environment_wins_over_the_file(data: Path) -> None:
    say(data, 'replica = "postgresql://hiwar@third/news"')

    found = environment.load(data, {"DATABASE_URL": PRIMARY, "HIWAR_REPLICA": SECOND})

    assert found.replica == SECOND


def test_sqlite_has_no_replica(data: Path) -> None:
    with pytest.raises(SettingsError, match="HIWAR_REPLICA needs the PostgreSQL"):
        environment.load(data, {"HIWAR_REPLICA": SECOND})


@pytest.mark.parametrize("address", ["second", "postgresql://second", "mysql://second/news"])
def test_an_address_that_is_no_postgresql_is_refused_by_its_own_name(data: Path, address: str) -> None:
    found = environment.load(data, {"DATABASE_URL": PRIMARY, "HIWAR_REPLICA": address})

    with pytest.raises(SettingsError, match=r"^HIWAR_REPLICA must look like"):
        environment.replica_settings(found)


def test_a_replica_is_reached_like_the_primary(data: Path) -> None:
    found = environment.load(data, {"DATABASE_URL": PRIMARY, "HIWAR_REPLICA": SECOND})

    primary, replica = environment.database_settings(found), environment.replica_settings(found)

    own = {"USER": "reader", "PASSWORD": "other", "HOST": "second", "PORT": "", "TEST": {"MIRROR": "default"}}
    assert replica == {**primary, **own}
