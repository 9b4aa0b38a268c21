"""Addresses of the desk. Every one of them asks for the right to moderate (`access`)."""

from django.urls import path

from hiwar.discussions.models import State
from hiwar.moderation import views

urlpatterns = [
    path("", views.queue, {"state": State.HELD}, name="desk"),
    path("rejected/", views.queue, {"state": State.REJECTED}, name="desk-rejected"),
    path("spam/", views.queue, {"state": State.SPAM}, name="desk-spam"),
    path("published/", views.queue, {"state": State.PUBLISHED}, name="desk-published"),
    path("log/", views.log, name="desk-log"),
    path("comment/<str:public_id>/", views.comment, name="desk-comment"),
    path("comment/<str:public_id>/decide/", views.decide, name="desk-decide"),
    path("comment/<str:public_id>/reveal/", views.reveal, name="desk-reveal"),
    path("bulk/", views.bulk, name="desk-bulk"),
    path("undo/", views.undo, name="desk-undo"),
]
