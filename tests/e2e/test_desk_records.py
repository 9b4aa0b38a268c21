"""Journeys through what the desk answers for: its own reasons, the log and its way out, evidence, takedowns, alerts."""

from __future__ import annotations

import csv
import hmac
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.serving import Newsroom, filled_demo, served, temporary_folder
from tests.e2e.guard import Guard
from tests.e2e.journeys import busiest, decide_about_discussions, id_of, sign_in, state_of, write
from tests.e2e.strangers import get, post_comment, rows, thread_of
from tests.e2e.test_story import answer, approve, imported
from tests.fakes.listeners import Listener, MailBox, Told, mail_listener, web_listener
from tests.waiting import until

NewPage = Callable[..., Page]
State = dict[str, Any]
FORMULA = '=HYPERLINK("http://evil.example/";"افتح")'
# The watch looks once a minute, and what it finds is sent within ten seconds.
A_LOOK = 110.0
MORNING = "desk@example.org"
SECRET = re.compile(r"hws_[A-Za-z0-9_-]{40,}")


@pytest.fixture(scope="module")
def hook() -> Iterator[Listener]:
    """Somebody else's program, which is told of alerts."""
    with web_listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def box() -> Iterator[MailBox]:
    """The newsroom's mail server."""
    with mail_listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def server(hook: Listener, box: MailBox) -> Iterator[Newsroom]:
    """A demo whose operator has named a mail server and opened one port of this machine for alerts."""
    with temporary_folder() as folder:
        outside = [
            f'mail = "smtp://127.0.0.1:{box.port}"',
            'mail_from = "desk@example.org"',
            f'alert_targets = ["127.0.0.1:{hook.port}"]',
        ]
        with served(filled_demo(folder / "data", settings=outside), "demo") as newsroom:
            newsroom.hiwar("manage", "seed_held", "--count", "80", "--families", "1", "--honest", "2")
            # Two persons are needed for a hold.
            senior = "Assignment.objects.create(site=Site.objects.get(), user=User.objects.get(username='salma'), "
            shell(newsroom, f"{senior}role='senior')")
            yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


@pytest.fixture(scope="module")
def staff(server: Newsroom, browser: Browser) -> dict[str, State]:
    """What the browsers of the staff keep, by role; guessing is limited, so each signs in once."""
    kept: dict[str, State] = {}
    for role in ("editor", "moderator"):
        context = browser.new_context(base_url=server.origin, locale="ar")
        sign_in(context.new_page(), server, role)
        kept[role] = dict(context.storage_state())
        context.close()
    return kept


@pytest.fixture
def nadia(server: Newsroom, new_page: NewPage) -> Page:
    """The owner, who has just entered her password: much of what she does here asks for it after ten minutes."""
    page = new_page()
    sign_in(page, server, "owner")
    return page


def shell(server: Newsroom, change: str) -> str:
    """Change something of a newsroom that no page of it can change in a test's time."""
    known = (
        "from wagtail.models import Site; from hiwar.accounts.models import Assignment, User; "
        "from hiwar.discussions.models import Lesson; "
        "from hiwar.moderation.models import Notice; from hiwar.screening.model import shipped_scorer; "
        "from django.utils.timezone import now; "
    )
    return server.hiwar("manage", "shell", "--no-imports", "-c", known + change)


def a_waiting_comment(server: Newsroom, new_page: NewPage, path: str, text: str) -> tuple[Page, str]:
    """Have a new reader write a comment that waits; return her page and the comment's id."""
    layla = new_page()
    write(layla, path, text, name="ليلى")
    expect(layla.locator(".c.own")).to_contain_text(text)
    return layla, id_of(server, text)


def model_of(server: Newsroom, comment: str) -> str:
    """Return the version of the model that scored a comment; none where it did not answer in time, and so it waits."""
    screening = dict(rows(server, "SELECT public_id, screening FROM discussions_comment"))[comment]
    return str(json.loads(screening).get("model", ""))


