"""What can be done in a newsroom, one function per use case; the editor's own screens end in the same functions."""

from hiwar.newsroom.services.articles import (
    ArticleDraft,
    LeadPicture,
    SourceTaken,
    create_article,
    publish_article,
    unpublish_article,
)
from hiwar.newsroom.services.newsroom import create_section, ensure_staff_groups, open_newsroom
from hiwar.newsroom.services.publication import settle_article, settle_articles_showing
from hiwar.newsroom.services.schedule import next_due_at, publish_due

__all__ = [
    "ArticleDraft",
    "LeadPicture",
    "SourceTaken",
    "create_article",
    "create_section",
    "ensure_staff_groups",
    "next_due_at",
    "open_newsroom",
    "publish_article",
    "publish_due",
    "settle_article",
    "settle_articles_showing",
    "unpublish_article",
]
