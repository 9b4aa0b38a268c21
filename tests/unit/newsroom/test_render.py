"""An article's text as HTML: our markup, escaped, without a style or a script."""

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.blocks import StreamBlock, StreamValue

from hiwar.arabic.numbers import Digits
from hiwar.newsroom.blocks import BODY, table_rows
from hiwar.newsroom.render import clean_rich_text, rendered, stored_html, with_corrections

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="data:text/html,x" onclick="alert(1)" style="color:red">x</a>',
    '<p style="position:fixed" class="x" id="y">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<iframe src=//example.org></iframe><object></object><form><input></form>",
]


def text(*blocks: tuple[str, object]) -> StreamValue:
    stream = StreamBlock(BODY)
    raw = [{"type": name, "value": value} for name, value in blocks]
    return stream.to_python(raw)


@pytest.fixture(autouse=True)
def english(settings) -> None:
    """Read our own words untranslated."""
    settings.LANGUAGE_CODE = "en"


def test_paragraphs_keep_bold_links_and_line_breaks() -> None:
    body = text(
        (
            "paragraph",
            '<p data-block-key="ab1">قال <b>كريم</b><br/>في <a href="https://example.org/?a=1&amp;b=2">هذا</a></p>',
        )
    )

    html = rendered(body).html

    assert html == '<p>قال <b>كريم</b><br>في <a href="https://example.org/?a=1&amp;b=2">هذا</a></p>'


@pytest.mark.parametrize("payload", PAYLOADS)
def test_rich_text_loses_everything_that_runs_or_paints(payload: str) -> None:
    html = rendered(text(("paragraph", f"<p>قبل</p>{payload}"))).html

    elements = _elements(html)
    assert {name for name, _attributes in elements} <= {"p", "b", "strong", "a", "br"}
    assert {name for _tag, attributes in elements for name in attributes} <= {"href"}
    assert all(not attributes.get("href", "").startswith(("javascript:", "data:")) for _tag, attributes in elements)
    assert html.startswith("<p>قبل</p>")


def _elements(html: str) -> list[tuple[str, dict[str, str]]]:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cleaning_twice_changes_nothing(payload: str) -> None:
    once = clean_rich_text(payload)

    twice = clean_rich_text(once)

    assert twice == once


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading", "{x}"),
        ("quote", {"text": "{x}", "who": "{x}", "role": "{x}"}),
        ("list", {"style": "bullets", "items": ["{x}"]}),
        (
            "figure",
            {
                "number": "{x}",
                "sentence": "{x}",
                "bars": [{"label": "{x}", "value": "5", "highlight": True}],
                "source": "{x}",
                "source_url": 'https://example.org/"><script>',
            },
        ),
        ("table", {"title": "{x}", "rows": "{x}\t{x}\n{x}\t{x}", "source": "{x}"}),
    ],
)
def test_plain_text_of_every_block_is_escaped(name: str, value: object) -> None:
    payload = '"><script>alert(1)</script>'

    html = rendered(text((name, _filled(value, payload)))).html

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def _filled(value: object, payload: str) -> object:
    if isinstance(value, dict):
        return {key: _filled(part, payload) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, payload) for part in value]
    return value.replace("{x}", payload) if isinstance(value, str) else value


def test_the_dateline_opens_the_first_paragraph_only() -> None:
    body = text(("paragraph", "<p>أول</p>"), ("paragraph", "<p>ثان</p>"))

    html = rendered(body, place="الميناء").html

    assert html == '<p><span class="dateline">الميناء –</span> أول</p>\n<p>ثان</p>'


def test_a_quote_has_its_marks_in_the_text_and_never_twice(settings) -> None:
    settings.LANGUAGE_CODE = "ar"
    bare = {"text": "كنت أعرف الوقت", "who": "أبو رامي", "role": "بائع كتب"}
    marked = {**bare, "text": "«كنت أعرف الوقت»", "role": ""}

    html = rendered(text(("quote", bare), ("quote", marked))).html

    assert html.split("\n") == [
        '<blockquote class="pull"><p>«كنت أعرف الوقت»</p><footer><b>أبو رامي</b>، بائع كتب</footer></blockquote>',
        '<blockquote class="pull"><p>«كنت أعرف الوقت»</p><footer><b>أبو رامي</b></footer></blockquote>',
    ]


@pytest.mark.parametrize(
    ("code", "quote"), [("en", "“كنت أعرف”"), ("fa", "«كنت أعرف»"), ("ckb", "«كنت أعرف»"), ("ur", "“كنت أعرف”")]
)
def test_a_quote_stands_in_the_marks_of_the_edition(settings, code: str, quote: str) -> None:
    settings.LANGUAGE_CODE = code
    comma = ", " if code == "en" else "، "

    html = rendered(text(("quote", {"text": "كنت أعرف", "who": "رامي", "role": "بائع"}))).html

    assert html == f'<blockquote class="pull"><p>{quote}</p><footer><b>رامي</b>{comma}بائع</footer></blockquote>'


