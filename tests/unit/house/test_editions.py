"""Our pages have no language of their own: every word of theirs comes from a catalog."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hiwar.arabic.languages import LANGUAGES
from scripts.catalogs import COUNTED_FORMS, FOR_READERS_ALONE, PLURALS, READERS, collect

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "hiwar"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
TEMPLATES = sorted(PACKAGE.glob("*/jinja2/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_arabic_letters_or_marks_of_its_own(path: Path) -> None:
    # A string handed to gettext is English with a newspaper's marks in it; what stands outside is shown as it is.
    shown = STRING.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))

    assert re.findall(r"[\u0600-\u06ff«»]", shown) == []


def test_every_language_of_editions_has_a_catalog_and_its_plurals() -> None:
    assert set(PLURALS) == set(COUNTED_FORMS) == set(LANGUAGES)
    for code in LANGUAGES:
        assert (PACKAGE / "config" / "locale" / code / "LC_MESSAGES" / "django.mo").exists()


@pytest.mark.parametrize("code", sorted(FOR_READERS_ALONE))
def test_a_catalog_for_readers_alone_has_no_word_of_the_desk(code: str) -> None:
    wanted = {message.id for message in collect(PACKAGE, code) if message.id}

    assert "Publish the comment" in wanted
    assert "Thresholds" not in wanted
    assert all(any(PACKAGE.glob(pattern.removesuffix("*") + "*")) for pattern in READERS)
