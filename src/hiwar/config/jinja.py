"""The one Jinja2 environment of our own pages: filters that write dates and numbers as the site does, and no others.

Sentences of the catalogs are written into a template when it is compiled, once for each language: a page asks for a
hundred of them, and most are the same for everybody.

What a page puts out is escaped without a wrapper around it: a page of a hundred comments puts out three thousand
values, and `markupsafe.escape` makes an object of each that is joined and thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import LRUCache
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from hiwar.delivery.assets import asset_url
from hiwar.discussions.notices import notice_of
from hiwar.discussions.render import direction_of, kept

MOST_TEMPLATES = 400  # In each language; there are some hundred.
ASKING: dict[str, Callable[..., str]] = {
    "_": translation.gettext,
    "gettext": translation.gettext,
    "pgettext": translation.pgettext,
}


def environment(**options: Any) -> Environment:
    """Return the environment: autoescaping, strict about unknown names, translated by Django's catalogs."""
    made = Translated(
        **{**options, "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=counted,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.globals.update(
        url=url,
        asset=asset_url,
        origin=settings.HIWAR_ORIGIN,
        language=translation.get_language,
        kept=kept,
        direction=direction_of,
        now=timezone.now,
        notice_of=notice_of,
        # What every page has that stands in no frame of another site's (`hiwar.widget.context`).
        layout="delivery/layout.html",
        within="",
    )
    return made


_special = re.compile("[&<>'\"]").search


def drawn(value: Any) -> str:
    """Return a value as it is put out: escaped, unless it is markup; the same characters as `markupsafe.escape`.

    >>> drawn("a < b"), drawn(Markup("<b>")), drawn(3)
    (Markup('a &lt; b'), Markup('<b>'), '3')
    """
    kind = type(value)
    if kind is str:
        return escape(value) if _special(value) else value
    if kind is Markup:
        return value
    return str(value) if kind is int else escape(value)


class _Drawing(CodeGenerator):
    """Compiles templates so that they put values out by `drawn`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.drawn(")

    def visit_Call(self, node: nodes.Call, frame: Any, forward_caller: bool = False) -> None:
        """Write a call as a call, without asking what is called whether it wants to see the page around it."""
        if forward_caller or self._wants_context(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, part in enumerate((*node.args, *node.kwargs)):
            self.write(", " if number else "")
            self.visit(part, frame)
        self.write(")")

    def _wants_context(self, node: nodes.Call) -> bool:
        """Tell whether a call is one of the few that must go through the context: only globals say so of themselves."""
        named = self.environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        asks = hasattr(named, "jinja_pass_arg") or node.dyn_args is not None or node.dyn_kwargs is not None
        return asks or any(iskeyword(pair.key) for pair in node.kwargs)


class _Page(Template):
    """A template whose macros are made once: none here has globals that another one lacks, so none is looked for.

    Jinja2 looks each time, name by name, which took a twentieth of a page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class Translated(Environment):
    """An environment with a compiled template for each language that it is asked for in."""

    code_generator_class = _Drawing
    template_class = _Page
    drawn = staticmethod(drawn)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.cache = _ByLanguage()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        said: nodes.Template = _Sentences().visit(super()._parse(source, name, filename))
        return said


class _ByLanguage(MutableMapping[Any, Any]):
    """Compiled templates by name, each language's its own; as safe to use from several threads as Jinja2's own."""

    def __init__(self) -> None:
        self._templates: dict[str | None, LRUCache] = {}

    def _now(self) -> LRUCache:
        language = translation.get_language()
        if language not in self._templates:
            self._templates.setdefault(language, LRUCache(MOST_TEMPLATES))
        return self._templates[language]

    def __getitem__(self, key: Hashable) -> Any:
        return self._now()[key]

    def __setitem__(self, key: Hashable, template: Any) -> None:
        self._now()[key] = template

    def __delitem__(self, key: Hashable) -> None:
        del self._now()[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())


_place = re.compile(r"%(?:\((\w+)\)s|%)")


class _Sentences(NodeTransformer):
    """Puts in the place of a question for a sentence the sentence itself."""

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        """Return what is put out, a sentence with places for values as its pieces and the values between them."""
        found: list[nodes.Expr] = []
        for child in node.nodes:
            looked_at = self.visit(child)
            found += _pieces(looked_at) if isinstance(looked_at, nodes.Mod) else [looked_at]
        node.nodes = found
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Return the sentence, with what is put into it when it is drawn; or the question, its parts looked at."""
        looked_at = self.generic_visit(node)
        ask = ASKING.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        words = [part.value for part in node.args if isinstance(part, nodes.Const)]
        if ask is None or len(words) < len(node.args) or node.dyn_args or node.dyn_kwargs:
            return looked_at
        text = Markup(ask(*words))  # noqa: S704 - of our own catalogs
        if not node.kwargs:
            return nodes.Const(text % {}, lineno=node.lineno, environment=node.environment)
        values = [nodes.Pair(nodes.Const(pair.key), pair.value, lineno=node.lineno) for pair in node.kwargs]
        said = nodes.Mod(nodes.Const(text), nodes.Dict(values), lineno=node.lineno)
        said.set_environment(node.environment)
        return said


def _pieces(said: nodes.Mod) -> list[nodes.Expr]:
    """Return a sentence as what is put out one after the other; anything else, or a place without a value, as it is."""
    text, values = said.left, said.right
    if not (isinstance(text, nodes.Const) and isinstance(text.value, Markup) and isinstance(values, nodes.Dict)):
        return [said]
    by_name = {pair.key.value: pair.value for pair in values.items if isinstance(pair.key, nodes.Const)}
    found: list[nodes.Expr] = []
    since = 0
    for place in _place.finditer(text.value):
        if place[1] is not None and place[1] not in by_name:
            return [said]
        found.append(nodes.TemplateData(text.value[since : place.start()]))
        found.append(nodes.TemplateData("%") if place[1] is None else by_name[place[1]])
        since = place.end()
    found.append(nodes.TemplateData(text.value[since:]))
    for piece in found:
        piece.set_environment(said.environment)
    return found


def counted(singular: str, plural: str, number: int) -> str:
    """Return the sentence of a number; the same as Django's, which works out an Arabic plural anew for each."""
    return _counted(translation.get_language(), singular, plural, number)


@lru_cache(maxsize=4096)
def _counted(language: str | None, singular: str, plural: str, number: int) -> str:
    return translation.ngettext(singular, plural, number)


def url(name: str, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> str:
    """Return the path of a view. A page asks for some dozen, and for the same ones again and again."""
    return _path(name, tuple(args), tuple((kwargs or {}).items()))


@lru_cache(maxsize=2048)
def _path(name: str, values: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=values or None, kwargs=dict(named) or None)
