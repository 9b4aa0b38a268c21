"""The sources an import can come from: one line for each folder. How a source is read is its folder's affair."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Importer:
    """The word that names a source (`hiwar import WORD …`), and the management command that imports it."""

    word: str
    command: str


IMPORTERS: tuple[Importer, ...] = (Importer(word="page", command="import_page"),)


def importer_named(word: str) -> Importer | None:
    """Return the importer for `word`, or None."""
    return next((importer for importer in IMPORTERS if importer.word == word), None)
