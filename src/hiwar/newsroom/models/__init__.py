"""The shape of what editors write: pages, people with a byline, pictures. No reader and no comment is known here."""

from hiwar.newsroom.models.articles import ArticleByline, ArticlePage, Discussion
from hiwar.newsroom.models.people import Author
from hiwar.newsroom.models.pictures import NewsImage, NewsRendition
from hiwar.newsroom.models.sections import FrontPage, Screening, SectionPage

__all__ = [
    "ArticleByline",
    "ArticlePage",
    "Author",
    "Discussion",
    "FrontPage",
    "NewsImage",
    "NewsRendition",
    "Screening",
    "SectionPage",
]
