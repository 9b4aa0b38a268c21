"""What is written as XML is read back as it was meant, whatever the text holds."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from hiwar.delivery.machines.xml_writing import ATOM, add, legal, named, xml_bytes

NASTY = ("</title><script>alert(1)</script>", "]]>", "<!--", "&amp;", "&#8;", '"><x y="', "\u2028", "<?xml?>")


@given(st.text() | st.sampled_from(NASTY))
def test_any_text_is_read_back_without_what_xml_forbids(text: str) -> None:
    root = Element("root")
    add(root, "title", text, href=text)

    read = ElementTree.fromstring(xml_bytes(root))  # noqa: S314 - written a line above

    title = read.find("title")
    assert [child.tag for child in read.iter()] == ["root", "title"]
    assert title is not None
    # A parser reads every end of a line as one kind, and in an attribute the writer keeps each.
    assert (title.text or "") == legal(text).replace("\r\n", "\n").replace("\r", "\n")


def test_a_default_namespace_takes_no_prefix() -> None:
    root = Element(named("feed", ATOM))
    add(root, named("id", ATOM), "x")

    assert b'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>' in xml_bytes(root, default=ATOM)
