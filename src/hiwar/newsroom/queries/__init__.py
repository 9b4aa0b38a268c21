"""What readers' pages and feeds read of the newsroom: small frozen values, live pages of one site only, no N+1.

Times are aware; addresses are percent-encoded paths without an origin. Nothing here writes.
"""

from hiwar.newsroom.queries.archive import NEWEST, SectionPart, section_part
from hiwar.newsroom.queries.articles import article_at, article_by_id, article_view, latest_articles, live_articles
from hiwar.newsroom.queries.sections import section_named, sections, subjects_following
from hiwar.newsroom.queries.shapes import ArticleCard, ArticleView, Byline, Lead, SectionLink, SectionView

__all__ = [
    "NEWEST",
    "ArticleCard",
    "ArticleView",
    "Byline",
    "Lead",
    "SectionLink",
    "SectionPart",
    "SectionView",
    "article_at",
    "article_by_id",
    "article_view",
    "latest_articles",
    "live_articles",
    "section_named",
    "section_part",
    "sections",
    "subjects_following",
]
