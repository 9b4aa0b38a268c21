"""Staff read the desk in the language they choose; readers' pages stay in that of the edition."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse
from lxml import html as markup
from wagtail.users.models import UserProfile

from hiwar.accounts.staff_language import chosen_language
from hiwar.discussions.models import Thread
from hiwar.moderation.urls import urlpatterns
from tests.factories.discussions import a_held_comment, an_imported_comment

pytestmark = pytest.mark.django_db
ARABIC = re.compile(r"[\u0600-\u06ff]+")


@pytest.fixture
def owner(client: Client, site, django_user_model) -> Client:
    """Let somebody sit at the desk who may do everything and reads English."""
    user = django_user_model.objects.create_superuser("omar", password="a long pass phrase", display_name="Omar")
    UserProfile.objects.create(user=user, preferred_language="en")
    site.siteprofile.name = "Dialogue"
    site.siteprofile.save()
    client.force_login(user)
    return client


def rooms() -> list[str]:
    """Every address of the desk that needs no more than to be asked."""
    found = []
    for pattern in urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            try:
                found.append(reverse(pattern.name))
            except NoReverseMatch:
                continue
    return found


def shown(page: str) -> str:
    """Return the words of a page that are ours: not what somebody wrote, nor keys of a keyboard, nor samples."""
    tree = markup.fromstring(page)
    for theirs in tree.xpath("//script|//style|//template|//*[@dir]|//bdi|//kbd|//option|//*[@lang]"):
        if theirs is not tree:
            theirs.drop_tree()
    attributes = (value for element in tree.iter() for name, value in element.items() if name == "aria-label")
    return " ".join([*tree.itertext(), *attributes])


def test_the_desk_in_english_has_no_arabic_word_of_its_own(owner: Client, thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk).update(title="The train is back")
    a_held_comment(thread, "The map is clear.", name="Layla")
    an_imported_comment(thread, "Thank you all.", name="Layla")
    answers = {address: owner.get(address) for address in rooms()}
    pages = {
        address: answer.content.decode()
        for address, answer in answers.items()
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    }

    found = {address: ARABIC.findall(shown(page)) for address, page in pages.items()}

    assert len(pages) > 20
    assert {address: words for address, words in found.items() if words} == {}
    assert all('<html lang="en" dir="ltr"' in page for page in pages.values() if "<html" in page)


def test_dates_and_counts_of_the_desk_are_english_too(owner: Client, thread: Thread) -> None:
    a_held_comment(thread, "The map is clear.")

    page = owner.get(reverse("desk")).content.decode()

    assert "Awaiting review" in page
    assert re.search(r">\d+ years ago</time>", page)


def test_the_readers_pages_stay_in_the_language_of_the_edition(owner: Client, thread: Thread) -> None:
    owner.get(reverse("desk"))

    page = owner.get("/").content.decode()

    assert '<html lang="ar" dir="rtl"' in page
    assert "الصفحة الأولى" in page


def test_staff_choose_on_the_page_of_their_sessions(owner: Client, django_user_model) -> None:
    answer = owner.post(reverse("sessions-language"), {"language": "ar"}, follow=True)

    assert chosen_language(django_user_model.objects.get(username="omar")) == "ar"
    assert '<html lang="ar" dir="rtl"' in answer.content.decode()
    assert '<option value="ar" lang="ar" selected>العربية</option>' in answer.content.decode()


@pytest.mark.parametrize("language", ["", "fa", "xx", "en'"])
def test_a_language_that_is_not_offered_changes_nothing(owner: Client, django_user_model, language: str) -> None:
    answer = owner.post(reverse("sessions-language"), {"language": language})

    assert answer.status_code == 422
    assert "Choose one of the languages in the list." in answer.content.decode()
    assert chosen_language(django_user_model.objects.get(username="omar")) == "en"


def test_a_stranger_chooses_nothing(client: Client, site) -> None:
    answer = client.post(reverse("sessions-language"), {"language": "en"})

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("login"))


def test_whoever_never_chose_reads_the_language_of_the_edition(client: Client, yusuf) -> None:
    client.force_login(yusuf)

    page = client.get(reverse("desk")).content.decode()

    assert '<html lang="ar" dir="rtl"' in page