def taken_out(page: Page, button: Locator) -> str:
    """Press what gives a file away; return what the file says."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_text("utf-8")


def log_row(page: Page, comment: str, act: str) -> str:
    """Return the line of the log that tells of an act on a comment."""
    page.goto(f"/desk/log/?comment={comment}&act={act}")
    expect(page.locator("main tbody tr")).to_have_count(1)
    return " ".join(page.locator("main tbody tr").inner_text().split())


def add_reason(page: Page, code: str, *, label: str, sentence: str) -> None:
    """Add a reason of the newsroom's own."""
    page.goto("/desk/reasons/")
    page.locator("#new-one-code").fill(code)
    page.locator("#new-one-label").fill(label)
    page.locator("#new-one-sentence").fill(sentence)
    page.get_by_role("button", name="احفظ الأسباب").click()
    expect(page.locator("main").get_by_role("status")).to_be_visible()


def put_back(page: Page, comment: str, *, note: str) -> None:
    """Put a decided comment back into the queue."""
    page.goto(f"/desk/comment/{comment}/")
    page.locator("summary", has_text="أعِده إلى الطابور").click()
    page.locator("#reopen-note").fill(note)
    page.locator("#reopen button").click()


def in_a_cell(comment: str) -> str:
    """Return an id as a table has it: one in sixty-four begins with a sign that a spreadsheet would calculate with."""
    return f"'{comment}" if comment.startswith("-") else comment


def test_a_reason_of_ones_own_is_given_logged_taken_out_and_thought_over(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], nadia: Page
) -> None:
    yusuf = new_page(storage_state=staff["moderator"])
    sentence = "تعليقك منقول بحرفه عن موقع آخر. اكتب رأيك بكلماتك ونرحّب به."
    add_reason(nadia, "copied", label="منقول عن غيره", sentence=sentence)
    layla, comment = a_waiting_comment(server, new_page, busiest(server), "قرأت هذا الكلام كله في جريدة أمس.")

    yusuf.goto(f"/desk/?open={comment}")
    yusuf.locator("#reject label", has=yusuf.locator("input[value=copied]")).click()
    expect(yusuf.locator("#message")).to_have_value(sentence)
    yusuf.locator("#note").fill(FORMULA)
    yusuf.locator("button[form=reject]").click()
    expect(yusuf.locator("#ctx")).not_to_have_attribute("data-id", comment)
    until(lambda: state_of(server, comment) == "rejected")
    told = log_row(yusuf, comment, "reject")
    layla.goto("/talk/mine/")
    taken_before = taken_so_far(nadia)
    table, lines = export(nadia, comment)
    put_back(yusuf, comment, note="الجريدة نقلت عنه لا العكس.")
    until(lambda: state_of(server, comment) == "held")

    decisions = rows(server, "SELECT comment_id, action, policy, model FROM moderation_decision")
    ((policy, model),) = [row[2:] for row in decisions if row[:2] == (comment, "reject")]
    assert policy
    assert model == model_of(server, comment)
    for words in ("يوسف", "بانتظار المراجعة", "مرفوض", "منقول عن غيره", FORMULA, sentence, policy, model):
        assert words in told
    expect(layla.locator("main")).to_contain_text(sentence)
    expect(layla.locator("main")).not_to_contain_text("HYPERLINK")
    cells = {"act": "reject", "about": in_a_cell(comment), "reason": "copied", "message": sentence, "policy": policy}
    assert {**table, **cells, "model": model, "before": "held", "after": "rejected"} == table
    assert table["note"] == f"'{FORMULA}"
    assert {**lines, **cells, "note": FORMULA, "model": model} == lines
    assert "الجريدة نقلت عنه" in log_row(nadia, comment, "reopen")
    # Taking the log out is in the log, and a reason added is too.
    assert taken_so_far(nadia) == taken_before + 2
    nadia.goto("/desk/log/?act=reasons")
    expect(nadia.locator("main tbody tr").first).to_contain_text("منقول عن غيره")


def taken_so_far(page: Page) -> int:
    """Return how often something was taken out; other journeys of this newsroom do it too."""
    page.goto("/desk/log/?act=export")
    return page.locator("main tbody tr").count()


