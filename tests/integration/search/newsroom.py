"""A small newsroom to look things up in, the same on every database, and what the tests ask it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Site

from hiwar.discussions.models import Comment
from hiwar.newsroom.models import ArticlePage
from hiwar.search.models import Kind
from hiwar.search.queries import ArticleHit, Asked, Found, find
from hiwar.search.question import question_of
from hiwar.search.services import index_due
from tests.factories.discussions import a_thread, an_imported_comment
from tests.factories.newsroom import NOON, a_newsroom, a_section, an_article, an_author

# (headline, section, author, days after noon of 19 January 2014, text)
ARTICLES = (
    ("مجلس المدينة يقرّ قانون النقل", "local", "سلمى درويش", 0, "أقرّ المجلس القانون بعد نقاش طويل في القاعة الكبرى."),
    ("إضراب في الميناء", "local", "نديم حدّاد", 40, "طالب المعلّمون والعمّال بتعديل القانون، ولم يتّفقوا."),
    ("كرة القدم تعود إلى الملعب", "sport", "نديم حدّاد", 50, "عاد اللاجئون إلى الملعب، وعادت الكرة معهم."),
    ("فكرة صغيرة في المكتبة", "culture", "سلمى درويش", 60, "جمعت معلّمة كتبًا للأطفال في مكتبة الحيّ الجديد."),
    ("قطار الساحل يعود", "local", "سلمى درويش", 70, "تحرّك قطار الساحل عند الفجر، وعاد إلى المحطّة مساءً."),
    ("سوريا ولبنان على خطّ واحد", "local", "نديم حدّاد", 80, "يصل الخطّ بين المدينتين، ويمرّ قطار سريع بالساحل."),
)
SECTIONS = {"local": "محليات", "sport": "رياضة", "culture": "ثقافة"}
COMMENTS = (
    ("1", "القانون الجديد لا يكفي يا جماعة."),
    ("2", "شكراً للمعلّمين على هذا الجهد."),
    ("3", "قطار الساحل تأخّر نصف ساعة."),
)


@dataclass
class Newsroom:
    """The newsroom with everything in its index."""

    site: Site
    articles: dict[str, ArticlePage] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)

    def headlines(self, asked: str, **narrowed: Any) -> list[str]:
        """Return the headlines of the articles found, in order."""
        return [hit.card.headline for hit in self.found(asked, **narrowed).hits if isinstance(hit, ArticleHit)]

    def texts(self, asked: str, **narrowed: Any) -> list[str]:
        """Return the comments found, in order."""
        hits = self.found(asked, kind=Kind.COMMENT, **narrowed).hits
        return ["".join(piece.text for piece in hit.text) for hit in hits]

    def found(self, asked: str, **narrowed: Any) -> Found:
        """Return what is found."""
        return find(self.asked(asked, **narrowed))

    def asked(self, asked: str, **narrowed: Any) -> Asked:
        """Return the question as a search."""
        return Asked(question=question_of(asked), site=self.site, **narrowed)


def opened() -> Newsroom:
    """Return the newsroom, its articles and comments published and indexed."""
    newsroom = Newsroom(a_newsroom())
    sections = {slug: a_section(name, slug) for slug, name in SECTIONS.items()}
    authors = {name: an_author(name) for name in dict.fromkeys(row[2] for row in ARTICLES)}
    for headline, section, author, days, text in ARTICLES:
        newsroom.articles[headline] = an_article(
            section=sections[section],
            headline=headline,
            authors=(authors[author],),
            paragraphs=(text,),
            published_at=days_later(days),
        )
    first = newsroom.articles[ARTICLES[0][0]]
    thread = a_thread(site=newsroom.site, subject=first.subject, url=first.public_path(), section=first.section_key)
    for key, text in COMMENTS:
        newsroom.comments[key] = an_imported_comment(
            thread, text, key=key, name="ليلى", submitted_at=days_later(int(key))
        )
    index_due()
    return newsroom


def days_later(days: int) -> datetime:
    """Return noon of so many days after the first article."""
    return NOON + timedelta(days=days)
