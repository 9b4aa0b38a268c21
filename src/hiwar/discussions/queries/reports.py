"""What readers said against a comment, for the desk alone: how often for which reason, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from hiwar.discussions.models import Comment, Report, ReportReason

MOST_TEXTS = 20


@dataclass(frozen=True)
class OpenReports:
    """The reports of a comment that nobody has answered. Nothing of who reported, and no minute of it."""

    total: int
    reasons: tuple[tuple[str, str, int], ...] = ()
    """Code, words for it and number, the most frequent first."""
    texts: tuple[str, ...] = ()
    """The newest, at most `MOST_TEXTS`."""


def open_reports(comment: Comment) -> OpenReports:
    """Return the open reports of a comment in two queries, none where there are none."""
    if not comment.reports:
        return OpenReports(0)
    rows = Report.objects.filter(comment=comment, is_open=True)
    counts = rows.order_by().values_list("reason").annotate(times=Count("pk")).order_by("-times", "reason")
    labels = dict(ReportReason.choices)
    reasons = tuple((code, str(labels.get(code, code)), times) for code, times in counts)
    texts = rows.exclude(text="").order_by("-pk").values_list("text", flat=True)[:MOST_TEXTS]
    return OpenReports(sum(times for _, _, times in reasons), reasons, tuple(texts))