def export(page: Page, comment: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the log of one comment as it is taken out: as a table's row, and as a line of JSON."""
    page.goto(f"/desk/log/?comment={comment}")
    table = taken_out(page, page.locator("button[name=format][value=csv]"))
    lines = taken_out(page, page.locator("button[name=format][value=jsonl]"))
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    (line,) = lines.splitlines()
    return row, json.loads(line)


def withdraw(page: Page, path: str) -> None:
    """Take one's own waiting comment back."""
    page.goto(path)
    page.get_by_role("button", name="سحب التعليق").click()
    expect(page.locator("#talk").get_by_role("status")).to_contain_text("سُحب")


def test_a_copy_for_the_law_outlives_its_comment_and_is_held_by_two(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], nadia: Page
) -> None:
    text = "سأحرق بيت جاري هذه الليلة، والعنوان عندكم."
    layla, comment = a_waiting_comment(server, new_page, busiest(server), text)
    salma = new_page(storage_state=staff["editor"])
    nadia.goto(f"/desk/comment/{comment}/")
    nadia.locator("summary", has_text="احفظ نسخة للقضاء").click()
    nadia.locator("#evidence-reason").fill("طلب النيابة رقم 14 لعام 2026")
    nadia.get_by_role("button", name="احفظ نسخة", exact=True).click()
    nadia.wait_for_url(re.compile("/desk/evidence/[^/]+/"))
    copy, _, _ = nadia.url.partition("#")

    withdraw(layla, busiest(server))
    until(lambda: state_of(server, comment) == "withdrawn")
    nadia.goto("/desk/evidence/")
    nadia.locator("main tbody a").first.click()
    nadia.wait_for_url(copy)
    file = json.loads(taken_out(nadia, nadia.get_by_role("button", name=re.compile("JSON"))))
    nadia.locator("#hold-reason").fill("القضية منظورة أمام المحكمة")
    nadia.locator("#hold-until").fill((datetime.now(UTC) + timedelta(days=800)).date().isoformat())
    nadia.get_by_role("button", name="اطلب حجزاً قانونيّاً").click()
    # Who asked cannot confirm.
    expect(nadia.locator("button[name=answer]")).to_have_count(1)
    salma.goto(copy)
    salma.locator("button[name=answer][value=confirm]").click()
    expect(salma.locator("button[name=answer]")).to_have_count(0)
    expect(salma.locator("main")).to_contain_text("القضية منظورة أمام المحكمة")
    server.hiwar("sweep")
    salma.reload()

    # Whoever has the file alone can see that nothing of it was changed.
    written = json.dumps(file["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert file["digest"] == f"sha256:{sha256(written.encode()).hexdigest()}"
    assert (file["record"]["text"], file["record"]["name"], file["record"]["state"]) == (text, "ليلى", "held")
    assert file["kept_because"] == "طلب النيابة رقم 14 لعام 2026"
    assert not [name for name in ("tag", "link", "key", "address", "email") if name in str(list(keys_of(file)))]
    expect(salma.locator("main")).to_contain_text(text)
    expect(salma.locator(".facts")).to_contain_text("سلمى")
    assert rows(server, "SELECT count(*) FROM discussions_comment WHERE text LIKE 'سأحرق بيت جاري%'") == [(0,)]


def keys_of(told: Any) -> Iterator[str]:
    """Yield every name in a file of JSON."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from keys_of(value)
    for one in told if isinstance(told, list) else ():
        yield from keys_of(one)


def a_request(page: Page, address: str) -> str:
    """Enter what a court asks about the comment at this address; return where the request stands."""
    page.goto("/desk/takedowns/")
    page.locator("#authority").fill("محكمة البداية في اللاذقية")
    page.locator("#reference").fill("771/2026")
    page.locator("#request").fill("حذف تعليق يسيء إلى المدّعي.")
    page.locator("#received_on").fill("2026-01-05")
    page.locator("#comments").fill(address)
    page.locator("form[action*=takedowns] button", has_text="سجّل الطلب").click()
    page.wait_for_url(re.compile("/desk/takedowns/[A-Za-z0-9_-]{16}/"))
    return page.url


def test_a_request_to_take_down_is_registered_followed_and_closed_and_readers_learn_nothing_of_it(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], nadia: Page
) -> None:
    path, reply = imported(server, number=21), "وهذا رأيي في ما قلت."
    asked = "ما شاء الله، خبر يفرح القلب"
    answer(new_page(), path, reply, name="ليلى")
    approve(new_page(storage_state=staff["moderator"]), reply)
    until(lambda: reply in get(server, path).text)
    request = a_request(nadia, f"{server.origin}{path}#c1")

    nadia.locator("dl.facts a").click()
    nadia.locator("#reject label", has=nadia.locator("input[value=law]")).click()
    nadia.locator("#note").fill("أمر المحكمة 771/2026")
    nadia.locator("button[form=reject]").click()
    until(lambda: asked not in get(server, path).text)
    nadia.goto(request)
    nadia.locator("label", has=nadia.locator("input[value=removed]")).click()
    nadia.locator("#answer").fill("حذفنا التعليق ورددنا على المحكمة.")
    nadia.locator("form[action$='/close/'] button[type=submit]").click()
    expect(nadia.locator("#answer")).to_have_count(0)

    page = get(server, path).text
    assert "أُزيل هذا التعليق بعد مراجعته" in page
    assert reply in page
    assert not [word for word in ("محكمة", "771/2026", "قانون", asked) if word in page]
    nadia.goto("/desk/takedowns/")
    row = nadia.locator("main tbody tr").first
    for words in ("محكمة البداية في اللاذقية", "771/2026"):
        expect(row).to_contain_text(words)
    table = taken_out(nadia, nadia.get_by_role("button", name=re.compile("CSV")))
    (line,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))
    assert (line["received_on"], line["outcome"]) == ("2026-01-05", "removed")
    assert line["closed_on"]


@dataclass
class Alerts:
    """What the other program was told, as far as it believes it."""

    hook: Listener
    secret: str

    def of(self, trigger: str) -> list[dict[str, Any]]:
        """Return what came about one sort of thing, each once; everything must be signed, and fresh."""
        deliveries = list(self.hook.told)
        for told in deliveries:
            assert is_ours(told, self.secret), told
        said = {told.headers["Hiwar-Id"]: json.loads(told.body) for told in deliveries}
        return [one for one in said.values() if one["trigger"] == trigger]


def is_ours(told: Told, secret: str) -> bool:
    """Tell whether a delivery is the newsroom's, written from the documentation and from nothing of the newsroom's."""
    signed = told.headers["Hiwar-Id"].encode() + b"." + told.headers["Hiwar-Timestamp"].encode() + b"." + told.body
    wanted = "v1=" + hmac.new(secret.encode(), signed, "sha256").hexdigest()
    is_fresh = abs(told.at - int(told.headers["Hiwar-Timestamp"])) < 300
    return is_fresh and wanted in told.headers["Hiwar-Signature"].split(",")


def a_channel(page: Page, kind: str, target: str, *, name: str) -> str:
    """Add a channel that is told of everything; return its secret, if it has one."""
    page.goto("/desk/alerts/")
    page.locator("#name").fill(name)
    page.locator("#kind").select_option(kind)
    page.locator("#target").fill(target)
    for box in page.locator("#add input[name=triggers]").all():
        box.check()
    page.locator("#queue_length").fill("15")
    page.get_by_role("button", name="أضف القناة").click()
    expect(page.locator("main")).to_contain_text(name)
    return found[0] if (found := SECRET.search(page.content())) else ""


def report(page: Page, server: Newsroom, comment: str) -> None:
    """Report a published comment as a reader does."""
    numbers = rows(server, "SELECT public_id, number, thread_id FROM discussions_comment")
    ((number, thread),) = [row[1:] for row in numbers if row[0] == comment]
    threads = dict(rows(server, "SELECT id, public_id FROM discussions_thread"))
    page.goto(f"/talk/{threads[thread]}/report/?comment={number}")
    page.locator("input[name=reason][value=insult]").check()
    page.get_by_role("button", name="أرسل البلاغ").click()


def object_to_it(page: Page, text: str) -> None:
    """Object to the refusal of one's own comment."""
    page.goto("/talk/mine/")
    page.locator("details.more summary").first.click()
    page.locator("textarea[name=text]").first.fill(text)
    page.get_by_role("button", name="أرسل الاعتراض").click()


def break_the_model(server: Newsroom, thread: str) -> None:
    """Leave a newsroom with a lesson that cannot be read, and have readers write comments that nobody can score."""
    shell(
        server,
        "Lesson.objects.create(site=Site.objects.get(), number=1, kept='vector', model=shipped_scorer().name, "
        "vector=b'broken', calibration={}, is_used=True, made_at=now())",
    )
    for number in range(6):
        told = post_comment(server, thread, comment=f"تعليق رقم {number} بلا حكم.", source=f"127.0.7.{number + 1}")
        assert told.status == 303


def look_through_letters(box: MailBox) -> None:
    """Read what came by mail: the morning's letter tells all in Arabic, and none says what a reader wrote."""
    letters = [f"{letter['Subject']}\n{letter.get_content()}" for letter in box.letters]
    (digest,) = [text for text, (_, to) in zip(letters, box.envelopes, strict=True) if to == MORNING]
    assert digest.count("•") == 5
    for words in ("في الطابور", "متشابه", "أبلغ قارئ", "اعترض", "تعطّل النموذج"):
        assert words in digest
    assert not [text for text in letters if "المجلس" in text or "ليلى" in text or "المال" in text]


def test_whoever_is_not_at_the_desk_is_told_by_program_and_by_mail_of_all_that_cannot_wait(
    server: Newsroom, new_page: NewPage, nadia: Page, hook: Listener, box: MailBox
) -> None:
    yusuf = new_page()
    sign_in(yusuf, server, "moderator")
    path, thread = busiest(server), thread_of(server, busiest(server))
    decide_about_discussions(server, seconds_between=0)
    _, approved = a_waiting_comment(server, new_page, path, "لم يقل أحد من أين جاء المال.")
    layla, refused = a_waiting_comment(server, new_page, path, "ولماذا لا يُسأل المجلس عن هذا؟")
    hook.answer = lambda told: 500 if len(hook.told) == 1 else 204
    alerts = Alerts(hook, a_channel(nadia, "webhook", hook.url, name="برنامج المناوبة"))
    a_channel(nadia, "mail", "salma@example.org", name="بريد سلمى")
    a_channel(nadia, "digest", MORNING, name="رسالة الصباح")

    until(lambda: rows(server, "SELECT 1 FROM moderation_notice WHERE trigger = 'brigade'"), seconds=A_LOOK)
    decide(yusuf, approved, "approve")
    decide(yusuf, refused, "reject")
    until(lambda: state_of(server, approved) == "published" and state_of(server, refused) == "rejected")
    report(new_page(), server, approved)
    object_to_it(layla, "سؤالي عن المجلس لا عن شخص.")
    until(lambda: alerts.of("reported") and alerts.of("appeal"), seconds=A_LOOK)
    break_the_model(server, thread)
    until(lambda: alerts.of("unscored"), seconds=A_LOOK)
    until(lambda: len(box.letters) >= len(hook.told) - 1, seconds=A_LOOK)
    # Eight o'clock in the morning.
    shell(server, "Notice.objects.filter(channel__kind='digest').update(due_at=now())")
    until(lambda: MORNING in {to for _, to in box.envelopes}, seconds=A_LOOK)
    nadia.goto("/desk/alerts/")

    (queue,), (brigade,) = alerts.of("long_queue"), alerts.of("brigade")
    assert queue["data"]["count"] >= queue["data"]["limit"] == 15
    assert brigade["data"]["count"] >= 10
    assert alerts.of("reported")[0]["data"] == {"comment": approved, "reports": 1}
    assert alerts.of("appeal")[0]["data"]["comment"] == refused
    assert alerts.of("unscored")[0]["data"]["count"] >= 5
    # The first delivery was answered with 500, and came again under the same name.
    first = hook.told[0].headers["Hiwar-Id"]
    assert [told.headers["Hiwar-Id"] for told in hook.told].count(first) == 2
    look_through_letters(box)
    expect(nadia.locator("#told tbody tr")).to_have_count(15)


def decide(page: Page, comment: str, action: str) -> None:
    """Decide about a comment in its own pane and wait for the next; a rejection is for the first reason there is."""
    page.goto(f"/desk/?open={comment}")
    if action == "reject":
        page.locator("#reject .chips label").first.click()
        page.locator("button[form=reject]").click()
    else:
        page.locator("#approve button").click()
    expect(page.locator("#ctx")).not_to_have_attribute("data-id", comment)
