"""Every address of an installation: the only place that mounts the packages beside one another."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_admin

urlpatterns = [
    path("editor/", include(wagtail_admin)),
    path("desk/", include("hiwar.moderation.urls")),
    path("", include("hiwar.accounts.urls")),
    path("", include("hiwar.discussions.urls")),
    path("", include("hiwar.delivery.urls")),
]

handler404 = "hiwar.delivery.views.not_found"
