"""Give a newsroom that is at work already what a new one begins with: reporters, the desk's workflow, redirects.

Safe to run again: what is there is left alone. A database without a newsroom gets all of it when one is founded.
"""

from django.conf import settings
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext

PAGE_RIGHTS = ("add_page",)
IMAGE_RIGHTS = ("add_image", "choose_image")
REDIRECT_RIGHTS = ("add_formeraddress", "change_formeraddress", "delete_formeraddress", "view_formeraddress")


def give_reporters(apps, schema_editor):
    front = apps.get_model("newsroom", "FrontPage").objects.order_by("pk").first()
    editors = apps.get_model("auth", "Group").objects.filter(name="Editors").first()
    if front is None or editors is None:
        return
    reporters, made = apps.get_model("auth", "Group").objects.get_or_create(name="Reporters")
    _let_redirect(apps, editors)
    if made:
        _give_rights(apps, reporters, front)
    if not apps.get_model("newsroom", "DeskReview").objects.exists():
        _make_workflow(apps, editors, front)


def _let_redirect(apps, editors):
    # The permissions themselves come after all migrations; a table so old has had them for long.
    Permission = apps.get_model("auth", "Permission")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="formeraddress"
    )
    for codename in REDIRECT_RIGHTS:
        right, _made = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        editors.permissions.add(right)


def _give_rights(apps, reporters, front):
    Permission = apps.get_model("auth", "Permission")
    enter = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    reporters.permissions.add(*enter)
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
            group=reporters, page_id=front.pk, permission=right
        )
    root = apps.get_model("wagtailcore", "Collection").objects.order_by("path").first()
    for right in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS):
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
            group=reporters, collection=root, permission=right
        )


def _make_workflow(apps, editors, front):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="deskreview"
    )
    with translation.override(settings.LANGUAGE_CODE):
        name, step = gettext("Editorial review"), gettext("The editing desk")
    review = apps.get_model("newsroom", "DeskReview").objects.create(name=step, active=True, content_type=kind)
    review.groups.add(editors)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=name, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=review.pk, sort_order=0)
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    if not WorkflowPage.objects.filter(page_id=front.pk).exists():
        WorkflowPage.objects.create(workflow=workflow, page_id=front.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_the_editors_day"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_reporters, migrations.RunPython.noop, elidable=True)]
