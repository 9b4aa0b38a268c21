"""Addresses where whoever writes sees what was decided about her comments. Mounted beside the discussion's."""

from django.urls import path

from hiwar.moderation.views import mine

urlpatterns = [
    path("", mine.mine, name="own-comments"),
    path("appeal/", mine.appeal, name="own-appeal"),
]
