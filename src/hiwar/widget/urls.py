"""Addresses of discussions on other sites' pages: each as a page of its own, and once more inside a frame there."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter
from wagtail.utils.urlpatterns import decorate_urlpatterns

from hiwar.delivery import views as pages
from hiwar.discussions import views as discussions
from hiwar.moderation.views import mine
from hiwar.widget import views
from hiwar.widget.frames import framed
from hiwar.widget.origins import HOST
from hiwar.widget.subjects import KEY, is_key


class Host(StringConverter):
    """A site's host and port, as browsers name them."""

    regex = HOST


class Key(StringConverter):
    """What a site calls one of its discussions."""

    regex = KEY

    def to_python(self, value: str) -> str:
        """Return the key; one in another spelling than its own leads nowhere."""
        if not is_key(value):
            raise ValueError(value)
        return value


class Language(StringConverter):
    """A language that readers' pages speak."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)


for _converter in (Host, Key, Language):
    register_converter(_converter, _converter.__name__.lower())


def _doors() -> list[URLPattern | URLResolver]:
    """Return the doors of one discussion."""
    return [
        path("", views.discussion, name="embedded"),
        path("state/", views.state, name="embedded-state"),
        path("<int:number>/", views.by_number, name="embedded-by-number"),
        path("comments/", views.post, name="embedded-post"),
        path("compose/", views.compose, name="embedded-compose"),
        path("report/", views.report, name="embedded-report"),
        path("edit/", views.edit, name="embedded-edit"),
    ]


def _in_frames() -> list[URLPattern | URLResolver]:
    """Return whatever a reader may come to without leaving the frame."""
    doors: list[URLPattern | URLResolver] = [
        path("on/<host:host>/<key:key>/", include(_doors())),
        path("counts/<host:host>/", views.counts, name="counts"),
        path("discussion/forget/", discussions.forget, name="reader-forget"),
        path("discussion/withdraw/<str:comment_id>/", discussions.withdraw, name="comment-withdraw"),
        path("talk/mine/", mine.mine, name="own-comments"),
        path("talk/mine/appeal/", mine.appeal, name="own-appeal"),
        path("about/rules/", pages.rules, name="rules"),
        path("about/privacy/", pages.privacy, name="privacy"),
    ]
    decorated: list[URLPattern | URLResolver] = decorate_urlpatterns(doors, framed)
    return decorated


urlpatterns = [
    path("embed.js", views.script, name="embed-script"),
    path("on/<host:host>/<key:key>/", include(_doors())),
    path("embed/", include((_in_frames(), "frame"), namespace="frame")),
    path("embed/<language:language>/", include((_in_frames(), "frame"), namespace="frame-in-language")),
]
