"""Sending what is due: each notice its channel's way, until it is told or a day has passed.

Nothing is locked while somebody outside takes her time. A notice may arrive twice, when we end between the answer and
writing it down; its id is the same, so a program can tell.
"""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.accounts.models import SiteProfile
from hiwar.accounts.seal import CannotUnseal
from hiwar.arabic.numbers import Digits, format_number
from hiwar.moderation.models import Channel, ChannelKind, Notice
from hiwar.moderation.notice_words import message, record
from hiwar.moderation.outbound import NotSent, Outbound
from hiwar.moderation.services.channels import secrets_of, target_of, token_of
from hiwar.moderation.signatures import headers

# So many are tried in a round; what is left waits for the next one.
MOST_AT_ONCE = 100
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=3)
# With these pauses sixteen tries take a day.
MOST_TRIES = 16
GIVEN_UP_AFTER = timedelta(hours=24)
# A digest names so many; the desk shows the rest.
MOST_IN_DIGEST = 100
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Sender:
    """Whoever sends: by which client, at what time."""

    outbound: Outbound = field(default_factory=lambda: Outbound(inner=settings.HIWAR_ALERT_TARGETS))

    def send_due(self, *, now: datetime) -> int:
        """Send what is due; return how many notices arrived. A channel that fails is left alone until its next try."""
        due = Notice.objects.filter(sent_at__isnull=True, failed="", due_at__lte=now, channel__is_on=True)
        found = list(due.select_related("channel__site").order_by("due_at", "pk")[:MOST_AT_ONCE])
        found.sort(key=lambda notice: notice.channel_id)
        with translation.override(settings.LANGUAGE_CODE):
            return sum(
                self._send_all(list(notices), now=now) for _pk, notices in groupby(found, lambda one: one.channel_id)
            )

    def _send_all(self, notices: list[Notice], *, now: datetime) -> int:
        """Send one channel's notices, oldest first; a digest is one letter for all of them."""
        channel = notices[0].channel
        letters = [notices] if channel.kind == ChannelKind.DIGEST else [[notice] for notice in notices]
        arrived = 0
        for letter in letters:
            try:
                WAYS[channel.kind](self.outbound, channel, letter, now)
            except NotSent as error:
                _put_off(letter, error.reason, now=now)
                break
            except CannotUnseal:
                _put_off(letter, "sealed", now=now)
                break
            Notice.objects.filter(pk__in=[one.pk for one in letter]).update(sent_at=now, problem="")
            arrived += len(letter)
        return arrived


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, three hours at most."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def _put_off(notices: Sequence[Notice], reason: str, *, now: datetime) -> None:
    """Try these again later, or never; and let the channel's other notices wait as long, so that others get a turn."""
    first = notices[0]
    next_at = now + pause_after(first.tries + 1)
    for notice in notices:
        notice.tries, notice.problem, notice.due_at = notice.tries + 1, reason, next_at
        is_late = first.channel.kind != ChannelKind.DIGEST and now - notice.made_at >= GIVEN_UP_AFTER
        if notice.tries >= MOST_TRIES or is_late:
            notice.failed = reason
        notice.save(update_fields=["tries", "problem", "due_at", "failed"])
    others = Notice.objects.filter(channel=first.channel, sent_at__isnull=True, failed="", due_at__lte=now)
    others.update(due_at=next_at)


def _webhook(outbound: Outbound, channel: Channel, notices: Sequence[Notice], now: datetime) -> None:
    body = record(notices[0])
    signed = headers(
        secrets_of(channel, now=now),
        notice_id=notices[0].public_id,
        timestamp=int(now.timestamp()),
        body=body,
    )
    _posted(outbound, target_of(channel), body, signed)


def _slack(outbound: Outbound, channel: Channel, notices: Sequence[Notice], now: datetime) -> None:
    text = str(message(notices[0]))
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(letter, entity)
    # Whoever draws previews of links would ask the desk for them.
    said = {"text": text, "unfurl_links": False, "unfurl_media": False}
    _posted(outbound, target_of(channel), json.dumps(said).encode(), {})


def _telegram(outbound: Outbound, channel: Channel, notices: Sequence[Notice], now: datetime) -> None:
    said = {
        "chat_id": target_of(channel),
        "text": str(message(notices[0])),
        "link_preview_options": {"is_disabled": True},
    }
    _posted(outbound, token_of(channel), json.dumps(said).encode(), {})


def _posted(outbound: Outbound, url: str, body: bytes, said: dict[str, str]) -> None:
    status = outbound.post(url, body=body, headers={**JSON, **said})
    if not 200 <= status < 300:
        raise NotSent(f"http_{status}")


def _mail(outbound: Outbound, channel: Channel, notices: Sequence[Notice], now: datetime) -> None:
    told = message(notices[0])
    mailed(target_of(channel), f"[{told.newsroom}] {told.sentence.rstrip('.')}", f"{told.sentence}\n\n{told.url}\n")


def _digest(outbound: Outbound, channel: Channel, notices: Sequence[Notice], now: datetime) -> None:
    profile = SiteProfile.of(channel.site)
    count = format_number(len(notices), Digits(profile.digits))
    subject = ngettext("%(count)s alert since yesterday", "%(count)s alerts since yesterday", len(notices))
    lines = []
    for notice in notices[:MOST_IN_DIGEST]:
        told = message(notice)
        lines.append(f"• {profile.style.date_time(notice.made_at)}: {told.sentence}\n  {told.url}")
    if len(notices) > MOST_IN_DIGEST:
        lines.append(_("The others are shown at the desk."))
    mailed(target_of(channel), f"[{profile.name}] {subject % {'count': count}}", "\n\n".join(lines) + "\n")


def mailed(address: str, subject: str, text: str) -> None:
    """Hand a letter in at the mail server; raises `NotSent`."""
    if settings.HIWAR_MAIL is None:
        raise NotSent("no_mail")
    letter = EmailMessage(
        subject=" ".join(subject.split()),
        body=text,
        to=[address],
        # Of machine origin: no out-of-office reply comes back (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        letter.send()
    # What is no address at all is refused before any server is asked.
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException, ValueError):
        raise NotSent("mail_refused") from None
    except (smtplib.SMTPException, OSError):
        raise NotSent("mail_away") from None


Way = Callable[[Outbound, Channel, Sequence[Notice], datetime], None]
WAYS: dict[str, Way] = {
    ChannelKind.MAIL: _mail,
    ChannelKind.DIGEST: _digest,
    ChannelKind.WEBHOOK: _webhook,
    ChannelKind.SLACK: _slack,
    ChannelKind.TELEGRAM: _telegram,
}
