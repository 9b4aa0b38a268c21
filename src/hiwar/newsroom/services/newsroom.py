"""Setting up a newsroom: its root, its sections, and who may do what in the editor."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, Workflow

from hiwar.newsroom.addresses import slug_from
from hiwar.newsroom.models import FrontPage, SectionPage
from hiwar.newsroom.services.desk import lay_way_over_desk

EDITORS = "Editors"
MODERATORS = "Moderators"
REPORTERS = "Reporters"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")
LIST_RIGHTS = tuple(
    f"{act}_{kind}" for kind in ("author", "formeraddress", "topic") for act in ("add", "change", "delete", "view")
)
VIDEO_RIGHTS = tuple(f"{act}_newsvideo" for act in ("add", "change", "delete", "view"))
# Who may add a page may write it, and submit it; changing others' and publishing are apart.
REPORTERS_PAGE_RIGHTS = ("add_page",)
REPORTERS_IMAGE_RIGHTS = ("add_image", "choose_image")
# A video comes about in two steps, and the second is a change.
REPORTERS_VIDEO_RIGHTS = tuple(f"{act}_newsvideo" for act in ("add", "change", "view"))
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
    """Give editors and reporters their rights, moderators none in the editor; repeating takes back what others gave."""
    editors, moderators, reporters = (
        Group.objects.get_or_create(name=name)[0] for name in (EDITORS, MODERATORS, REPORTERS)
    )
    for group in (editors, moderators, reporters):
        group.page_permissions.all().delete()
        group.collection_permissions.all().delete()
    enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    moderators.permissions.remove(enter)
    ours = Permission.objects.filter(content_type__app_label="newsroom")
    reporters.permissions.add(enter, *ours.filter(codename__in=REPORTERS_VIDEO_RIGHTS))
    editors.permissions.add(enter, *ours.filter(codename__in=LIST_RIGHTS + VIDEO_RIGHTS))
    _give_rights(editors, pages=PAGE_RIGHTS, images=IMAGE_RIGHTS)
    _give_rights(reporters, pages=REPORTERS_PAGE_RIGHTS, images=REPORTERS_IMAGE_RIGHTS)
    for front in FrontPage.objects.all():
        lay_way_over_desk(front=front, desk=editors)


def _give_rights(group: Group, *, pages: tuple[str, ...], images: tuple[str, ...]) -> None:
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=pages)
    for front in FrontPage.objects.all():
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=front, permission=right) for right in rights
        )
    # Wagtail asks for the rights of its own image model, whichever model stands in for it.
    rights = Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=images)
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=right) for right in rights
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
