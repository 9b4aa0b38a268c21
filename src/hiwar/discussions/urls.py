"""Addresses of the discussion."""

from django.urls import path

from hiwar.discussions import edit_views, report_views, views

urlpatterns = [
    path("discussion/forget/", views.forget, name="reader-forget"),
    path("discussion/withdraw/<str:comment_id>/", views.withdraw, name="comment-withdraw"),
    path("discussion/<str:thread_id>/comments/", views.post, name="comment-post"),
    path("discussion/<str:thread_id>/compose/", views.compose, name="comment-compose"),
    path("talk/<str:thread_id>/report/", report_views.report, name="comment-report"),
    path("talk/<str:thread_id>/edit/", edit_views.edit, name="comment-edit"),
]
