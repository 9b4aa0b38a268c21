"""The editor's forms as a browser would send them, and the browsers of those who send them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from hiwar.accounts.models import User
from hiwar.newsroom.models import ArticlePage, SectionPage


def signed_in(name: str, group: str) -> Client:
    """Return the browser of a member of staff, who is hired if need be."""
    user = User.objects.filter(username=name).first()
    user = user or User.objects.create_user(name, password="a long pass phrase", display_name=name)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def article_form(**changes: object) -> dict[str, str]:
    """Return what the article's form sends, all of it empty but a headline and a paragraph."""
    return nested_form_data(
        {
            "title": "قطار الساحل",
            "slug": "قطار-الساحل",
            "discussion": "open",
            "published_at": "",
            "go_live_at": "",
            "expire_at": "",
            "closes_at": "",
            "body": streamfield([("paragraph", rich_text("<p>نص</p>"))]),
            "bylines": inline_formset([]),
            "corrections": inline_formset([]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def add(client: Client, section: SectionPage, **changes: object) -> Any:
    """Return the answer to a new article's form."""
    address = reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", section.pk])
    return client.post(address, article_form(**changes))


def edit(client: Client, article: ArticlePage, **changes: object) -> Any:
    """Return the answer to an article's form sent again."""
    told = {"title": article.title, "slug": article.slug, **changes}
    return client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), article_form(**told))
