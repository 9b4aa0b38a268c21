"""What an operator can set, call or meet has a heading in docs/reference, and no heading describes what is gone."""

from __future__ import annotations

import argparse
import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.dispatch import Signal
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting

from hiwar.config import cli

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "hiwar"
REFERENCE = ROOT / "docs" / "reference"
HEADING = re.compile(r"^#{2,4} `([^`]+)`", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
# Direction marks, soft hyphens, zero-width characters, byte order marks: nobody sees them in review. A joiner between
# two pictures makes one emoji of them and is seen; so is a non-joiner between two letters, by which Persian is spelled.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200f\u202a-\u202e\u2060-\u2069\ufeff]|(?<![\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])\u200d"
    "|(?<![\u0620-\u06d3])\u200c|\u200c(?![\u0620-\u06d3])"
    # An address or a color inside a translation is read from left to right: the mark stands at its ends alone.
    r"|\u200e(?![#/%])(?<!/\u200e)"
)
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("[bd]*/**/*.md")])
SEEN_BY_PEOPLE = {".py", ".md", ".html", ".css", ".js", ".po", ".toml", ".json", ".txt", ".xml"}


def headings(page: str) -> set[str]:
    """The names a reference page explains."""
    return set(HEADING.findall((REFERENCE / page).read_text(encoding="utf-8")))


def source_text(pattern: str) -> str:
    """The source of every module that `pattern` matches, joined."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.glob(pattern)))


def settings_in_code() -> set[str]:
    """Environment variables, keys of the settings file, and what a newsroom sets in the editor."""
    variables = set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", source_text("config/*.py")))
    text = source_text("config/environment.py")
    keys = set(re.findall(r"table(?:\.get\(|, )\"(\w+)\"", text)) - {"secrets"}
    purposes = text.split("class Secrets")[1].split("class ")[0]
    keys |= {f"secrets.{name}" for name in re.findall(r"^    (\w+): str$", purposes, re.MULTILINE)}
    fields = {
        field.name
        for model in apps.get_models()
        if issubclass(model, BaseSiteSetting | BaseGenericSetting) and model.__module__.startswith("hiwar.")
        for field in model._meta.get_fields()
        if field.concrete and field.name not in {"id", "site"}
    }
    return variables | keys | fields


def commands_in_code() -> set[str]:
    """Subcommands of `hiwar`, and Django commands of our apps."""
    parser = cli._parser()
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    ours = {f"hiwar {name}" for group in groups for name in group.choices}
    django = {path.stem for path in SOURCE.glob("*/management/commands/*.py") if not path.stem.startswith("_")}
    # `import_page` is what `hiwar import page` calls; people know it by that name.
    return ours - {"hiwar import"} | {f"hiwar {name.replace('_', ' ')}" for name in django}


def rules_in_code() -> set[str]:
    """The ids that findings carry."""
    paths = [*sorted((SOURCE / "screening" / "rules").glob("*.py")), SOURCE / "screening" / "screen.py"]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    ids = [call.args[0] for call in calls if call.func.id in {"Finding", "finding_of"}]
    return {node.value for node in ids if isinstance(node, ast.Constant)}


def signals_in_code() -> set[str]:
    """The signals our packages send."""
    modules = [".".join(("hiwar", path.parent.name, "signals")) for path in sorted(SOURCE.glob("*/signals.py"))]
    members = [member for module in modules for member in vars(importlib.import_module(module)).items()]
    return {name for name, value in members if isinstance(value, Signal)}


@pytest.mark.parametrize(
    ("page", "in_code"),
    [
        ("settings.md", settings_in_code),
        ("commands.md", commands_in_code),
        ("screening.md", rules_in_code),
        ("signals.md", signals_in_code),
    ],
)
def test_the_reference_names_exactly_what_the_code_has(page: str, in_code) -> None:
    existing = in_code()

    explained = headings(page)

    assert existing, "the introspection found nothing, so it proves nothing"
    assert sorted(existing - explained) == [], f"without a heading in {page}"
    assert sorted(explained - existing) == [], f"headings in {page} that describe nothing"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    file = ROOT / page

    broken = [link for link in LINK.findall(file.read_text(encoding="utf-8")) if not (file.parent / link).exists()]

    assert broken == []


def test_every_decision_is_numbered_once_and_listed() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")

    numbers = [int(path.name[:4]) for path in records]

    assert numbers == list(range(1, len(records) + 1))
    assert [path.name for path in records if f"({path.name})" not in index] == []


def test_every_decision_has_the_four_parts() -> None:
    parts = ("## Context", "## Decision", "## Alternatives", "## Consequences")

    for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        assert [part for part in parts if part not in text] == [], path.name


def test_every_code_name_of_the_glossary_occurs_in_the_source() -> None:
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .+ \| .+ \| `([^`]+)` \|", table, re.MULTILINE)
    source = source_text("**/*.py")

    unknown = [name for name in rows if not re.search(rf"\b{re.escape(name.split('.')[-1].strip('()'))}\b", source)]

    assert len(rows) >= 45
    assert unknown == []


def test_no_file_holds_characters_that_nobody_sees() -> None:
    found = []
    for top in ("src", "tests", "scripts", "docs"):
        for path in (ROOT / top).rglob("*"):
            if path.suffix in SEEN_BY_PEOPLE and INVISIBLE.search(path.read_text(encoding="utf-8")):
                found.append(path.relative_to(ROOT).as_posix())

    assert found == []
