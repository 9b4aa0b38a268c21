"""What readers' pages and feeds read of the newsroom: small frozen values, live pages of one site only, no N+1.

Times are aware; addresses are percent-encoded paths without an origin. Nothing here writes.
"""

from hiwar.newsroom.queries.archive import NEWEST, ArchivePart, author_part, section_part
from hiwar.newsroom.queries.articles import article_at, article_by_id, article_view, latest_articles, live_articles
from hiwar.newsroom.queries.authors import author_named, author_with, listed_authors, newest_subjects, wrote
from hiwar.newsroom.queries.days import Clock, Counted, counted_days, counted_months, day_part, days_beside
from hiwar.newsroom.queries.former import Former, former, noted_paths
from hiwar.newsroom.queries.front import (
    Arm,
    Candidate,
    FrontPart,
    candidates,
    cards_of,
    composed_front,
    first_authors,
    parts_of,
)
from hiwar.newsroom.queries.listings import feed_articles, listed_articles, listed_months, news_of
from hiwar.newsroom.queries.look import Look, look_of
from hiwar.newsroom.queries.related import Neighbors, neighbors, related_articles
from hiwar.newsroom.queries.sections import section_named, sections, subjects_following
from hiwar.newsroom.queries.shapes import (
    ArticleCard,
    ArticleLink,
    ArticleView,
    AuthorView,
    Byline,
    FeedArticle,
    Lead,
    ListedArticle,
    ListedMonth,
    SectionLink,
    SectionView,
    TopicView,
    VideoView,
)
from hiwar.newsroom.queries.topics import listed_topics, suggested_topics, topic_named, topic_part
from hiwar.newsroom.queries.twins import Twin, twins_of

__all__ = [
    "NEWEST",
    "ArchivePart",
    "Arm",
    "ArticleCard",
    "ArticleLink",
    "ArticleView",
    "AuthorView",
    "Byline",
    "Candidate",
    "Clock",
    "Counted",
    "FeedArticle",
    "Former",
    "FrontPart",
    "Lead",
    "ListedArticle",
    "ListedMonth",
    "Look",
    "Neighbors",
    "SectionLink",
    "SectionView",
    "TopicView",
    "Twin",
    "VideoView",
    "article_at",
    "article_by_id",
    "article_view",
    "author_named",
    "author_part",
    "author_with",
    "candidates",
    "cards_of",
    "composed_front",
    "counted_days",
    "counted_months",
    "day_part",
    "days_beside",
    "feed_articles",
    "first_authors",
    "former",
    "latest_articles",
    "listed_articles",
    "listed_authors",
    "listed_months",
    "listed_topics",
    "live_articles",
    "look_of",
    "neighbors",
    "newest_subjects",
    "news_of",
    "noted_paths",
    "parts_of",
    "related_articles",
    "section_named",
    "section_part",
    "sections",
    "subjects_following",
    "suggested_topics",
    "topic_named",
    "topic_part",
    "twins_of",
    "wrote",
]
