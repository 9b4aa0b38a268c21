"""Each source has one word on the command line, and a command behind it."""

from importlib import import_module

from hiwar.importers.registry import IMPORTERS, importer_named


def test_every_registered_importer_has_its_command():
    for importer in IMPORTERS:
        assert import_module(f"hiwar.importers.management.commands.{importer.command}").Command


def test_an_unknown_word_names_no_importer():
    assert importer_named("page") is not None
    assert importer_named("papyrus") is None
