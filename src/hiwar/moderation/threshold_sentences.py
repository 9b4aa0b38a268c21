"""What a setting would cost, in sentences an editor can repeat at the morning conference."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.arabic.numbers import Digits, format_number, localize_digits
from hiwar.moderation.curves import Curve, Point


def said(curve: Curve, point: Point, digits: Digits) -> str:
    """Return what a day would be like at one setting: who waits, who waits for nothing, what goes through."""
    return " ".join(
        (
            _waiting(curve.a_day(point.waiting), digits),
            _wrongly(curve.a_day(point.wrongly), digits),
            _missed(curve.a_day(point.missed), digits),
        )
    )


def stands_on(curve: Curve, digits: Digits) -> str:
    """Return on how many decisions the figures stand, and how much they are worth."""
    if not curve.judged:
        return _("Nobody has decided about a scored comment yet: there is nothing to read off.")
    count = format_number(curve.judged, digits)
    if curve.is_thin:
        return ngettext(
            "One decision only: these are guesses.", "%(count)s decisions only: these are estimates.", curve.judged
        ) % {"count": count}
    return ngettext(
        "They stand on %(count)s decision of yours.", "They stand on %(count)s decisions of yours.", curve.judged
    ) % {"count": count}


def a_day(rate: float, digits: Digits) -> str:
    """Return a daily rate as a figure; a rare thing is not none."""
    if 0 < rate < 1:
        return localize_digits(f"{max(rate, 0.1):.1f}", digits)
    return format_number(round(rate), digits)


def _waiting(rate: float, digits: Digits) -> str:
    if rate < 0.5:
        return _("At this setting hardly anything waits for you.")
    count = round(rate)
    return ngettext(
        "At this setting about %(count)s comment a day waits for you.",
        "At this setting about %(count)s comments a day wait for you.",
        count,
    ) % {"count": format_number(count, digits)}


def _wrongly(rate: float, digits: Digits) -> str:
    if not rate:
        return _("Of what waits for this score alone you published nothing.")
    if rate < 0.5:
        return _("Of what waits for this score alone you would publish less than one a day.")
    count = round(rate)
    return ngettext(
        "Of what waits for this score alone you would publish %(count)s a day.",
        "Of what waits for this score alone you would publish %(count)s a day.",
        count,
    ) % {"count": format_number(count, digits)}


def _missed(rate: float, digits: Digits) -> str:
    if not rate:
        return _("Nothing that you rejected would go through.")
    if rate < 0.5:
        return _("Less than one a day that you would have rejected goes through.")
    count = round(rate)
    return ngettext(
        "%(count)s a day that you would have rejected goes through.",
        "%(count)s a day that you would have rejected go through.",
        count,
    ) % {"count": format_number(count, digits)}
