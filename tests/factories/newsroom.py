"""A newsroom for tests: Salma edits it, its pages are few and its pictures are drawn here."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile, User
from hiwar.newsroom.models import ArticlePage, Author, FrontPage, NewsImage, NewsVideo, SectionPage
from hiwar.newsroom.services import ArticleDraft, create_article, create_section, open_newsroom
from hiwar.newsroom.services.videos import VideoWords, add_video

ORIGIN = "http://127.0.0.1:8000"
NOON = datetime(2014, 1, 19, 10, 0, tzinfo=UTC)
HEADLINE = "بعد عشرين عاماً من الصمت، قطار الساحل يطلق صافرته من جديد"
GPS_CANARY = b"CANARY-35.5312N"
CASES = Path(__file__).resolve().parents[1] / "cases"
CAPTIONS = """WEBVTT

00:00:00.200 --> 00:00:01.000
[صافرة]

00:00:01.000 --> 00:00:01.900
هذا أول قطار منذ عشرين عاماً.
"""


def a_newsroom() -> Site:
    """Return the default site as a newsroom of Damascus time."""
    site = open_newsroom(name="حوار", origin=ORIGIN)
    SiteProfile.objects.update_or_create(site=site, defaults={"country": "SY", "time_zone": "Asia/Damascus"})
    return site


def a_section(name: str = "محليات", slug: str = "local") -> SectionPage:
    """Return a section of the newsroom, which is opened if need be."""
    front = FrontPage.objects.first() or a_newsroom().root_page.specific
    return create_section(parent=front, name=name, slug=slug)


def salma() -> User:
    """Return Salma, who edits and may do everything."""
    found = User.objects.filter(username="salma").first()
    return found or User.objects.create_superuser("salma", password="a long pass phrase", display_name="سلمى درويش")


def an_author(name: str = "سلمى درويش", role: str = "مراسلة في الميناء") -> Author:
    """Return an author."""
    return Author.objects.create(name=name, role=role)


def an_article(*, section: SectionPage | None = None, publish: bool = True, **draft: object) -> ArticlePage:
    """Return an article of 19 January 2014, noon in Damascus; `draft` overrides any part of it."""
    parts = {"headline": HEADLINE, "paragraphs": ("عند فجر الأحد، تحرّك القطار.",), "published_at": NOON, **draft}
    return create_article(
        section=section or a_section(), draft=ArticleDraft(**parts), by=None, now=NOON, publish=publish
    )


def a_photograph(size: tuple[int, int] = (1600, 900), *, written_as: str = "JPEG", **options: object) -> BytesIO:
    """Return a camera's file: EXIF with a place, a comment, and the given options of Pillow's writer."""
    picture = Image.new("RGB", size, (180, 40, 60))
    exif = Image.Exif()
    exif[0x010E] = GPS_CANARY.decode()
    exif[0x0112] = 6  # Held on its side: the reader must see it turned.
    exif.get_ifd(0x8825)[29] = GPS_CANARY.decode()
    out = BytesIO()
    picture.save(out, written_as, **{"exif": exif, **options})
    out.seek(0)
    return out


def a_picture(size: tuple[int, int] = (1600, 900), title: str = "قطار") -> NewsImage:
    """Return a stored picture with credit and description."""
    plain = BytesIO()
    Image.new("RGB", size, (180, 40, 60)).save(plain, "JPEG")
    file = ContentFile(plain.getvalue(), name="IMG_2014.jpg")
    return NewsImage.objects.create(title=title, file=file, credit="تصوير: حوار", description="قطار على جسر")


def a_film() -> bytes:
    """Return a telephone's file: two seconds, 96 by 64 pixels, a tone, and where and when and with what it was made."""
    return (CASES / "videos/phone.mp4").read_bytes()


def a_video(title: str = "قطار يعبر الجسر", captions: str = CAPTIONS, **words: object) -> NewsVideo:
    """Return a stored video that can go into an article; `words` are further ones of `VideoWords`."""
    told = VideoWords(title=title, credit="تصوير: حوار", captions=captions, **words)
    return add_video(file=ContentFile(a_film(), name="IMG_2014.mp4"), poster=a_picture(), words=told)
