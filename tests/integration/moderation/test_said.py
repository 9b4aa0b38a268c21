"""After an act that moves nobody on, the desk says in a sentence that it was done, where a screen reader hears it."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from django.test import Client

from hiwar.accounts.models import Assignment, Measure, Role
from hiwar.moderation.said import SENTENCES, Word
from hiwar.newsroom.services.newsroom import MODERATORS
from tests.factories.discussions import KARIM, an_imported_comment
from tests.integration.moderation.conftest import a_colleague
from tests.integration.moderation.readers import browser_of, written

pytestmark = pytest.mark.django_db
TOKEN = "5eedcafe5eedcafe"
STATUS = re.compile(r'<(?:div class="told"|p class="why fine") role="status">.*?<(?:p|span)>(.*?)</(?:p|span)>', re.S)


def said_after(browser: Client, path: str, fields: dict[str, str]) -> list[str]:
    """Do something at the desk, go where it leads, and return what is said there."""
    answer = browser.post(path, fields, follow=True)
    assert answer.redirect_chain and answer.status_code == 200
    return STATUS.findall(answer.content.decode())


@pytest.fixture
def senior(site, as_user) -> Client:
    samir = a_colleague("samir", name="سمير", group=MODERATORS)
    Assignment.objects.create(site=site, user=samir, role=Role.SENIOR)
    return as_user(samir)


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("note", {"note": "يعود كل ليلة"}, "حُفظت الملاحظة، ويراها الزملاء مع تعليقات هذا الكاتب."),
        ("warn", {"reason": "insult"}, "حُفظ الإنذار، وسيظهر للكاتب حين يعود ليكتب."),
        ("mute", {"hours": "24", "reason": "insult"}, "أُوقف الكاتب مدة."),
        ("ban", {"days": "3", "reason": "insult"}, "مُنع الكاتب من التعليق."),
        ("network", {"hours": "6", "reason": "insult"}, "كل ما يأتي من هذه الشبكة ينتظر المراجعة الآن."),
    ],
)
def test_what_was_done_about_a_writer_is_said_beside_her_comment(senior, thread, act, fields, sentence):
    cause = written(browser_of(KARIM), thread, "تعليقٌ لا يليق بأحد.", name="كريم", **{"hiwar.net_token": TOKEN})

    assert said_after(senior, f"/desk/comment/{cause.public_id}/{act}/", fields) == [sentence]


def test_what_ends_is_said_in_the_room_of_measures(senior, thread):
    cause = written(browser_of(KARIM), thread, "تعليقٌ لا يليق بأحد.", name="كريم", **{"hiwar.net_token": TOKEN})
    senior.post(f"/desk/comment/{cause.public_id}/mute/", {"hours": "24", "reason": "insult"})
    senior.post(f"/desk/comment/{cause.public_id}/network/", {"hours": "6", "reason": "insult"})

    lifted = said_after(senior, f"/desk/measures/{Measure.objects.get().pk}/lift/", {})
    unwatched = said_after(senior, f"/desk/comment/{cause.public_id}/network/lift/", {})

    assert lifted == ["رُفع الإجراء."]
    assert unwatched == ["عاد ما يأتي من تلك الشبكة يُعامل كغيره."]


def test_marks_are_said(salma, as_user, thread):
    editor, comment = as_user(salma), an_imported_comment(thread, "رأي يستحق أن يُقرأ أولاً.")
    asked = [{"mark": mark, **on} for mark in ("pin", "feature") for on in ({"on": "1"}, {})]

    said = [said_after(editor, f"/desk/comment/{comment.public_id}/mark/", fields) for fields in asked]

    assert said == [["ثُبّت التعليق."], ["لم يعد التعليق مثبّتاً."], ["اختير التعليق."], ["لم يعد التعليق من المختارات."]]


def test_a_role_is_said_beside_its_bearer_and_nowhere_else(owner, as_user, yusuf):
    office = as_user(owner)

    given = said_after(office, f"/desk/people/{yusuf.pk}/", {"role": "senior", "everywhere": "yes"})
    back = said_after(office, f"/desk/people/{yusuf.pk}/put-back/", {})

    assert (given, back) == (["حُفظ الدور."], ["عاد الدور كما كان."])
    elsewhere = office.get("/desk/people/", {"said": "role", "whose": "999"}).content.decode()
    assert not STATUS.findall(elsewhere)


def test_a_word_that_is_none_of_the_desks_says_nothing(desk, thread):
    page = desk.get("/desk/", {"said": "<b>banned"}).content.decode()

    assert not STATUS.findall(page)


def test_every_word_has_its_sentence():
    assert set(SENTENCES) == set(get_args(Word))
