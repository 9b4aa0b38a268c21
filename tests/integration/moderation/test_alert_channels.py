"""The room of alerts: channels are added, changed, tried and forgotten; where they lead is shown to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role
from hiwar.moderation.models import Channel, Event, EventKind, Notice, Trigger
from hiwar.moderation.services import events_are_whole
from hiwar.moderation.services.alerts import raise_alert
from hiwar.moderation.services.channels import secrets_of, target_of, token_of
from hiwar.moderation.services.sending import Sender
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db
SLACK = "https://hooks.slack.example/services/T0/B0/swordfish"
TOKEN = "123456:" + "A" * 35
GOOD = {
    "webhook": {"target": "https://hook.example/a"},
    "slack": {"target": SLACK},
    "mail": {"target": "salma@example.org"},
    "digest": {"target": "salma@example.org"},
    "telegram": {"target": "-100200300", "token": TOKEN},
}


@pytest.fixture
def zaynab(site, as_user) -> Client:
    """The browser of a senior moderator."""
    colleague = a_colleague("zaynab", name="زينب", group="Moderators")
    Assignment.objects.create(site=site, user=colleague, role=Role.SENIOR)
    return as_user(colleague)


def add(browser: Client, way: str = "webhook", **fields: object):
    sent = {"name": "المحرّرون", "kind": way, "triggers": ["appeal"], "queue_length": "100", **GOOD[way], **fields}
    return browser.post("/desk/alerts/add/", sent)


def post(browser: Client, what: str, channel: Channel, **fields: str):
    return browser.post(f"/desk/alerts/{what}/", {"channel": channel.pk, **fields})


@pytest.mark.parametrize("kind", GOOD)
def test_a_channel_of_each_kind_can_be_added_and_where_it_leads_is_sealed(zaynab, kind):
    add(zaynab, kind)

    channel = Channel.objects.get()
    assert (channel.kind, channel.triggers, channel.is_on) == (kind, ["appeal"], True)
    assert target_of(channel) == GOOD[kind]["target"]
    assert GOOD[kind]["target"].encode() not in bytes(channel.sealed_target)
    assert Event.objects.get(kind=EventKind.CHANNEL).subject == "المحرّرون"
    assert events_are_whole()


def test_a_bots_token_becomes_its_address(zaynab):
    add(zaynab, "telegram")

    assert token_of(Channel.objects.get()) == f"https://api.telegram.org/bot{TOKEN}/sendMessage"


def test_another_service_of_telegrams_kind_is_named_by_its_whole_address(zaynab):
    add(zaynab, "telegram", token="https://bots.example/bot1/sendMessage")

    assert token_of(Channel.objects.get()) == "https://bots.example/bot1/sendMessage"


def test_a_webhooks_secret_is_shown_once(zaynab):
    answer = add(zaynab).content.decode()

    secret = secrets_of(Channel.objects.get(), now=timezone.now())[0]
    assert secret in answer
    assert secret not in zaynab.get("/desk/alerts/").content.decode()


@pytest.mark.parametrize("kind", GOOD)
def test_no_page_and_no_event_repeats_where_a_channel_leads(zaynab, kind):
    add(zaynab, kind)
    channel = Channel.objects.get()
    pages = [zaynab.get("/desk/alerts/"), zaynab.get("/desk/alerts/change/", {"channel": channel.pk})]

    shown = [page.content.decode() for page in pages]
    shown += [str((event.subject, event.before, event.after)) for event in Event.objects.all()]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any(secret in text for text in shown for secret in GOOD[kind].values())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("webhook", {"target": "hook.example"}),
        ("webhook", {"target": "http://127.1/"}),
        ("webhook", {"target": "http://hook.example/"}),
        ("webhook", {"target": "https://user:word@hook.example/"}),
        ("webhook", {"target": ""}),
        ("slack", {"target": "javascript:alert(1)"}),
        ("mail", {"target": "salma"}),
        ("mail", {"target": "salma@example.org\nBcc: all@example.org"}),
        ("digest", {"target": "https://hook.example/"}),
        ("telegram", {"target": "the editors"}),
        ("telegram", {"token": "swordfish"}),
        ("telegram", {"token": ""}),
        ("mail", {"name": ""}),
        ("mail", {"name": "   "}),
        ("mail", {"kind": "pigeon"}),
        ("mail", {"triggers": []}),
        ("mail", {"triggers": ["test"]}),
        ("mail", {"triggers": ["weather"]}),
        ("mail", {"queue_length": "0"}),
        ("mail", {"queue_length": "many"}),
    ],
)
def test_what_cannot_be_a_channel_is_refused_with_a_sentence(zaynab, kind, wrong):
    answer = add(zaynab, kind, **wrong)

    page = answer.content.decode()
    alert = page.partition('role="alert"')[2].partition("</p>")[0].rpartition("<p>")[2]
    assert answer.status_code == 422
    assert len(alert) > 5
    assert not Channel.objects.exists()


def test_a_token_that_is_none_is_not_called_a_wrong_address(zaynab):
    wrong, missing = (add(zaynab, "telegram", token=token).content.decode() for token in ("swordfish", ""))

    assert "ليس هذا رمز بوت ولا عنوان ويب." in wrong
    assert "لا يُرسَل إلى تلغرام من دون رمز البوت." in missing
    assert not Event.objects.exists()


def test_a_channel_is_changed_and_what_is_left_empty_stays(zaynab):
    add(zaynab, "slack")
    channel = Channel.objects.get()

    answer = post(zaynab, "change", channel, name="الليل", triggers=["brigade"], queue_length="7", target="")

    channel.refresh_from_db()
    assert answer.status_code == 302
    assert (channel.name, channel.kind, channel.triggers, channel.queue_length) == ("الليل", "slack", ["brigade"], 7)
    assert target_of(channel) == SLACK


def test_a_new_target_replaces_the_old_one_and_a_wrong_one_does_not(zaynab):
    add(zaynab, "slack")
    channel = Channel.objects.get()
    said = {"name": "الليل", "triggers": ["brigade"], "queue_length": "7"}

    wrong = post(zaynab, "change", channel, **said, target="nowhere")
    right = post(zaynab, "change", channel, **said, target="https://hooks.slack.example/b")

    channel.refresh_from_db()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert target_of(channel) == "https://hooks.slack.example/b"
    assert Event.objects.order_by("pk").last().after["target"] == "changed"


def test_a_channel_that_is_off_hears_nothing_not_even_a_test(zaynab, site):
    add(zaynab)
    channel = Channel.objects.get()
    post(zaynab, "turn", channel, to="off")

    answer = post(zaynab, "test", channel)
    raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=timezone.now())

    assert answer.status_code == 409
    assert not Notice.objects.exists()


def test_what_waited_when_a_channel_was_turned_off_is_never_told(zaynab, site):
    add(zaynab)
    channel = Channel.objects.get()
    raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=timezone.now())

    for to in ("off", "on"):
        post(zaynab, "turn", channel, to=to)

    assert not Notice.objects.exists()


def test_turning_on_again_is_written_down_once(zaynab):
    add(zaynab)
    channel = Channel.objects.get()

    for to in ("on", "off", "off", "on"):
        post(zaynab, "turn", channel, to=to)

    changes = [event.after for event in Event.objects.order_by("pk")[1:]]
    assert changes == [{"is_on": False}, {"is_on": True}]


def test_a_test_is_put_where_every_alert_is_put(zaynab):
    add(zaynab)

    answer = post(zaynab, "test", Channel.objects.get())

    assert answer.url == "/desk/alerts/#told"
    assert Notice.objects.get().trigger == Trigger.TEST


def test_a_replaced_secret_signs_for_another_day(zaynab):
    add(zaynab)
    channel = Channel.objects.get()
    old = secrets_of(channel, now=timezone.now())

    page = post(zaynab, "secret", channel).content.decode()

    channel.refresh_from_db()
    now = timezone.now()
    new = secrets_of(channel, now=now)
    assert new[0] in page
    assert new[1:] == old
    assert secrets_of(channel, now=now + timedelta(hours=25)) == new[:1]


def test_what_is_not_signed_has_no_secret_to_replace(zaynab):
    add(zaynab, "slack")

    answer = post(zaynab, "secret", Channel.objects.get())

    assert answer.status_code == 409


def test_deleting_asks_once_and_takes_what_was_to_be_told(zaynab):
    add(zaynab)
    channel = Channel.objects.get()
    post(zaynab, "test", channel)

    hasty = post(zaynab, "delete", channel)
    sure = post(zaynab, "delete", channel, sure="yes")

    assert (hasty.status_code, sure.status_code) == (422, 302)
    assert not Channel.objects.exists()
    assert not Notice.objects.exists()
    assert Event.objects.order_by("pk").last().before["kind"] == "webhook"


def test_failures_are_shown_with_their_reason_and_the_next_try(zaynab):
    add(zaynab, "mail")
    post(zaynab, "test", Channel.objects.get())

    Sender().send_due(now=timezone.now())
    page = zaynab.get("/desk/alerts/").content.decode()

    notice = Notice.objects.get()
    assert (notice.problem, notice.tries) == ("no_mail", 1)
    told = page.partition('id="told"')[2]
    assert "#i-warn" in told
    assert "#i-ok" not in told


@pytest.mark.parametrize("what", ["change", "turn", "delete", "test", "secret"])
@pytest.mark.parametrize("number", ["", "0", "999", "-1", "a"])
def test_a_channel_that_is_not_here_is_not_found(zaynab, what, number):
    assert zaynab.post(f"/desk/alerts/{what}/", {"channel": number, "sure": "yes"}).status_code == 404


def test_a_neighbours_channel_is_not_found(zaynab, site):
    other = type(site).objects.create(hostname="other.example", port=80, root_page=site.root_page)
    theirs = Channel.objects.create(site=other, name="الجيران", kind="mail", sealed_target=b"")

    answers = [post(zaynab, what, theirs, sure="yes").status_code for what in ("change", "turn", "delete", "test")]

    assert answers == [404] * 4
    assert "الجيران" not in zaynab.get("/desk/alerts/").content.decode()


def test_moderators_and_editors_have_no_channels(desk, salma, as_user):
    assert [browser.get("/desk/alerts/").status_code for browser in (desk, as_user(salma))] == [403, 403]
    assert add(desk).status_code == 403
