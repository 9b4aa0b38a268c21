"""Addresses of readers' pages."""

from django.urls import path, re_path

from hiwar.delivery import views

urlpatterns = [
    path("", views.front, name="front"),
    path("section/<str:slug>/", views.section, name="section"),
    path("author/<str:slug>/", views.author, name="author"),
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
    path("about/rules/", views.rules, name="rules"),
    path("about/privacy/", views.privacy, name="privacy"),
]
