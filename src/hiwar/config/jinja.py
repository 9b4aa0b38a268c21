"""The one Jinja2 environment of our own pages: filters that write dates and numbers as the site does, and no others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined

from hiwar.delivery.assets import asset_url
from hiwar.discussions.notices import notice_of
from hiwar.discussions.render import kept


def environment(**options: Any) -> Environment:
    """Return the environment: autoescaping, strict about unknown names, translated by Django's catalogs."""
    made = Environment(  # noqa: S701 - autoescape is on: it is in the options given
        **{**options, "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.globals.update(
        url=reverse,
        asset=asset_url,
        origin=settings.HIWAR_ORIGIN,
        language=translation.get_language,
        kept=kept,
        now=timezone.now,
        notice_of=notice_of,
    )
    return made
