"""A page comes in whole, once, through the same doors as everything else; or nothing of it comes in."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from hiwar.discussions.models import Comment, State, Thread
from hiwar.importers.page import map as page_map
from hiwar.importers.registry import importer_named
from hiwar.newsroom.models import ArticlePage, Author, SectionPage
from tests.factories.newsroom import a_newsroom, a_section

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parents[2] / "cases" / "pages"
ROOT = Path(__file__).parents[3]
# The page this project began with is no part of the repository; where it lies beside it, it is imported, too.
SEED = ROOT.parent / "shared" / "seed" / "page.txt"
URL = "https://paper.example/%D9%85%D9%83%D8%AA%D8%A8%D8%A9"


@pytest.fixture(autouse=True)
def newsroom():
    a_newsroom()
    a_section("محليات", "local")
    a_section("ثقافة", "culture")
    with translation.override("en"):
        yield


def imported(file, **options):
    """Run the import as the command line does and return its report."""
    out = StringIO()
    path = file if isinstance(file, Path) else PAGES / file
    call_command(importer_named("page").command, path, **{"url": URL, "date": "2019-03-12", **options}, stdout=out)
    return out.getvalue()


def refused(file, **options):
    """Run an import that must fail, and return its sentence after checking its exit code."""
    told = StringIO()
    with pytest.raises(SystemExit) as exit_:
        imported(file, **options, stderr=told)
    assert exit_.value.code == 2
    return told.getvalue().rstrip("\n")


def everything_stored():
    articles = list(ArticlePage.objects.order_by("pk").values("pk", "title", "latest_revision_id", "source_url"))
    threads = list(Thread.objects.order_by("pk").values())
    return articles, threads, list(Comment.objects.order_by("pk").values()), Author.objects.count()


def test_the_article_stands_under_its_day_with_every_paragraph():
    imported("plain.txt")

    article = ArticlePage.objects.get()
    assert article.live
    assert [block.block_type for block in article.body] == ["paragraph"] * 3
    assert "«14,200 كتاب»" in article.body[0].value.source
    assert article.published_at.astimezone(UTC) == datetime(2019, 3, 12, 10, 0, tzinfo=UTC)
    assert article.address.startswith("2019/03/12/افتتحت-مكتبة")
    assert article.source_url == "https://paper.example/مكتبة"


def test_without_a_headline_the_first_sentence_is_a_draft_of_one():
    report = imported("arabic-digits.txt")

    article = ArticlePage.objects.get()
    assert article.title == "عاد القطار الساحلي إلى العمل بعد توقف دام عشرين عامًا، وحمل في رحلته الأولى ٣٢٠ راكبًا"
    assert article.is_draft_headline
    assert "a draft headline" in report


def test_a_given_headline_is_no_draft():
    imported("arabic-digits.txt", headline="القطار يعود")

    article = ArticlePage.objects.get()
    assert (article.title, article.is_draft_headline) == ("القطار يعود", False)


def test_comments_keep_their_numbers_names_and_line_breaks_and_wait_unless_approved():
    imported("plain.txt")

    rows = Comment.objects.order_by("number").values_list("number", "name", "state")
    assert list(rows) == [(1, "", State.HELD), (2, "Rim_84", State.HELD), (3, "", State.HELD), (4, "", State.HELD)]
    assert Comment.objects.get(number=4).text == "يا ريت تعملوا مثلها بحارتنا\nعنا بيت قديم فاضي\nوالشباب مستعدين"
    assert Comment.objects.get(number=2).text.endswith("\n..")
    assert Thread.objects.get().comment_count == 0


def test_approved_comments_are_published_as_their_source_did():
    report = imported("plain.txt", approved=True)

    assert set(Comment.objects.values_list("state", flat=True)) == {State.PUBLISHED}
    assert Thread.objects.get().comment_count == 4
    assert report.count("published as its source did") == 4


if SEED.exists():

    def test_the_page_this_project_began_with_comes_in_whole_and_its_curses_wait():
        report = imported(SEED, date="2014-01-19")

        article = ArticlePage.objects.get()
        assert len(article.body) == 6
        assert article.is_draft_headline
        held = {comment.number: comment for comment in Comment.objects.held()}
        assert set(held) >= {1, 3, 4}
        for number in (1, 3, 4):
            rules = {finding["rule"] for finding in held[number].screening["findings"]}
            assert rules - {"first_comment"}, f"comment {number} waits only for its author being new"
        assert "«Someone»" in report
        assert f"http://127.0.0.1:8000{article.public_path()}" in report


@pytest.mark.parametrize("file", ["plain.txt", "wordpress.html", "old-theme.html"])
@pytest.mark.parametrize("approved", [False, True])
def test_importing_twice_adds_nothing_and_says_so(file, approved):
    imported(file, approved=approved)
    before = everything_stored()

    report = imported(file, approved=approved)

    assert everything_stored() == before
    assert "nothing was added" in report


def test_another_spelling_of_the_address_is_the_same_page():
    imported("plain.txt")

    report = imported("plain.txt", url="HTTPS://Paper.example/مكتبة#comment-3")

    assert ArticlePage.objects.count() == 1
    assert "nothing was added" in report


def test_a_page_that_has_grown_adds_only_what_is_new(tmp_path):
    imported("plain.txt")
    grown = tmp_path / "grown.txt"
    text = (PAGES / "plain.txt").read_text(encoding="utf-8")
    fifth = "  5. وصلت متأخرًا لكنني وصلت\n\nماذا تقول أنت؟"
    grown.write_text(text.replace("ماذا تقول أنت؟", fifth).replace("4 تعليقات", "5 تعليقات"), encoding="utf-8")

    report = imported(grown)

    assert list(Comment.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert "The article was here already. 1 comment was added." in report


def test_answers_stay_answers_and_days_stay_days():
    imported("wordpress.html", approved=True)

    rows = {comment.number: comment for comment in Comment.objects.select_related("parent")}
    assert [rows[number].parent and rows[number].parent.number for number in (1, 2, 3, 4)] == [None, 1, 2, None]
    assert [rows[number].submitted_at.date() for number in (1, 3)] == [date(2019, 3, 12), date(2019, 3, 13)]
    assert [byline.author.name for byline in ArticlePage.objects.get().bylines.all()] == ["سلمى درويش"]


def test_no_address_of_anybody_reaches_the_database():
    imported("described.html")

    stored = repr(everything_stored()) + repr(list(Author.objects.values()))
    assert "mail.example" not in stored
    assert "10.1.2.3" not in stored


def test_a_dry_run_reports_the_same_and_changes_nothing():
    before = everything_stored()

    report = imported("wordpress.html", dry_run=True)

    assert everything_stored() == before
    assert "nothing has been changed" in report
    assert "بلدية المرفأ تعيد فتح السوق القديم" in report
    assert report.count("waits for a moderator") == 4


def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch):
    before = everything_stored()
    store, calls = page_map.discussions.import_comment, []

    def failing(**arguments):
        calls.append(arguments)
        if len(calls) == 3:
            raise RuntimeError("the disk is full")
        return store(**arguments)

    monkeypatch.setattr(page_map.discussions, "import_comment", failing)
    with pytest.raises(RuntimeError):
        imported("plain.txt")

    assert everything_stored() == before


def test_text_that_looks_like_markup_stays_text(tmp_path):
    page = tmp_path / "page.txt"
    attack = "<p><script>alert(1)</script> خبر من المدينة."
    page.write_text(f"{attack}\n\nتعليق واحد\n\n  1. <img src=x onerror=alert(1)>\n\nماذا تقول أنت؟", encoding="utf-8")

    imported(page, approved=True)

    assert "<script>" not in ArticlePage.objects.get().rendered_body
    assert "&lt;script&gt;" in ArticlePage.objects.get().rendered_body
    assert Comment.objects.get().text == "<img src=x onerror=alert(1)>"


def test_a_section_is_found_by_name_or_slug_and_the_first_one_is_the_default():
    imported("plain.txt", url="https://paper.example/1")
    imported("plain.txt", url="https://paper.example/2", section="culture")
    imported("plain.txt", url="https://paper.example/3", section="ثقافة")

    homes = [article.get_parent().slug for article in ArticlePage.objects.order_by("pk")]
    assert homes == ["local", "culture", "culture"]


@pytest.mark.parametrize(
    ("file", "options", "part"),
    [
        ("nothing.txt", {}, "nothing.txt»."),
        ("README.md", {}, "is no news page"),
        ("expected.json", {}, "is a JSON file"),
        ("../pages", {}, "is a folder"),
        ("plain.txt", {"url": "paper.example"}, "«paper.example» is no web address"),
        ("plain.txt", {"date": "yesterday"}, "«yesterday» is no date"),
        ("plain.txt", {"date": "2999-01-01"}, "in the future"),
        ("plain.txt", {"headline": "ع" * 300}, "longer than 250 characters"),
        ("plain.txt", {"section": "رياضة"}, "There is no section «رياضة»; there are: محليات، ثقافة."),
    ],
)
def test_a_refusal_is_one_sentence_with_exit_code_two_and_changes_nothing(file, options, part):
    before = everything_stored()

    sentence = refused(file, **options)

    assert part in sentence
    assert "\n" not in sentence
    assert everything_stored() == before


def test_a_newsroom_without_a_section_says_what_is_missing():
    for section in SectionPage.objects.all():
        section.delete()

    assert "no section yet" in refused("plain.txt")


def test_a_comment_no_site_would_take_is_named_and_the_others_come_in(tmp_path):
    page = tmp_path / "page.txt"
    endless = "كلام " * 14_000
    page.write_text(f"خبر من المدينة.\n\nتعليقان\n\n  1. {endless}\n\n  2. أهلًا\n\nماذا تقول أنت؟", encoding="utf-8")

    report = imported(page)

    assert list(Comment.objects.values_list("number", flat=True)) == [2]
    assert "NOT imported: longer than any comment may be" in report
