"""Word lists as an editor keeps them, in the editor."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import User
from hiwar.config.founding import give_groups_their_rights
from hiwar.discussions.models import ListedWord, ListKind, word_lists
from hiwar.discussions.services import Listed, list_words
from hiwar.discussions.word_problems import report_of
from hiwar.discussions.word_tables import WordRow
from hiwar.newsroom.services.newsroom import EDITORS

pytestmark = pytest.mark.django_db


@pytest.fixture
def salma(client: Client) -> Client:
    give_groups_their_rights()
    user = User.objects.create_user("salma", password="a long enough password", display_name="سلمى درويش")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def test_an_editor_lists_a_word_and_says_why(salma, site):
    answer = salma.post(
        reverse("listed-words:add"),
        {"kind": ListKind.SUSPECT, "text": "زقزوق", "with_clitics": "on", "reason": "كلمة التجربة"},
    )

    assert answer.status_code == 302
    (match,) = word_lists(site)[ListKind.SUSPECT].find("يا للزقـزوق!")
    assert match.entry.reason == "كلمة التجربة"


def test_the_lists_are_read_again_when_an_entry_changes(site):
    word = ListedWord.objects.create(site=site, text="زقزوق")
    before = word_lists(site)[ListKind.SUSPECT].find("زقزوق")

    word.delete()

    assert before
    assert not word_lists(site)[ListKind.SUSPECT].find("زقزوق")


def test_an_editor_decides_how_the_discussion_runs(salma, site):
    page = salma.get(reverse("wagtailsettings:edit", args=["discussions", "discussionsettings", site.pk]))

    assert page.status_code == 200
    assert "أول تعليق لكاتب غير معروف ينتظر" in page.content.decode()


def test_a_moderator_has_no_hand_in_the_lists(client, site):
    give_groups_their_rights()
    user = User.objects.create_user("yusuf", password="a long enough password", display_name="يوسف")
    user.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(user)

    answer = client.get(reverse("listed-words:index"))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_the_same_entry_twice_is_refused_in_words(salma, site):
    ListedWord.objects.create(site=site, text="زقزوق")

    answer = salma.post(reverse("listed-words:add"), {"kind": ListKind.SUSPECT, "text": "زقزوق"})

    assert answer.status_code == 200
    assert "هذه المادة موجودة في القائمة." in answer.content.decode()
    assert ListedWord.objects.count() == 1


@pytest.mark.parametrize("spelling", ["زَقزوق", "زقـزوق", "ز.ق.ز.و.ق"])
def test_the_same_word_spelled_otherwise_is_no_second_entry(salma, site, spelling):
    ListedWord.objects.create(site=site, text="زقزوق", kind=ListKind.ALLOWED)

    again = salma.post(reverse("listed-words:add"), {"kind": ListKind.ALLOWED, "text": spelling})
    otherwise = salma.post(reverse("listed-words:add"), {"kind": ListKind.BANNED, "text": spelling})

    assert "هذه المادة موجودة في القائمة." in again.content.decode()
    assert "مدرجة من قبلُ بأثر آخر: «لا تكون سبباً للاحتجاز»" in otherwise.content.decode()
    assert ListedWord.objects.count() == 1


def test_an_entry_with_a_sign_is_another_one_than_the_word_alone(salma, site):
    ListedWord.objects.create(site=site, text="يلعن", kind=ListKind.ALLOWED)

    salma.post(reverse("listed-words:add"), {"kind": ListKind.BANNED, "text": "يلعن~"})

    assert ListedWord.objects.filter(text="يلعن~", kind=ListKind.BANNED).exists()


def test_of_twins_that_were_listed_before_each_can_still_be_given_its_reason(salma, site):
    ListedWord.objects.create(site=site, text="زقزوق", kind=ListKind.ALLOWED)
    twin = ListedWord.objects.create(site=site, text="زَقزوق", kind=ListKind.BANNED)

    fields = {"kind": twin.kind, "text": twin.text, "reason": "اسم علم"}
    salma.post(reverse("listed-words:edit", args=[twin.pk]), fields)

    twin.refresh_from_db()
    assert twin.reason == "اسم علم"


def test_a_stem_and_other_forms_reach_the_finding(site):
    ListedWord.objects.create(site=site, text="مراسل", by_stem=True, forms="مندوب | مناديب", reason="كلمة التجربة")
    words = word_lists(site)[ListKind.SUSPECT]

    found = [words.find(text) for text in ("المراسلون", "مراسلتهم", "والمناديب", "رسالة")]

    assert [bool(matches) for matches in found] == [True, True, True, False]
    assert found[2][0].entry.reason == "كلمة التجربة"


def _sent(table: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("words.csv", table.encode(), content_type="text/csv")


def test_an_editor_brings_a_table_in_and_again_changes_nothing(salma, site):
    table = "الكلمة,الأثر,السبب\nزقزوق,مرفوضة,كلمة التجربة\nنهر زقزوق,مسموحة,اسم مكان\n"

    first = salma.post(reverse("listed-words:table"), {"file": _sent(table)}, follow=True)
    again = salma.post(reverse("listed-words:table"), {"file": _sent(table)}, follow=True)

    assert {(word.kind, word.text, word.reason) for word in ListedWord.objects.filter(site=site)} == {
        ("banned", "زقزوق", "كلمة التجربة"),
        ("allowed", "نهر زقزوق", "اسم مكان"),
    }
    assert [message.message for message in first.context["messages"]] == [report_of(Listed(2, 0, 0))]
    assert [message.message for message in again.context["messages"]] == [report_of(Listed(0, 0, 2))]


def test_an_import_brings_known_entries_up_to_date_and_takes_none_out(site):
    ListedWord.objects.create(site=site, text="زقزوق", reason="قديم")
    ListedWord.objects.create(site=site, text="فقفوق")

    done = list_words(site=site, rows=[WordRow("زقزوق", reason="جديد", by_stem=True)])

    assert done == Listed(added=0, changed=1, unchanged=0)
    assert set(ListedWord.objects.values_list("text", "reason", "by_stem")) == {
        ("زقزوق", "جديد", True),
        ("فقفوق", "", False),
    }


def test_one_bad_line_keeps_the_whole_table_out(salma, site):
    answer = salma.post(reverse("listed-words:table"), {"file": _sent("text,kind\nزقزوق,banned\nفقفوق,nobody\n")})

    assert answer.status_code == 200
    assert "nobody" in answer.content.decode()
    assert not ListedWord.objects.exists()


def test_an_editor_takes_the_lists_home_in_arabic(salma, site):
    ListedWord.objects.create(site=site, text="زقزوق", reason="=1+1")

    answer = salma.get(reverse("listed-words:export"))

    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    assert "زقزوق,تنتظر المراجعة,كلمة,نعم,,'=1+1" in answer.content.decode("utf-8-sig")


def test_every_line_at_fault_is_told_on_a_line_of_its_own_and_as_text(salma, site):
    table = "text,kind\nزقزوق,nobody\nفقفوق,<b>\n"

    page = salma.post(reverse("listed-words:table"), {"file": _sent(table)}).content.decode()

    told = page.partition('class="error-message">')[2].partition("</p>")[0].strip()
    assert [line[:8] for line in told.split("<br>")] == ["السطر 2:", "السطر 3:"]
    assert "&lt;b&gt;" in told


def test_the_lists_lead_to_their_table(salma, site):
    assert reverse("listed-words:table") in salma.get(reverse("listed-words:index")).content.decode()


@pytest.mark.parametrize("name", ["table", "export"])
def test_a_moderator_neither_imports_nor_exports(client, site, name):
    give_groups_their_rights()
    user = User.objects.create_user("yusuf", password="a long enough password", display_name="يوسف")
    user.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(user)

    answer = client.post(reverse(f"listed-words:{name}"), {"file": _sent("text\nزقزوق\n")})

    assert answer.status_code in {302, 403}
    assert not ListedWord.objects.exists()


def test_a_table_sent_from_elsewhere_is_refused(salma, site):
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = salma.cookies

    answer = stranger.post(reverse("listed-words:table"), {"file": _sent("text\nزقزوق\n")})

    assert answer.status_code == 403
    assert not ListedWord.objects.exists()


def test_the_shell_brings_lists_out_and_in_again(site, tmp_path, capsys):
    ListedWord.objects.create(site=site, text="زقزوق", by_stem=True, forms="زقازيق", reason="كلمة التجربة")
    file = tmp_path / "words.csv"

    call_command("words", "export", str(file))
    before = list(ListedWord.objects.values_list("pk", "text", "by_stem", "forms", "reason"))
    call_command("words", "import", str(file))

    assert list(ListedWord.objects.values_list("pk", "text", "by_stem", "forms", "reason")) == before
    assert report_of(Listed(0, 0, 1)) in capsys.readouterr().out


def test_the_shell_says_which_line_is_wrong(site, tmp_path, capsys):
    file = tmp_path / "words.csv"
    file.write_text("text,kind\nزقزوق,nobody\n", encoding="utf-8")

    with pytest.raises(SystemExit) as refusal:
        call_command("words", "import", str(file))

    assert refusal.value.code == 2
    assert "nobody" in capsys.readouterr().err
    assert not ListedWord.objects.exists()


def test_a_missing_file_is_one_sentence(site, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("words", "import", str(tmp_path / "nothing.csv"))

    assert "nothing.csv" in capsys.readouterr().err
