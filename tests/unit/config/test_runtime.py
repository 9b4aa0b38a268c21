"""The folder that workers share lies in memory, belongs to one user, and is gone with the server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hiwar.config import runtime

MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
tmpfs /memory tmpfs rw,nosuid 0 0
tmpfs /run tmpfs rw 0 0
/dev/vdb1 /run/kept xfs rw 0 0
tmpfs /run/kept/again tmpfs rw 0 0
/dev/vdc1 /hidden ext4 rw 0 0
tmpfs /hidden tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/memory", True),
        ("/run/user/1000", True),
        ("/var/lib/hiwar", False),
        ("/run/kept", False),
        ("/run/kept/again/deep", True),
        ("/runner", False),
        # Mounted over what was there.
        ("/hidden", True),
    ],
)
def test_a_folder_is_in_memory_if_the_nearest_mount_is(path: str, expected: bool, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)

    assert runtime.is_in_memory(Path(path), mounts=mounts) is expected


def test_where_mounts_cannot_be_read_nothing_counts_as_memory(tmp_path: Path) -> None:
    assert runtime.is_in_memory(Path("/memory"), mounts=tmp_path / "none") is False


def test_the_folder_is_for_one_user_and_is_named_to_the_workers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    monkeypatch.setattr(runtime, "is_in_memory", lambda path: True)

    with runtime.shared_folder() as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o700
        assert runtime.given_folder() == folder
        (folder / "day-2014-01-19").write_bytes(b"key")

    assert not folder.exists()
    assert runtime.given_folder() is None


def test_without_a_place_in_memory_several_workers_do_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runtime, "is_in_memory", lambda path: False)

    with pytest.raises(SystemExit) as ended, runtime.shared_folder():
        pass

    assert ended.value.code == 2
    assert "use --workers 1" in capsys.readouterr().err
    assert runtime.VARIABLE not in os.environ
