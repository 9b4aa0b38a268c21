"""The shape of what editors write: pages, people with a byline, pictures. No reader and no comment is known here."""

from hiwar.newsroom.models.articles import ArticleByline, ArticlePage, Correction, Discussion, Label
from hiwar.newsroom.models.former import FormerAddress
from hiwar.newsroom.models.people import Author
from hiwar.newsroom.models.pictures import NewsImage, NewsRendition
from hiwar.newsroom.models.sections import FrontPage, Screening, SectionPage

__all__ = [
    "ArticleByline",
    "ArticlePage",
    "Author",
    "Correction",
    "Discussion",
    "FormerAddress",
    "FrontPage",
    "Label",
    "NewsImage",
    "NewsRendition",
    "Screening",
    "SectionPage",
]
