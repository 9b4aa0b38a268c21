"""Addresses of the staff's door."""

from django.urls import path

from hiwar.accounts.views import SignIn, SignOut, confirm, end, label, language, sessions

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("login/confirm/", confirm, name="confirm"),
    path("login/sessions/", sessions, name="sessions"),
    path("login/sessions/label/", label, name="sessions-label"),
    path("login/sessions/language/", language, name="sessions-language"),
    path("login/sessions/end/", end, name="sessions-end"),
]
