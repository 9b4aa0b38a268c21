"""Addresses of the desk. Every one of them asks for the right to moderate (`access`)."""

from django.urls import path

from hiwar.discussions.models import State
from hiwar.moderation.views import contact, deciding, log, queue

urlpatterns = [
    path("", queue.queue, {"state": State.HELD}, name="desk"),
    path("rejected/", queue.queue, {"state": State.REJECTED}, name="desk-rejected"),
    path("spam/", queue.queue, {"state": State.SPAM}, name="desk-spam"),
    path("published/", queue.queue, {"state": State.PUBLISHED}, name="desk-published"),
    path("log/", log.log, name="desk-log"),
    path("comment/<str:public_id>/", queue.comment, name="desk-comment"),
    path("comment/<str:public_id>/decide/", deciding.decide, name="desk-decide"),
    path("comment/<str:public_id>/reveal/", contact.reveal, name="desk-reveal"),
    path("bulk/", deciding.bulk, name="desk-bulk"),
    path("undo/", deciding.undo, name="desk-undo"),
]
