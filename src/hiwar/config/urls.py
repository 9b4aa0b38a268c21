"""Every address of an installation: the only place that mounts the packages beside one another."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_admin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from hiwar.accounts.editor_doors import confirmed

# One door for staff: Wagtail's own would know nothing of our limits on guessing (threats, row S4).
to_our_door = RedirectView.as_view(pattern_name="login", query_string=True)

urlpatterns = [
    path("editor/login/", to_our_door),
    path("editor/password_reset/", to_our_door),
    path("editor/", include(decorate_urlpatterns(wagtail_admin.urlpatterns, confirmed))),
    path("desk/", include("hiwar.moderation.urls")),
    path("", include("hiwar.accounts.urls")),
    path("", include("hiwar.discussions.urls")),
    # Before the discussions' own pages, whose addresses begin alike.
    path("talk/mine/", include("hiwar.moderation.reader_urls")),
    path("", include("hiwar.delivery.machines.urls")),
    path("", include("hiwar.search.urls")),
    path("", include("hiwar.widget.urls")),
    path("", include("hiwar.delivery.urls")),
]

handler404 = "hiwar.delivery.views.not_found"
