"""The editors' day: a story goes over the desk and out on time; what is pasted stays clean; pictures have words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hiwar.newsroom.addresses import slug_from
from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.axe import violations
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, rows
from tests.e2e.stream_field import add_block, opened_chooser
from tests.e2e.test_editor import begin_article, field, save_draft
from tests.waiting import until

NewPage = Callable[..., Page]
HEADLINES = (
    "«قِطار السّاحل» يُطلق صافرته: رحلة أولى، من الميناء",
    "أسعار الخبز ترتفع 12% في ٣ أشهر",
    "بعد عشرين عاماً من الصمت الطويل، قطار الساحل القديم يطلق صافرته من جديد في المحطة",
)
# As Word 2019 hands over two paragraphs, a table and a heading: styles, namespaces, smart tags, comments.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns:st1="urn:schemas-microsoft-com:office:smarttags"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; mso-bidi-font-family:Arial;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=AR-SA style='tab-interval:36.0pt'><!--StartFragment-->
<h1 dir=RTL style='text-align:right;mso-outline-level:1'><span lang=AR-SA style='font-family:"Arial";color:#C00000'>
عنوان من وورد</span></h1>
<p class=MsoNormal dir=RTL style='margin-bottom:8.0pt;text-align:right;direction:rtl;unicode-bidi:embed'><span
lang=AR-SA style='font-size:14.0pt;font-family:"Sakkal Majalla";mso-ascii-font-family:Calibri'>وصل القطار إلى <b>
الميناء</b> عند <st1:time Hour="7" Minute="0" w:st="on">السابعة</st1:time>، كما قال <a
href="https://news.example/train" style='mso-style-priority:99' onclick="alert(1)">بيان البلدية</a>.<o:p></o:p>
</span></p>
<p class=MsoNormal><span style='background:yellow;mso-highlight:yellow'><i>وعاد</i> مساءً.</span><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr><td width=200
style='width:150.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal>الأحد</p></td><td><p>12</p></td></tr></table>
<p class=MsoNormal><v:shape id="_x0000_i1025"><img width=10 height=10 src="file:///C:/Users/hadi/image001.png">
</v:shape></p><!--EndFragment--></body></html>"""

