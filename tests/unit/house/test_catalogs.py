"""The catalogs hold every string of the source, six plural forms in Arabic, and nothing that must not be published."""

import gettext
import io
from pathlib import Path

import pytest

from scripts.catalogs import Catalog, collect, faults, fill, mo_bytes, po_bytes, read, repeat_english

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
plain = _("Share")
counted = ngettext("%(count)s comment", "%(count)s comments", 4)
context = pgettext("of a picture", "Credit")
"""
JINJA = """
<p>{{ _("In Jinja") }}</p>
{% trans count=n %}{{ count }} reply{% pluralize %}{{ count }} replies{% endtrans %}
"""
DJANGO = """{% load i18n %}<p>{% translate "In Django" %}</p>"""
ARABIC = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=6; plural=n;\\n"

msgid "Share"
msgstr "شارك"

msgid "%(count)s comment"
msgid_plural "%(count)s comments"
msgstr[0] "لا تعليقات"
msgstr[1] "تعليق واحد"
msgstr[2] "تعليقان"
msgstr[3] "%(count)s تعليقات"
msgstr[4] "%(count)s تعليقًا"
msgstr[5] "%(count)s تعليق"
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one string of each kind."""
    sources = {
        "views.py": PYTHON,
        "jinja2/app/page.html": JINJA,
        "templates/app/page.html": DJANGO,
        "notes.md": 'x = _("no")',
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def translated(package: Path, po: str = ARABIC) -> Catalog:
    """The Arabic catalog of the package, filled from `po`."""
    file = package / "given.po"
    file.write_text(po, encoding="utf-8")
    catalog = collect(package, "ar")
    fill(catalog, read(file, "ar"))
    return catalog


def test_strings_of_python_and_of_both_template_languages_are_collected(package: Path) -> None:
    catalog = collect(package, "ar")

    ids = {message.id for message in catalog if message.id}
    assert ids == {
        "Share",
        ("%(count)s comment", "%(count)s comments"),
        "Credit",
        "In Jinja",
        ("%(count)s reply", "%(count)s replies"),
        "In Django",
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "لا تعليقات"), (1, "تعليق واحد"), (2, "تعليقان"), (4, "4 تعليقات"), (11, "11 تعليقًا"), (102, "102 تعليق")],
)
def test_the_compiled_catalog_chooses_among_six_arabic_plurals(package: Path, number: int, expected: str) -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes(translated(package))))

    chosen = compiled.ngettext("%(count)s comment", "%(count)s comments", number)

    assert chosen % {"count": number} == expected


def test_the_same_source_gives_the_same_bytes(package: Path) -> None:
    first, second = translated(package), translated(package)

    assert (po_bytes(first), mo_bytes(first)) == (po_bytes(second), mo_bytes(second))
    assert b"Date" not in po_bytes(first)


def test_a_string_that_left_the_source_leaves_the_catalog(package: Path) -> None:
    file = package / "given.po"
    file.write_text(ARABIC + '\nmsgid "Long gone"\nmsgstr "ذهب"\n', encoding="utf-8")
    catalog = collect(package, "ar")

    strangers, disputed = fill(catalog, read(file, "ar"))

    assert [message.id for message in strangers] == ["Long gone"]
    assert disputed == []


def test_a_first_translation_is_never_overwritten(package: Path) -> None:
    catalog = translated(package)
    file = package / "later.po"
    file.write_text(ARABIC.replace("شارك", "انشر"), encoding="utf-8")

    _strangers, disputed = fill(catalog, read(file, "ar"))

    assert catalog.get("Share").string == "شارك"
    assert [message.id for message in disputed] == ["Share"]


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("شارك", "", "has no translation"),
        ("شارك", "شارك، %(name)s", "placeholders"),
        ("%(count)s تعليقات", "بضعة تعليقات", "placeholders"),
        ("شارك", "شارك, الآن", "Latin mark"),
        ('msgid "Share"', '#, fuzzy\nmsgid "Share"', "fuzzy"),
    ],
)
def test_a_faulty_translation_is_named(package: Path, wrong: str, right: str, fault: str) -> None:
    catalog = translated(package, ARABIC.replace(wrong, right, 1))

    found = [line for line in faults(catalog, "ar") if "Share" in line or "comment" in line]

    assert len(found) == 1
    assert fault in found[0]


def test_english_needs_only_its_plural_forms(package: Path) -> None:
    catalog = collect(package, "en")

    repeat_english(catalog)

    assert list(faults(catalog, "en")) == []
