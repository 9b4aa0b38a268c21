"""Addresses of readers' pages."""

from django.urls import path, re_path

from hiwar.delivery import archive_views, front_views, look_views, views

MONTH = r"(?P<year>(?:1[0-9]|20|21)[0-9]{2})/(?P<month>0[1-9]|1[0-2])"

urlpatterns = [
    path("", front_views.front, name="front"),
    path("section/<str:slug>/", views.section, name="section"),
    path("author/<str:slug>/", views.author, name="author"),
    path("topic/<str:slug>/", archive_views.topic, name="topic"),
    path("archive/", archive_views.whole, name="archive"),
    re_path(rf"^archive/{MONTH}/$", archive_views.month, name="archive-month"),
    re_path(rf"^archive/{MONTH}/(?P<day>[0-3][0-9])/$", archive_views.day, name="archive-day"),
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
