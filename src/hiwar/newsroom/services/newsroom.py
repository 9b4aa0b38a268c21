"""Setting up a newsroom: its root, its sections, and who may do what in the editor."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, Workflow

from hiwar.newsroom.addresses import slug_from
from hiwar.newsroom.models import FrontPage, SectionPage

EDITORS = "Editors"
MODERATORS = "Moderators"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")
AUTHOR_RIGHTS = ("add_author", "change_author", "delete_author", "view_author")
WELCOME_SLUG = "home"
SAMPLE_WORKFLOW = "Moderators approval"


@transaction.atomic
def open_newsroom(*, name: str, origin: str) -> Site:
    """Make the default site a newsroom with an empty front page; again: only bring name and address up to date."""
    parts = urlsplit(origin)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    front = FrontPage.objects.first() or _new_front_page(name)
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": parts.hostname, "port": port, "site_name": name, "root_page": front},
    )
    _clear_wagtails_samples()
    ensure_staff_groups()
    return site


@transaction.atomic
def create_section(*, parent: FrontPage, name: str, slug: str | None = None, description: str = "") -> SectionPage:
    """Add a live section under the front page, or return the one that has this slug already."""
    slug = slug_from((slug or name).replace("-", " "))
    found = SectionPage.objects.child_of(parent).filter(slug=slug).first()
    return found or parent.add_child(instance=SectionPage(title=name, slug=slug, description=description))


@transaction.atomic
def ensure_staff_groups() -> None:
    """Give editors their rights and moderators none in the editor; safe to repeat, and takes back what Wagtail gave."""
    editors, _made = Group.objects.get_or_create(name=EDITORS)
    moderators, _made = Group.objects.get_or_create(name=MODERATORS)
    for group in (editors, moderators):
        group.page_permissions.all().delete()
        group.collection_permissions.all().delete()
    enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    moderators.permissions.remove(enter)
    authors = Permission.objects.filter(content_type__app_label="newsroom", codename__in=AUTHOR_RIGHTS)
    editors.permissions.add(enter, *authors)
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for front in FrontPage.objects.all():
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=editors, page=front, permission=right) for right in pages
        )
    # Wagtail asks for the rights of its own image model, whichever model stands in for it.
    images = Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS)
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=editors, collection=root, permission=right) for right in images
    )


def _clear_wagtails_samples() -> None:
    # Wagtail's first migrations leave a page that says «welcome» in English, and an approval by the group
    # «Moderators», who moderate comments here and may not touch an article.
    for page in Page.objects.filter(depth=2, slug=WELCOME_SLUG, content_type__app_label="wagtailcore"):
        page.delete()
    for workflow in Workflow.objects.filter(active=True, name=SAMPLE_WORKFLOW):
        workflow.deactivate()


def _new_front_page(name: str) -> FrontPage:
    root = Page.get_first_root_node()
    return root.add_child(instance=FrontPage(title=name, slug="front"))