# An import may bring a picture of which nobody knows who took it.
IMPORTED = (
    "from django.core.files import File; from hiwar.newsroom.models import NewsImage;"
    "NewsImage.objects.create(title='صورة بلا مصدر', file=File(open({path!r}, 'rb'), name='a.png'))"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited, and nobody else should meet what is changed here."""
    with demo_newsroom() as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def staff(server: Newsroom) -> dict[str, str]:
    """Hani, a reporter, and Rima of the desk, with their passwords."""
    return {login: hired(server, login, group) for login, group in (("hani", "Reporters"), ("rima", "Editors"))}


def hired(server: Newsroom, login: str, group: str) -> str:
    """Hire somebody into a group, and return the password."""
    password = f"the long pass phrase of {login}"
    server.hiwar(
        "manage",
        "shell",
        "--no-imports",
        "-c",
        "from django.contrib.auth.models import Group; from hiwar.accounts.models import User;"
        f"user = User.objects.create_user({login!r}, password={password!r}, display_name={login!r});"
        f"user.groups.add(Group.objects.get(name={group!r}))",
    )
    return password


def sign_in(page: Page, login: str, password: str) -> Page:
    """Sign in at the staff's door, on the way to the editor."""
    page.goto("/login/?next=/editor/")
    page.get_by_label("اسم المستخدم").fill(login)
    page.get_by_label("كلمة المرور").fill(password)
    page.get_by_role("button", name="دخول").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/editor/")
    return page


def press(page: Page, name: str) -> None:
    """Press a button of the form's foot, where it stands or in the list that unfolds."""
    button = page.locator("footer").get_by_role("button", name=re.compile(name))
    if not button.first.is_visible():
        page.get_by_role("button", name="إجراءات أخرى").click()
    button.first.click()


def at_the_newsrooms_clock(*, minutes: int) -> datetime:
    """Return the whole minute that begins so many minutes from now."""
    now = datetime.now(ZoneInfo("Asia/Damascus")).replace(second=0, microsecond=0)
    return now + timedelta(minutes=minutes)


def submitted(page: Page, headline: str) -> str:
    """Write an article as a reporter does, submit it, and return its key."""
    begin_article(page, section="محليات")
    field(page, "title").fill(headline)
    add_block(page, "body", "فقرة")
    page.locator("[data-contentpath=body] [contenteditable=true]").click()
    page.keyboard.type("الكتب تُعار أسبوعين.")
    # The editor of text hands over what was typed a moment later.
    expect(field(page, "body-0-value")).to_have_value(re.compile("أسبوعين"))
    pk = save_draft(page).split("/")[3]
    expect(page.locator("footer").get_by_role("button", name="نشر", exact=True)).to_have_count(0)
    press(page, "إرسال إلى التحرير")
    expect(page.locator(".messages .success")).to_contain_text("أُرسل")
    return pk


def returned(page: Page, pk: str, note: str) -> None:
    """Return an article from the desk with a note."""
    page.goto(f"/editor/pages/{pk}/edit/")
    press(page, "إعادة مع ملاحظة")
    form = page.locator(".modal-content")
    form.locator("textarea").fill(note)
    form.locator("[type=submit]").last.click()
    page.wait_for_url(lambda address: f"/pages/{pk}/edit/" not in address)


def scheduled(page: Page, pk: str, out: datetime) -> None:
    """Schedule an article at the desk, and see the sentence that says so."""
    page.goto(f"/editor/pages/{pk}/edit/")
    page.get_by_role("tab", name="النشر والنقاش").click()
    field(page, "go_live_at").fill(f"{out:%Y-%m-%d %H:%M}")
    page.keyboard.press("Escape")
    press(page, "^اعتماد ونشر$")
    page.wait_for_url(lambda address: f"/pages/{pk}/edit/" not in address)
    page.goto(f"/editor/pages/{pk}/edit/")
    page.get_by_role("tab", name="النشر والنقاش").click()
    expect(page.locator(".hiwar-sentence")).to_contain_text("يصدر")


def test_a_story_goes_from_a_reporter_over_the_desk_to_readers_at_its_minute(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()  # While a form is incomplete the editor saves in vain, and says so.
    hani, rima = (sign_in(new_page(), login, staff[login]) for login in ("hani", "rima"))
    headline = "مدرسة الجبل تفتح مكتبتها للجيران كل خميس"
    pk = submitted(hani, headline)
    returned(rima, pk, "من يشرف على المكتبة؟")

    hani.goto(f"/editor/pages/{pk}/edit/")
    expect(hani.locator("body")).to_contain_text("من يشرف على المكتبة؟")
    field(hani, "standfirst").fill("تشرف عليها المعلمة نور.")
    press(hani, "إرسال ثانيةً")
    expect(hani.locator(".messages .success")).to_contain_text("أُرسل")

    out = at_the_newsrooms_clock(minutes=2)
    scheduled(rima, pk, out)
    assert get(server, f"/a/{pk}/").status == 404
    assert headline not in get(server, "/").text

    readers_see(server, f"/a/{pk}/")
    published_at = dict(rows(server, "SELECT page_ptr_id, published_at FROM newsroom_articlepage"))[int(pk)]
    went_out = datetime.fromisoformat(str(published_at)).replace(tzinfo=ZoneInfo("UTC"))
    # It takes hundredths of a second; the rest is for a machine that has much else to do.
    assert timedelta(0) <= went_out - out < timedelta(seconds=2)
    # Each page is renewed by itself, within a tenth of a second.
    until(lambda: headline in get(server, "/").text)

    rima.goto(f"/editor/pages/{pk}/unpublish/")
    rima.locator("main form button[type=submit], main form input[type=submit]").first.click()
    rima.wait_for_url(lambda address: "unpublish" not in address)


def readers_see(server: Newsroom, path: str) -> None:
    """Wait until there is something at a path."""
    until(lambda: get(server, path).status != 404, seconds=180)


def test_what_is_pasted_from_word_leaves_only_its_words_its_bold_and_its_links(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard, tmp_path: Path
) -> None:
    guard.allow_refusals()
    rima = sign_in(new_page(), "rima", staff["rima"])
    begin_article(rima, section="محليات")
    for headline in HEADLINES:
        field(rima, "title").fill("")
        field(rima, "title").press_sequentially(headline)
        field(rima, "title").blur()
        expect(field(rima, "slug")).to_have_value(slug_from(headline))
    add_block(rima, "body", "فقرة")
    text = rima.locator("[data-contentpath=body] [contenteditable=true]")
    text.click()
    text.evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", element.textContent);
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        WORD,
    )
    expect(text).to_contain_text("بيان البلدية")
    expect(field(rima, "body-0-value")).to_have_value(re.compile("بيان البلدية"))

    pk = save_draft(rima).split("/")[3]
    contents = dict(rows(server, "SELECT object_id, content FROM wagtailcore_revision ORDER BY id"))
    (paragraph,) = json.loads(json.loads(contents[pk])["body"])
    stored = paragraph["value"]
    assert set(re.findall(r"</?([a-z0-9:]+)", stored)) == {"p", "b", "a"}
    assert set(re.findall(r" ([a-z-]+)=", stored)) <= {"data-block-key", "href"}
    assert '<a href="https://news.example/train">بيان البلدية</a>' in stored
    assert "<b>" in stored
    assert "السابعة" in stored
    assert not re.search(r"mso|Mso|style|file:|alert|o:p", stored)


def test_a_picture_without_a_credit_is_no_upload_and_no_publication(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard, tmp_path: Path
) -> None:
    guard.allow_refusals()
    guard.allow("matching panel")  # Wagtail's tabs in a chooser that closes.
    file = tmp_path / "bridge.png"
    Image.new("RGB", (900, 600), (12, 160, 23)).save(file)
    rima = sign_in(new_page(), "rima", staff["rima"])
    begin_article(rima, section="محليات")
    field(rima, "title").fill("جسر جديد فوق الوادي يُفتح للمشاة")
    chooser = opened_chooser(rima.get_by_role("button", name="اختر صورة").first)
    chooser.get_by_role("tab", name="رفع").click()
    chooser.locator("[type=file]").set_input_files(file)
    chooser.get_by_label("العنوان").fill("جسر الوادي")
    required = chooser.locator("[required]").evaluate_all(
        "fields => fields.map((field) => field.name.split('-').pop())"
    )
    assert {"description", "credit"} <= set(required)

    # As a browser does that does not look at forms before it sends them.
    chooser.locator("form").last.evaluate("form => { form.noValidate = true; }")
    chooser.get_by_role("button", name="رفع").click()
    expect(chooser.locator(".error-message").first).to_be_visible()

    chooser.get_by_role("button", name=re.compile("^إغلاق")).first.click()
    expect(chooser).to_have_count(0)

    server.hiwar("manage", "shell", "--no-imports", "-c", IMPORTED.format(path=str(file)))
    chooser = opened_chooser(rima.get_by_role("button", name="اختر صورة").first)
    chooser.get_by_role("link", name=re.compile("صورة بلا مصدر")).first.click()
    expect(rima.locator(".modal-content")).to_have_count(0)
    press(rima, "^نشر$")
    expect(rima.locator(".error-message").first).to_contain_text("«صورة بلا مصدر»")
    pk = save_draft(rima).split("/")[3]
    assert get(server, f"/a/{pk}/").status == 404
    assert not violations(rima, within=".hiwar-sentence, [data-contentpath=lead_image]")
