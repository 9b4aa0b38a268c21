"""Topics in the editor: the list of all of them, the form of one, and what is suggested while an editor types."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Site
from wagtail.snippets.views.snippets import SnippetViewSet

from hiwar.newsroom.models import Topic
from hiwar.newsroom.queries.topics import readable_lines, suggested_topics
from hiwar.newsroom.topic_forms import TopicForm


def _other_names(topic: Topic) -> str:
    return "، ".join(str(other) for other in topic.other_names.all())


class TopicViewSet(SnippetViewSet):
    """What articles are about, with how many readers can find under each."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_name = "topics"
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("article_count", label=_("Articles")),
        Column(_other_names, label=_("Other names")),
        "description",
    ]
    list_per_page = 50
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("description"), FieldPanel("stands_for")], base_form_class=TopicForm
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Return the topics of the site, counted; a name that only stands for another is told with that one."""
        lines = readable_lines().filter(topic=OuterRef("pk")).order_by().values("topic")
        count = Subquery(lines.annotate(count=Count("pk")).values("count"), output_field=IntegerField())
        found = Topic.objects.filter(stands_for=None, site=_site(request)).prefetch_related("other_names")
        return found.annotate(article_count=Coalesce(count, 0))


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Name the topics that an editor may mean who has typed so much."""
    return JsonResponse(suggested_topics(request.GET.get("term", "")[:200], site=_site(request)), safe=False)


def _site(request: HttpRequest) -> Any:
    return Site.find_for_request(request) or Site.objects.get(is_default_site=True)
