"""The people of the desk in a browser: who may do what where, what is done to a writer and how she answers, all of an
author's comments taken down and put back, and a comment that readers report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.guard import Guard
from tests.e2e.journeys import busiest, decide_about_discussions, id_of, sign_in, state_of, write
from tests.e2e.strangers import get, rows
from tests.waiting import until

NewPage = Callable[..., Page]
State = dict[str, Any]
MEASURES = (
    "from datetime import timedelta; from django.utils import timezone; from hiwar.accounts.models import Measure"
)
JOINED = "discussions_comment c JOIN discussions_thread t ON t.id = c.thread_id"
OURS = {"Sec-Fetch-Site": "same-origin"}
OF_THE_WHOLE_SITE = ("statistics/", "thresholds/", "reasons/", "evidence/", "takedowns/", "alerts/", "people/")
# Sends what the open comment's form would send to the address of another comment.
SEND_TO = """async (path) => {
  const form = new FormData(document.querySelector("form#spam"));
  form.set("action", "spam");
  return (await fetch(path, { method: "POST", body: form })).status;
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, where one may write twice within a quarter of a minute."""
    with demo_newsroom() as newsroom:
        decide_about_discussions(newsroom, seconds_between=0)
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom; a journey through refusals is answered with refusals."""
    watching = Guard(frozenset({server.host}))
    watching.allow_refusals()
    return watching


@pytest.fixture(scope="module")
def staff(server: Newsroom, browser: Browser) -> dict[str, State]:
    """What the browsers of the staff keep, by role; guessing is limited, so each signs in once."""
    kept: dict[str, State] = {}
    for role in ("editor", "moderator", "owner"):
        context = browser.new_context(base_url=server.origin, locale="ar")
        sign_in(context.new_page(), server, role)
        kept[role] = dict(context.storage_state())
        context.close()
    return kept


def publish(desk: Page, comment: str) -> None:
    """Open a comment at the desk and let it appear."""
    desk.goto(f"/desk/comment/{comment}/")
    approve(desk, comment)


def approve(desk: Page, comment: str) -> None:
    """Press the button of the comment that is open; return once that is stored and the desk has gone on."""
    with desk.expect_response(lambda answer: "/decide/" in answer.url):
        desk.locator("form#approve button").click()
    expect(desk.locator("#ctx")).not_to_have_attribute("data-id", comment)


def written(server: Newsroom, page: Page, path: str, text: str, *, name: str) -> str:
    """Write a comment that waits; return its id."""
    write(page, path, text, name=name)
    expect(page.locator(".c.own", has_text=text)).to_have_count(1)
    return id_of(server, text)


def measure_form(desk: Page, comment: str, measure: str) -> Locator:
    """Unfold the form of a measure beside a comment."""
    desk.goto(f"/desk/comment/{comment}/")
    desk.locator("#measures > summary").click()
    desk.locator(f"details:has(> form[action*='/{measure}/']) > summary").last.click()
    return desk.locator(f"form[action*='/{measure}/']")


def told_of(reader: Page, kind: str) -> Locator:
    """Return what the page of a reader's own comments says of a measure of this kind."""
    return reader.locator("article.told-me", has=reader.get_by_role("heading", name=re.compile(f"^{kind}")))


def published_in(server: Newsroom) -> dict[str, set[str]]:
    """Return the ids of the published comments of each section."""
    found: dict[str, set[str]] = {}
    for section, comment, state in rows(server, f"SELECT t.section, c.public_id, c.state FROM {JOINED}"):  # noqa: S608
        if state == "published":
            found.setdefault(section, set()).add(comment)
    return found


def give(owner: Page, login: str, role: str, *, section: str = "") -> None:
    """Give a colleague a role, in one section or in all."""
    owner.goto("/desk/people/")
    person = owner.locator("ul.people > li", has=owner.get_by_text(login, exact=True))
    person.locator("details > summary").click()
    person.locator(f"label:has(input[name=role][value={role}])").click()
    person.locator(f"input[name=everywhere][value={'no' if section else 'yes'}]").check()
    if section:
        person.locator(f"label:has(input[name=sections][value='{section}'])").click()
    person.locator("form button[type=submit]").first.click()
    owner.wait_for_url(re.compile(r"/desk/people/\?said=role&whose=\d+#person-\d+$"))


def take(desk: Page, form: Locator, label: str) -> None:
    """Send the form of a measure and wait until the desk shows that it stands."""
    before = desk.locator("form[action*='/lift/']").count()
    form.locator("button").click()
    expect(desk.locator("form[action*='/lift/']")).to_have_count(before + 1)
    expect(desk.locator("main")).to_contain_text(label)


def answered(server: Newsroom, reader: Page, path: str, number: int, text: str, *, name: str) -> str:
    """Answer a comment that is published; return the id of the answer, which waits."""
    reader.goto(path)
    reader.locator(f"#c{number}").get_by_role("link", name="رد", exact=True).first.click()
    reader.locator("#say-comment").fill(text)
    reader.locator("#say-author").fill(name)
    reader.get_by_role("button", name="انشر التعليق").click()
    expect(reader.locator(".c.own", has_text=text)).to_have_count(1)
    return id_of(server, text)


def report(reader: Page, path: str, number: int, reason: str) -> None:
    """Report a comment from its place on the page."""
    reader.goto(path)
    reader.locator(f"#c{number} .acts").first.get_by_role("link", name="أبلغ").click()
    reader.locator(f"#reason-{reason}").check()
    reader.get_by_role("button", name="أرسل البلاغ").click()
    expect(reader.get_by_role("status")).to_be_visible()


def discussion(server: Newsroom, path: str) -> list[tuple[Any, ...]]:
    """Return where every comment of a discussion stands, and what is counted of it."""
    columns = "t.url, c.public_id, c.state, c.number, c.place, c.root_id, c.answers, c.published_at, t.comment_count"
    found = rows(server, f"SELECT {columns} FROM {JOINED} ORDER BY c.id")  # noqa: S608 - words of our own
    return [row for row in found if row[0] == path]


def marks(server: Newsroom, path: str) -> list[str]:
    """Return the marks of the comments that can be read on a page, in their order."""
    return re.findall(r'aria-labelledby="(c\d+)w"', get(server, path).text)


def test_a_senior_moderator_of_one_section_meets_no_other(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    nadia, yusuf = new_page(), new_page(storage_state=staff["moderator"])
    # Who gives a role has entered her password within ten minutes.
    sign_in(nadia, server, "owner")
    published = published_in(server)
    section = min((one for one in published if one), key=lambda one: len(published[one]))
    own = published[section]
    # Neither a name nor a key: nothing a writer could be banned by.
    named = {comment for comment, name in rows(server, "SELECT public_id, name FROM discussions_comment") if name}
    foreign = min((set().union(*published.values()) - own) & named)

    give(nadia, "yusuf", "senior", section=section)
    yusuf.goto("/desk/published/")

    listed = yusuf.locator("#rows > li").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert listed
    assert set(listed) <= own
    answer = yusuf.goto(f"/desk/comment/{foreign}/")
    assert answer is not None
    assert answer.status == 404
    for room in OF_THE_WHOLE_SITE:
        answer = yusuf.goto(f"/desk/{room}")
        assert answer is not None
        assert answer.status == 403, room
    yusuf.goto(f"/desk/comment/{min(own & named)}/")
    assert yusuf.evaluate(SEND_TO, f"/desk/comment/{foreign}/decide/") == 404
    assert state_of(server, foreign) == "published"
    # What the role gives beyond a moderator's, it gives here.
    expect(yusuf.locator("form[action*='/ban/']")).to_have_count(1)

    give(nadia, "yusuf", "moderator")

    yusuf.goto(f"/desk/comment/{foreign}/")
    expect(yusuf.locator("#ctx")).to_have_attribute("data-id", foreign)
    expect(yusuf.locator("form[action*='/ban/']")).to_have_count(0)


def is_warned(desk: Page, reader: Page, comment: str, path: str) -> None:
    """Warn a writer; she reads it above her form until she has opened her own page."""
    words = "ابقي في موضوع المقال من فضلك."
    form = measure_form(desk, comment, "warn")
    form.locator("select[name=reason]").select_option("off_topic")
    form.locator("input[name=message]").fill(words)
    take(desk, form, "إنذار")

    reader.goto(path)
    expect(reader.locator("#say .notice")).to_contain_text(words)
    reader.goto("/talk/mine/")
    expect(told_of(reader, "إنذار")).to_contain_text(words)
    reader.goto(path)
    expect(reader.locator("#say .notice")).to_have_count(0)


def is_muted(desk: Page, reader: Page, comment: str, path: str) -> None:
    """Mute a writer for two hours; what she writes is refused with the reason and the end, and stays in its field."""
    form = measure_form(desk, comment, "mute")
    form.locator("input[name=own_hours]").fill("2")
    form.locator("select[name=reason]").select_option("insult")
    form.locator("input[name=message]").fill("خاطبتِ قارئاً بما يهينه")
    take(desk, form, "إيقاف مدة")

    write(reader, path, "كلام كتبته وأنا موقوفة.", name="ليلى")
    refused = reader.locator("#say .errbox")
    expect(refused).to_contain_text("خاطبتِ قارئاً بما يهينه")
    expect(refused).to_contain_text(re.compile(r"حتى .*\d"))
    expect(reader.locator("#say-comment")).to_have_value("كلام كتبته وأنا موقوفة.")


def objects_once(reader: Page, measure: int) -> None:
    """Object to the mute on the page of one's own comments, where a second objection finds no form and no ear."""
    reader.goto("/talk/mine/")
    told = told_of(reader, "إيقاف مدة")
    expect(told).to_contain_text("خاطبتِ قارئاً بما يهينه")
    told.locator("details.more > summary").click()
    told.locator("textarea").fill("لم أقصد إهانة أحد.")
    told.locator("form button").click()
    expect(told).to_contain_text("اعتراضك ينتظر الرد.")
    expect(told.locator("form")).to_have_count(0)

    again = {"measure": str(measure), "text": "وأعترض ثانية."}
    assert reader.request.post("/talk/mine/appeal/", form=again, headers=OURS).status == 409


def test_a_warned_and_muted_writer_is_told_why_objects_once_and_writes_again_when_it_ends(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    layla, path = new_page(), busiest(server)
    yusuf, salma = (new_page(storage_state=staff[role]) for role in ("moderator", "editor"))
    comment = written(server, layla, path, "لماذا يُغلق الرصيف كل جمعة؟", name="ليلى")

    is_warned(yusuf, layla, comment, path)
    is_muted(yusuf, layla, comment, path)
    ((mute,),) = rows(server, "SELECT id FROM accounts_measure WHERE kind = 'mute'")
    objects_once(layla, mute)

    # Whoever took the measure reads the objection and does not answer it.
    yusuf.goto("/desk/appeals/")
    expect(yusuf.locator("main article")).to_contain_text("لم أقصد إهانة أحد.")
    expect(yusuf.locator("main article form")).to_have_count(0)
    salma.goto("/desk/appeals/")
    salma.locator("main article input[name=answer]").fill("قرأناه، والتنبيه في محلّه.")
    salma.locator("main article button[value=deny]").click()
    expect(salma.locator("main article")).to_have_count(0)
    layla.goto("/talk/mine/")
    expect(told_of(layla, "إيقاف مدة")).to_contain_text("لم يُقبل اعتراضك.")
    expect(told_of(layla, "إيقاف مدة")).to_contain_text("قرأناه، والتنبيه في محلّه.")

    over = f"Measure.objects.filter(pk={mute}).update(ends_at=timezone.now() - timedelta(minutes=1))"
    server.hiwar("manage", "shell", "--no-imports", "-c", f"{MEASURES}; {over}")
    written(server, layla, path, "وعدت إلى الكلام بعد انتهاء المدة.", name="ليلى")


def test_a_banned_browser_and_a_banned_name_are_refused_with_the_reason_and_the_end(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    karim, omar, path = new_page(), new_page(java_script_enabled=False), busiest(server)
    nadia = new_page(storage_state=staff["owner"])
    first = written(server, karim, path, "اشتروا من متجري وحده.", name="كريم المتجر")

    banning = measure_form(nadia, first, "ban")
    banning.locator("input[name=days]").fill("7")
    banning.locator("input[name=target][value=browser]").check()
    banning.locator("select[name=reason]").select_option("off_topic")
    banning.locator("input[name=message]").fill("إعلانات متكررة")
    take(nadia, banning, "منع")
    write(karim, path, "كلام باسم آخر.", name="غير كريم")
    refused = karim.locator("#say .errbox")
    expect(refused).to_contain_text("إعلانات متكررة")
    expect(refused).to_contain_text(re.compile(r"حتى .*\d"))
    expect(karim.locator("#say-comment")).to_have_value("كلام باسم آخر.")

    banning = measure_form(nadia, first, "ban")
    banning.locator("input[name=days]").fill("3")
    banning.locator("input[name=target][value=name]").check()
    banning.locator("select[name=reason]").select_option("impersonation")
    banning.locator("input[name=message]").fill("لا يُنتحل اسم متجر")
    take(nadia, banning, "منع")
    write(omar, path, "لا شأن لي بالمتجر.", name="كـريم المتجر")
    # Whoever bears the same name learns until when, and not what another did under it.
    expect(omar.locator("#say .errbox").first).to_contain_text(re.compile(r"حتى .*\d"))
    expect(omar.locator("main")).not_to_contain_text("لا يُنتحل")
    expect(omar.locator("#say-comment")).to_have_value("لا شأن لي بالمتجر.")
    written(server, omar, path, "وأكتب باسم لا يشبهه.", name="عمر")

    nadia.goto("/desk/measures/")
    standing = nadia.locator("tbody tr", has_text="إعلانات متكررة")
    standing.locator("form button").click()
    expect(standing).to_have_count(0)
    written(server, karim, path, "عدت بعد رفع المنع.", name="كريم آخر")


def test_all_of_an_authors_comments_go_at_once_and_come_back_as_they_were(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    layla, omar, path = new_page(), new_page(), busiest(server)
    nadia = new_page(storage_state=staff["owner"])
    root = written(server, layla, path, "الميناء القديم أولى بالترميم.", name="ليلى")
    publish(nadia, root)
    number = dict(rows(server, "SELECT public_id, number FROM discussions_comment"))[root]
    until(lambda: f'id="c{number}"' in get(server, path).text)
    reply = answered(server, omar, path, number, "أوافقك، وقبل الصيف.", name="عمر")
    publish(nadia, reply)
    # Whoever was approved once is known: her next comment appears at once.
    write(layla, path, "وسوق السمك بعده.", name="ليلى")
    expect(layla.locator(".thread .c", has_text="وسوق السمك بعده.")).to_have_count(1)
    until(lambda: "وسوق السمك بعده." in get(server, path).text)
    before, page_before = discussion(server, path), marks(server, path)

    nadia.goto(f"/desk/comment/{root}/remove-all/")
    expect(nadia.locator("main")).to_contain_text("الميناء القديم أولى بالترميم.")
    expect(nadia.locator("main")).to_contain_text("وسوق السمك بعده.")
    expect(nadia.locator("main")).not_to_contain_text("أوافقك")
    nadia.locator("main label:has(input[name=reason][value=off_topic])").click()
    nadia.locator("main form button.del").click()
    nadia.wait_for_url("**/desk/removed/**")

    assert state_of(server, root) == "rejected"
    assert state_of(server, reply) == "published"
    until(lambda: "الميناء القديم أولى بالترميم." not in get(server, path).text)
    # What has replies leaves its number and its place; the reply still stands under it.
    stranger = new_page()
    stranger.goto(f"{path}#c{number}")
    expect(stranger.locator(f"#c{number}")).to_contain_text("أُزيل هذا التعليق")
    expect(stranger.locator(f"#c{number} .replies")).to_contain_text("أوافقك، وقبل الصيف.")

    nadia.locator("form[action$='/undo/'] button").click()

    expect(nadia.get_by_role("status").first).to_contain_text("أُعيدت كلها إلى ما كانت عليه.")
    assert discussion(server, path) == before
    until(lambda: marks(server, path) == page_before)


def test_a_reported_comment_waits_for_one_decision_and_is_never_hidden_by_reports(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    path = busiest(server)
    yusuf = new_page(storage_state=staff["moderator"])
    shown = rows(server, f"SELECT t.url, c.public_id, c.number, c.state FROM {JOINED} ORDER BY c.number")  # noqa: S608
    comment, number = next((one, at) for url, one, at, state in shown if url == path and state == "published")

    for script, reason in ((True, "insult"), (True, "insult"), (False, "privacy")):
        report(new_page(java_script_enabled=script), path, number, reason)

    assert state_of(server, comment) == "published"
    assert f'id="c{number}w"' in get(server, path).text
    yusuf.goto(f"/desk/reported/?open={comment}")
    expect(yusuf.locator(f"#rows > li[data-id='{comment}'] .reported")).to_contain_text("3")
    expect(yusuf.locator("#ctx .said")).to_contain_text("أبلغ عنه 3 قرّاء.")

    approve(yusuf, comment)

    open_reports = f"SELECT reports FROM discussions_comment WHERE public_id = '{comment}'"  # noqa: S608 - an id of ours
    until(lambda: rows(server, open_reports) == [(0,)])
    yusuf.goto("/desk/reported/")
    expect(yusuf.locator(f"#rows > li[data-id='{comment}']")).to_have_count(0)
    decided = rows(server, "SELECT comment_id, action, state_after FROM moderation_decision")
    assert [row for row in decided if row[0] == comment] == [(comment, "approve", "published")]
    assert f'id="c{number}w"' in get(server, path).text


def test_a_queue_shows_nothing_of_its_last_comment_once_that_is_decided_however_long_it_takes(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    path, held = busiest(server), []
    yusuf = new_page(storage_state=staff["moderator"])
    shown = rows(server, f"SELECT t.url, c.public_id, c.number, c.state FROM {JOINED} ORDER BY c.number")  # noqa: S608
    # The first is reported elsewhere, and the last may be what another test has written and edited.
    _, (comment, number), *_ = ((one, at) for url, one, at, state in shown if url == path and state == "published")
    report(new_page(), path, number, "insult")
    yusuf.goto(f"/desk/reported/?open={comment}")
    yusuf.route("**/decide/", lambda route: held.append(route))
    with yusuf.expect_request("**/decide/"):
        yusuf.locator("form#approve button").click()

    expect(yusuf.locator("#done")).to_be_visible()
    yusuf.keyboard.press("f")
    expect(yusuf.locator(f"#rows > li[data-id='{comment}']")).to_have_class("q-item now done")
    for route in held:
        route.continue_()

    expect(yusuf.locator("#rows > li")).to_have_count(0)
    assert len(held) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_an_edit_of_a_published_comment_waits_beside_it_until_a_person_has_read_it(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], script: bool
) -> None:
    layla, yusuf = (new_page(java_script_enabled=script, storage_state=kept) for kept in (None, staff["moderator"]))
    stranger, path = new_page(), busiest(server)
    before, after = f"الجسر ضيّق{' جداً' if script else ''}.", f"الجسر ضيّق على الشاحنات{' وحدها' if script else ''}."
    comment = written(server, layla, path, before, name="ليلى الجسر")
    publish(yusuf, comment)
    number = dict(rows(server, "SELECT public_id, number FROM discussions_comment"))[comment]

    layla.goto("/talk/mine/")
    layla.locator(f"a[href*='/edit/?comment={comment}']").click()
    layla.locator("#edit-comment").fill(after)
    layla.locator("form.say button[type=submit]").click()

    layla.wait_for_url("**sent=edited**")
    stranger.goto(path)
    expect(stranger.locator(f"#c{number} .c-text")).to_have_text(before)
    layla.goto("/talk/mine/")
    expect(layla.locator("main .notice.wait")).to_contain_text(after)

    yusuf.goto("/desk/edits/")
    edit = yusuf.locator(f"#edit-{comment}")
    expect(edit.locator("ins")).to_contain_text("الشاحنات")
    edit.locator("button[value=accept]").click()

    expect(yusuf.get_by_role("status").first).to_be_visible()
    expect(edit).to_have_count(0)
    until(lambda: after in get(server, path).text)
    stranger.reload()
    expect(stranger.locator(f"#c{number} .c-text")).to_have_text(after)
    expect(stranger.locator(f"#c{number} .c-head")).to_contain_text("عُدّل")
