"""Sentences stand in a template once it is compiled, each language in its own, and addresses are asked for once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import DictLoader, UndefinedError, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup, escape

from hiwar.config import jinja
from hiwar.config.jinja import environment

Drawn = Callable[..., str]
MACRO = "{% macro a() %}{{ _('No name') }}{% endmacro %}"
REPLIES = "Replies to comment no. %(number)s"


def drawing(**templates: str) -> Drawn:
    """Return what draws the template `page` in a language."""
    made = environment(loader=DictLoader(templates))

    def drawn(language: str, **values: object) -> str:
        with translation.override(language):
            return made.get_template("page").render(**values)

    return drawn


def test_each_language_has_its_own_sentences_in_whatever_order_they_are_asked_for() -> None:
    drawn = drawing(page="{{ _('No name') }}")

    assert [drawn(language) for language in ("ar", "en", "ar", "fa")] == ["بلا اسم", "No name", "بلا اسم", "بی‌نام"]


def test_what_a_template_includes_or_imports_speaks_its_language_too() -> None:
    drawn = drawing(
        page="{% from 'parts' import name %}{% include 'line' %} / {{ name() }}",
        line="{{ _('No name') }}",
        parts="{% macro name() %}{{ _('No name') }}{% endmacro %}",
    )

    assert (drawn("en"), drawn("ar")) == ("No name / No name", "بلا اسم / بلا اسم")


def test_macros_are_made_once_and_speak_each_language() -> None:
    made = environment(loader=DictLoader({"page": "{% from 'm' import a %}{{ a() }}", "m": MACRO}))
    pages = []
    for language in ("en", "ar", "en"):
        with translation.override(language):
            pages.append(made.get_template("page").render(number=1))
            modules = made.get_template("m").module, made.get_template("m").module

    assert pages == ["No name", "بلا اسم", "No name"]
    assert modules[0] is modules[1]


def test_values_stand_in_their_sentence_and_cannot_end_it() -> None:
    drawn = drawing(page=f"{{{{ _('{REPLIES}', number=number) }}}}")

    assert drawn("en", number="<b>7</b>") == "Replies to comment no. &lt;b&gt;7&lt;/b&gt;"
    assert drawn("en", number=8) == "Replies to comment no. 8"


@given(
    some.one_of(
        some.text(), some.text("&<>'\"a").map(Markup), some.integers(), some.booleans(), some.none(), some.floats(),
        some.text().map(mark_safe), some.lists(some.text("<a")),
    )
)  # fmt: skip
def test_what_is_put_out_is_what_escaping_would_put_out(value: object) -> None:
    assert str(jinja.drawn(value)) == str(escape(value))


def test_a_page_escapes_wherever_it_puts_something_out() -> None:
    drawn = drawing(
        page="{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{% set kept %}{{ bad }}{% endset %}"
        "{{ bad }}{{ m(bad) }}{{ kept }}{{ bad|upper }}{{ 'a' ~ bad }}{% for one in [bad] %}{{ one }}{% endfor %}"
        "{% if bad %}{{ bad if bad else '' }}{% endif %}{% filter trim %} {{ bad }}{% endfilter %}{{ good }}"
    )

    bad = "&lt;b&gt;"
    expected = f"{bad}<i>{bad}</i>{bad}&lt;B&gt;a{bad * 4}<p>"
    assert drawn("en", bad="<b>", good=Markup("<p>")) == expected


def test_a_name_that_nobody_gave_is_an_error_and_not_nothing() -> None:
    with pytest.raises(UndefinedError):
        drawing(page="{{ nobody }}")("en")


def test_a_sentence_may_hold_a_percent_sign_and_a_value_twice() -> None:
    drawn = drawing(page="{{ _('%(n)s of <b>%(n)s</b> is 100 %%, %(who)s', n=n, who=_('No name')) }}")

    assert drawn("en", n="<") == "&lt; of <b>&lt;</b> is 100 %, No name"


def test_a_sentence_whose_value_was_forgotten_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawing(page="{{ _('%(n)s of %(all)s', n=1) }}")("en")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ pgettext('act', 'Report') }}", "أبلغ"),
        ("{{ gettext('No name') }}", "بلا اسم"),
        ("{{ _('No name') if asked else '' }}", "بلا اسم"),
        ("{% set said = _('No name') %}{{ said }}", "بلا اسم"),
        ("{{ _(word) }}", "بلا اسم"),
        ("{{ _('100 %% of <b>nothing</b> in a catalog') }}", "100 % of <b>nothing</b> in a catalog"),
        ("{% trans %}No name{% endtrans %}", "بلا اسم"),
    ],
)
def test_wherever_a_sentence_is_asked_for_it_is_said(source: str, told: str) -> None:
    assert drawing(page=source)("ar", word="No name", asked=True) == told


def test_plural_forms_wait_for_their_number() -> None:
    drawn = drawing(page="{{ ngettext('%(count)s more reply', '%(count)s more replies', n, count=n) }}")

    assert [drawn("en", n=number) for number in (1, 2)] == ["1 more reply", "2 more replies"]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_number_gets_the_form_that_django_gives_it(language: str) -> None:
    told = "%(count)s more reply", "%(count)s more replies"

    with translation.override(language):
        assert [jinja.counted(*told, number) for number in range(130)] == [
            translation.ngettext(*told, number) for number in range(130)
        ]


CALLS = """
{% macro m(x, class="c") %}{{ x }}{{ class }}{% endmacro %}{% macro around(x) %}{{ x }}{{ caller("in") }}{% endmacro %}
{{ m(1) }}{{ m(x="<", class=2) }}{{ m(*[3], **{"class": 4}) }}{{ "a-b".split("-")|join(",") }}{{ {"k": m}["k"](5) }}
{% call(y) around(6) %}{{ m(y) }}{% endcall %}
{% for one in tree recursive %}
{{ one.name.upper() }}{{ loop(one.below) }}{{ ngettext("%(num)s reply", "%(num)s replies", loop.index) }}
{% endfor %}{{ given("y") }}{% block b %}{{ m(7) }}{% endblock %}{{ self.b() }}
"""


@pass_context
def given(context: Context, name: str) -> str:
    """Return what the page was given by a name."""
    return str(context[name])


def test_a_call_does_what_it_does_in_any_environment_also_one_that_wants_the_page_around_it() -> None:
    made = [environment(loader=DictLoader({"page": CALLS})) for _ in range(2)]
    made[1].code_generator_class = CodeGenerator
    tree = [{"name": "a", "below": [{"name": "b", "below": []}]}, {"name": "c", "below": []}]
    for one in made:
        one.globals["given"] = given

    ours, theirs = (one.get_template("page").render(tree=tree, y="<y>") for one in made)

    assert ours == theirs
    assert "1c&lt;2" in ours and "6inc" in ours and "AB1 reply" in ours and "&lt;y&gt;7c7c" in ours


def test_a_sentence_known_beforehand_is_not_asked_for_when_the_page_is_drawn() -> None:
    made = environment(loader=DictLoader({"page": "{{ _('No name') }}"}))
    with translation.override("ar"):
        template = made.get_template("page")

    with translation.override("en"):
        assert template.render() == "بلا اسم"


def test_addresses_are_those_of_the_views() -> None:
    made = environment(loader=DictLoader({}))
    url = made.globals["url"]

    assert url("rules") == url("rules") == reverse("rules")
    assert url("comment-compose", args=["abc"]) == reverse("comment-compose", args=["abc"])
    feed = {"slug": "س", "form": "atom"}
    assert url("author-feed", kwargs=feed) == reverse("author-feed", kwargs=feed)
    assert url("comment-compose", args=["abd"]) != url("comment-compose", args=["abc"])


def test_an_address_that_does_not_exist_is_an_error_each_time() -> None:
    made = environment(loader=DictLoader({"page": "{{ url('nowhere') }}"}))

    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            made.get_template("page").render()
