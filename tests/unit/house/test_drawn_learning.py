"""The curve in the docs: a picture that is well-formed, tells its figures in words, and was drawn by this code."""

from __future__ import annotations

from xml.etree import ElementTree

from draw_learning import CLOSES, OPENS, PICTURE, drawn, with_figures
from hiwar.screening.learning.exam import Figures
from simulated_newsroom import Evening

SVG = "{http://www.w3.org/2000/svg}"


def evenings(*recalls: int) -> list[Evening]:
    figures = [Figures(violating=100, clean=200, held=held, false_holds=1, auc=0.9) for held in recalls]
    return [Evening(day, one, "vector" if day == 1 else "", "") for day, one in enumerate(figures)]


def test_the_picture_says_in_words_what_its_lines_show() -> None:
    tree = ElementTree.fromstring(drawn(evenings(10, 50, 80), model="m-1"))  # noqa: S314 - our own

    title = tree.findtext(f"{SVG}title")

    assert title is not None
    assert "10% are held on the first day and 80% after 2 days" in title
    assert len(tree.findall(f"{SVG}circle")) == 1


def test_more_recall_stands_higher() -> None:
    tree = ElementTree.fromstring(drawn(evenings(10, 50, 80), model="m-1"))  # noqa: S314 - our own

    line = next(one for one in tree.findall(f"{SVG}polyline") if one.get("class") == "recall")
    heights = [float(point.split(",")[1]) for point in line.get("points", "").split()]

    assert heights == sorted(heights, reverse=True)


def test_the_guide_shows_the_picture_and_says_what_it_says() -> None:
    guide = (PICTURE.parent / "learning.md").read_text("utf-8")
    title = ElementTree.parse(PICTURE).getroot().findtext(f"{SVG}title")  # noqa: S314 - our own

    assert f"({PICTURE.name})" in guide
    assert title
    assert title in guide


def test_a_guide_gets_new_figures_and_keeps_the_rest() -> None:
    guide = f"before\n{OPENS}\nold\n{CLOSES}\nafter"

    assert with_figures(guide, "new") == f"before\n{OPENS}\nnew\n{CLOSES}\nafter"
