"""Addresses of readers' pages."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from hiwar.delivery import archive_views, front_views, look_views, views

YEAR = r"(?:1[0-9]|20|21)[0-9]{2}"
MONTH = rf"(?P<year>{YEAR})/(?P<month>0[1-9]|1[0-2])"
DAY = r"(?P<day>[0-3][0-9])"

urlpatterns = [
    path("", front_views.front, name="front"),
    path("section/<str:slug>/", views.section, name="section"),
    path("author/<str:slug>/", views.author, name="author"),
    path("topic/<str:slug>/", archive_views.topic, name="topic"),
    path("archive/", archive_views.whole, name="archive"),
    # What is left of an address whose end somebody cut off, to see what else there is.
    re_path(rf"^(?:archive/)?{YEAR}/$", RedirectView.as_view(url="/archive/", permanent=True), name="year"),
    re_path(rf"^{MONTH}/$", RedirectView.as_view(pattern_name="archive-month", permanent=True), name="month"),
    re_path(rf"^{MONTH}/{DAY}/$", RedirectView.as_view(pattern_name="archive-day", permanent=True), name="day"),
    re_path(rf"^archive/{MONTH}/$", archive_views.month, name="archive-month"),
    re_path(rf"^archive/{MONTH}/{DAY}/$", archive_views.day, name="archive-day"),
    # Lenient on purpose: addresses are typed and mangled; the view sends every odd form to the one canonical address.
    re_path(
        r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<slug>[^/]+)/?$",
        views.article,
        name="article",
    ),
    path("a/<int:pk>/", views.short_address, name="short-address"),
    path("c/<str:public_id>/", views.comment_permalink, name="comment-permalink"),
    path("talk/<str:thread_id>/", views.talk, name="talk"),
    path("talk/<str:thread_id>/state/", views.talk_state, name="talk-state"),
    path("talk/<str:thread_id>/<int:number>/", views.comment_by_number, name="comment-by-number"),
    path("look/<slug:digest>.css", look_views.sheet, name="look"),
    path("about/rules/", views.rules, name="rules"),
    path("about/privacy/", views.privacy, name="privacy"),
]
