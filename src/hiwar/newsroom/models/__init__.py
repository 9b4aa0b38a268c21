"""The shape of what editors write: pages, people with a byline, pictures. No reader and no comment is known here."""

from hiwar.newsroom.models.articles import ArticleByline, ArticlePage, Correction, Discussion, Label
from hiwar.newsroom.models.desk import DeskReview
from hiwar.newsroom.models.former import FormerAddress
from hiwar.newsroom.models.look import Face, SiteLook
from hiwar.newsroom.models.people import Author
from hiwar.newsroom.models.pictures import NewsImage, NewsRendition
from hiwar.newsroom.models.sections import FrontPage, Screening, SectionPage
from hiwar.newsroom.models.topics import ArticleTopic, Topic
from hiwar.newsroom.models.videos import NewsVideo

__all__ = [
    "ArticleByline",
    "ArticlePage",
    "ArticleTopic",
    "Author",
    "Correction",
    "DeskReview",
    "Discussion",
    "Face",
    "FormerAddress",
    "FrontPage",
    "Label",
    "NewsImage",
    "NewsRendition",
    "NewsVideo",
    "Screening",
    "SectionPage",
    "SiteLook",
    "Topic",
]
