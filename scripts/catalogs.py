"""Translation catalogs as values: collect the strings of the source, read and write .po and .mo, find faults.

Done with Babel alone, so nobody needs the gettext programs. What is written depends on the strings only, never on the
day or the machine: the same source gives the same bytes. The command is `messages.py`.
"""

import io
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

# CLDR's six categories in the order Django's own Arabic catalog gives them: zero, one, two, few, many, other.
PLURALS = {
    "ar": (6, "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"),
    "en": (2, "(n != 1)"),
    "ckb": (2, "(n != 1)"),
    "fa": (2, "(n > 1)"),
    "ur": (2, "(n != 1)"),
}
# An edition in one of these languages has its readers' strings; staff read English there.
FOR_READERS_ALONE = frozenset({"ckb", "fa", "ur"})
READERS = (
    "delivery/*", "search/forms.py", "search/views.py", "search/jinja2/*", "newsroom/jinja2/*", "newsroom/players.py",
    "newsroom/render.py",
    "discussions/jinja2/*", "discussions/edit_views.py", "discussions/forms.py", "discussions/notices.py",
    "discussions/problems.py", "discussions/report_forms.py", "discussions/report_views.py", "discussions/views.py",
    "discussions/models/reports.py", "discussions/models/threads.py", "accounts/models/measures.py",
    "accounts/jinja2/accounts/login.html", "moderation/appeal_forms.py", "moderation/views/mine.py",
    "moderation/jinja2/moderation/mine.html", "widget/jinja2/*",
)  # fmt: skip
# Forms for a handful of exact numbers may name the number in words; these must show the figure.
COUNTED_FORMS = {"ar": (3, 4, 5), "en": (1,), "ckb": (1,), "fa": (0, 1), "ur": (1,)}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
JINJA = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}|(%[sd])")
# A comma, semicolon or question mark of the Latin script after an Arabic letter, or a straight quote beside one.
FOREIGN_MARK = re.compile(r"[\u0621-\u06D3]\s?[,;?]|[\u0621-\u06D3]\"|\"[\u0621-\u06D3]")


class PlainCatalog(Catalog):
    """A catalog whose header says only what a reader of it needs: the same today and tomorrow."""

    def __init__(self, language: str) -> None:
        super().__init__(
            locale=language, domain="django", fuzzy=False, header_comment="# Collected by `make messages`."
        )
        self._num_plurals, self._plural_expr = PLURALS[language]
        self.language = language

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "hiwar"),
            ("Language", self.language),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("MIME-Version", "1.0"),
            ("Plural-Forms", f"nplurals={self._num_plurals}; plural={self._plural_expr};"),
        ]


def collect(package: Path, language: str) -> PlainCatalog:
    """Return every translatable string under `package` that the language needs, untranslated, and where it occurs."""
    catalog = PlainCatalog(language)
    for path in sorted(package.rglob("*")):
        if "migrations" in path.parts or not path.is_file():
            continue
        where = path.relative_to(package).as_posix()
        if language in FOR_READERS_ALONE and not any(fnmatch(where, pattern) for pattern in READERS):
            continue
        for context, ids, comments in strings(path):
            catalog.add(ids, None, [(where, 0)], auto_comments=comments, context=context)
    return catalog


def strings(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...], list[str]]]:
    """Yield context, string (or its singular and plural) and translators' notes of one source file."""
    method, source, options = (
        "python",
        path.read_bytes() if path.suffix in {".py", ".html", ".txt", ".xml"} else b"",
        {},
    )
    if path.suffix != ".py":
        if "jinja2" in path.parts:
            method, options = babel_extract, JINJA
        elif "templates" in path.parts:
            source = templatize(source.decode()).encode()
        else:
            return
    found = extract(method, io.BytesIO(source), KEYWORDS, ("Translators:",), options, strip_comment_tags=True)
    for _line, ids, comments, context in found:
        yield context, ids, comments


def read(path: Path, language: str) -> Catalog:
    """Return a .po file's catalog; an absent file is an empty one."""
    if not path.exists():
        return PlainCatalog(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def fill(catalog: Catalog, known: Catalog) -> tuple[list[Message], list[Message]]:
    """Take over what `known` translates; return what the source no longer has, and what is already said otherwise."""
    strangers, disputed = [], []
    for message in known:
        if not message.id or not is_translated(message):
            continue
        ours = catalog.get(message.id, context=message.context)
        if ours is None or isinstance(ours.id, str) != isinstance(message.id, str):
            strangers.append(message)
        elif not is_translated(ours):
            ours.string, ours.flags = message.string, ours.flags | (message.flags & {"fuzzy"})
        elif ours.string != message.string:
            disputed.append(message)
    return strangers, disputed


def is_translated(message: Message) -> bool:
    """Return whether every form of the message has a text."""
    return bool(message.string) and all(forms(message))


def forms(message: Message) -> tuple[str, ...]:
    """Return the translated forms: one, or one per plural category."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def repeat_english(catalog: Catalog) -> None:
    """Give English plurals their own forms; other English strings are read from the source itself."""
    for message in catalog:
        if isinstance(message.id, tuple) and not is_translated(message):
            message.string = message.id


def po_bytes(catalog: Catalog) -> bytes:
    """Return the .po file: sorted by string, so that two people's additions seldom touch."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, sort_output=True, include_lineno=False, include_previous=False)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return the compiled catalog that runs."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def faults(catalog: Catalog, language: str) -> Iterator[str]:
    """Yield one sentence for each string that must not be published as it is."""
    for message in catalog:
        if not message.id:
            continue
        singular = message.id if isinstance(message.id, str) else message.id[0]
        where = f"{language}: {singular!r}"
        if message.fuzzy:
            yield f"{where} is marked fuzzy"
        if not is_translated(message):
            if language != "en" or isinstance(message.id, tuple):
                yield f"{where} has no translation"
            continue
        if isinstance(message.id, tuple) and len(forms(message)) != PLURALS[language][0]:
            yield f"{where} has {len(forms(message))} plural forms, not {PLURALS[language][0]}"
        yield from (f"{where} {fault}" for fault in form_faults(message, language))


def form_faults(message: Message, language: str) -> Iterator[str]:
    """Yield what is wrong with single forms: placeholders first, then marks of another script."""
    needed = placeholders(message.id if isinstance(message.id, str) else message.id[1])
    counted = COUNTED_FORMS[language] if isinstance(message.id, tuple) else (0,)
    for index, form in enumerate(forms(message)):
        used = placeholders(form)
        if not used <= needed or (index in counted and used != needed):
            yield f"has the placeholders {sorted(used)} in {form!r}, not {sorted(needed)}"
        if language != "en" and FOREIGN_MARK.search(form):
            yield f"has a Latin mark beside Arabic letters: {form!r}"


def placeholders(text: str) -> set[str]:
    """Return the names (or bare `%s`, `%d`) that a text expects to be filled in."""
    return {next(filter(None, found)) for found in PLACEHOLDER.findall(text.replace("%%", ""))}