def test_lists_are_numbered_or_not() -> None:
    body = text(
        ("list", {"style": "numbers", "items": ["أول", "ثان"]}), ("list", {"style": "bullets", "items": ["واحد"]})
    )

    html = rendered(body).html

    assert html == "<ol><li>أول</li><li>ثان</li></ol>\n<ul><li>واحد</li></ul>"


def test_a_figure_draws_its_bars_to_scale_without_a_style() -> None:
    figure = {
        "number": "14,200",
        "sentence": "راكب يومياً",
        "bars": [
            {"label": "القطار", "value": "14200", "highlight": True},
            {"label": "الحافلات", "value": "9000", "highlight": False},
        ],
        "source": "هيئة النقل",
        "source_url": "https://example.org/study",
    }

    html = rendered(text(("figure", figure))).html

    assert '<aside class="figure" aria-labelledby="fig1"><h2 id="fig1">Figure</h2><p class="big">14,200</p>' in html
    assert 'role="img" aria-label="القطار: 14,200. الحافلات: 9,000."' in html
    assert '<div class="hi"><span>القطار</span><svg class="bar" aria-hidden="true"><rect x="0%" width="100%"' in html
    assert '<rect x="0%" width="63%"' in html
    assert '<p class="src">Source: هيئة النقل. <a href="https://example.org/study">Read the source</a></p>' in html
    assert "style=" not in html


def test_bars_grow_from_where_reading_begins(settings) -> None:
    settings.LANGUAGE_CODE = "ar"
    bars = [{"label": "أ", "value": "100", "highlight": False}, {"label": "ب", "value": "63", "highlight": False}]
    figure = {"number": "1", "sentence": "س", "bars": bars, "source": "م", "source_url": ""}

    html = rendered(text(("figure", figure))).html

    assert '<rect x="37%" width="63%"' in html


def test_figures_use_the_sites_digits() -> None:
    figure = {
        "number": "14,200",
        "sentence": "راكب",
        "bars": [{"label": "القطار", "value": Decimal("0.5"), "highlight": False}],
        "source": "هيئة",
        "source_url": "",
    }

    html = rendered(text(("figure", figure)), digits=Digits.ARABIC).html

    assert '<p class="big">١٤٬٢٠٠</p>' in html
    assert '<b class="num">٠٫٥</b>' in html


def test_readers_get_the_sites_language_whatever_the_editor_uses() -> None:
    figure = {"number": "7", "sentence": "أيام", "bars": [], "source": "هيئة", "source_url": ""}

    with translation.override("ar"):
        html = rendered(text(("figure", figure))).html

    assert '<p class="src">Source: هيئة.</p>' in html


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (180, 1), (181, 2), (900, 5)])
def test_reading_time_is_rounded_up_and_never_nothing(words: int, minutes: int) -> None:
    body = text(("paragraph", f"<p>{'كلمة ' * words}</p>"))

    assert rendered(body).reading_minutes == minutes


def test_a_table_names_its_rows_and_columns_and_fills_a_short_row() -> None:
    rows = "المدينة\tالرحلات\nالميناء\t56\nالسرو"

    html = rendered(text(("table", {"title": "رحلات الأسبوع", "rows": rows, "source": "المحطة."}))).html

    assert '<caption id="tab1">رحلات الأسبوع</caption>' in html
    assert '<thead><tr><th scope="col">المدينة</th><th scope="col">الرحلات</th></tr></thead>' in html
    assert '<tr><th scope="row">الميناء</th><td class="num">56</td></tr>' in html
    assert '<tr><th scope="row">السرو</th><td></td></tr>' in html
    assert "Source: المحطة." in html


@pytest.mark.parametrize("typed", ["a\tb\n\n1\t2\n", "| a | b |\n| 1 | 2 |", " a|b\n1 |2"])
def test_a_table_is_read_as_spreadsheets_and_hands_write_it(typed: str) -> None:
    assert table_rows(typed) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("typed", ["one row|only", "a|b\n1|2|3"])
def test_a_table_that_cannot_be_drawn_is_refused_in_one_sentence(typed: str) -> None:
    block = dict(BODY)["table"]
    value = block.to_python({"title": "t", "rows": typed, "source": ""})

    with pytest.raises(ValidationError) as refused:
        block.clean(value)

    assert "two rows or more" in str(refused.value.block_errors["rows"])


def test_corrections_stand_below_the_text_each_with_its_time() -> None:
    html = with_corrections(
        stored_html("<p>عبر القطار.</p>"), [("2014-01-19T12:40+00:00", "12:40", "كُتب 50 <رحلة>، والصواب 56.")]
    )

    assert html.startswith("<p>عبر القطار.</p>\n")
    assert '<h2 id="errata-t">Correction</h2>' in html
    assert '<time datetime="2014-01-19T12:40+00:00">12:40</time> <p>كُتب 50 &lt;رحلة&gt;، والصواب 56.</p>' in html


def test_a_text_without_corrections_stays_as_it_is() -> None:
    assert with_corrections(stored_html("<p>x</p>"), []) == "<p>x</p>"
