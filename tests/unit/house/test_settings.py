"""Wagtail's way to a site's settings makes the row that is asked for; a page that is only read must not."""

from __future__ import annotations

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src" / "hiwar"
# Where the rows of a new newsroom are made.
MAKES_THEM = {"config/founding.py"}


def test_nobody_but_the_founding_of_a_newsroom_makes_settings_by_asking_for_them() -> None:
    asked = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if ".for_site(" in path.read_text("utf-8")
    }

    assert asked <= MAKES_THEM
