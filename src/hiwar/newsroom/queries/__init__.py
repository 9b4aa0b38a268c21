"""What readers' pages and feeds read of the newsroom: small frozen values, live pages of one site only, no N+1.

Times are aware; addresses are percent-encoded paths without an origin. Nothing here writes.
"""

from hiwar.newsroom.queries.archive import NEWEST, ArchivePart, author_part, section_part
from hiwar.newsroom.queries.articles import article_at, article_by_id, article_view, latest_articles, live_articles
from hiwar.newsroom.queries.authors import author_named, listed_authors
from hiwar.newsroom.queries.former import Former, former
from hiwar.newsroom.queries.listings import feed_articles, listed_articles, listed_months, news_of
from hiwar.newsroom.queries.sections import section_named, sections, subjects_following
from hiwar.newsroom.queries.shapes import (
    ArticleCard,
    ArticleView,
    AuthorView,
    Byline,
    FeedArticle,
    Lead,
    ListedArticle,
    ListedMonth,
    SectionLink,
    SectionView,
)

__all__ = [
    "NEWEST",
    "ArchivePart",
    "ArticleCard",
    "ArticleView",
    "AuthorView",
    "Byline",
    "FeedArticle",
    "Former",
    "Lead",
    "ListedArticle",
    "ListedMonth",
    "SectionLink",
    "SectionView",
    "article_at",
    "article_by_id",
    "article_view",
    "author_named",
    "author_part",
    "feed_articles",
    "former",
    "latest_articles",
    "listed_articles",
    "listed_authors",
    "listed_months",
    "live_articles",
    "news_of",
    "section_named",
    "section_part",
    "sections",
    "subjects_following",
]
