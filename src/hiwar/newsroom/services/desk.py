"""The way of an article to its readers: a reporter submits, the desk publishes it or returns it with a note.

The way itself is Wagtail's workflow; here it is laid once, and whoever changes it in the editor afterwards is right.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from hiwar.newsroom.models import DeskReview, FrontPage


def lay_way_over_desk(*, front: FrontPage, desk: Group) -> None:
    """Lead what is submitted anywhere below the front page over the desk, if this newsroom never had such a way."""
    if DeskReview.objects.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        name, step = gettext("Editorial review"), gettext("The editing desk")
    review = DeskReview.objects.create(name=step)
    review.groups.add(desk)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=review.task_ptr, sort_order=0)
    WorkflowPage.objects.get_or_create(page=front, defaults={"workflow": workflow})
