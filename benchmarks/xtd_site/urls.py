"""Addresses: an article's page, and what the package brings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from benchmarks.xtd_site.models import Article


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article with its comments."""
    return render(request, "article.html", {"object": get_object_or_404(Article, slug=slug)})


urlpatterns = [
    path("comments/", include("django_comments_xtd.urls")),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("<slug:slug>/", page),
]
