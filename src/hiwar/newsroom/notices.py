"""Wagtail's letters about what was submitted, approved, returned or commented on, sent beside the request.

Wagtail sends them while the editor waits, and some faults of a mail server would fail the request after its work is
done. Here the same letters go out after the commit, on a thread of their own; where no mail is set up, none goes.
Not here: what stands in them, and who gets them (Wagtail's templates and preferences).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction
from wagtail.admin import signal_handlers as wagtails
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

Notify = Callable[..., Any]
log = logging.getLogger(__name__)

# Signal, sender, the name under which Wagtail listens, and its letter.
LETTERS = (
    (
        task_submitted,
        TaskState,
        "group_approval_task_submitted_email_notification",
        wagtails.task_submission_email_notifier,
    ),
    (
        workflow_submitted,
        WorkflowState,
        "workflow_state_submitted_email_notification",
        wagtails.workflow_submission_email_notifier,
    ),
    (
        workflow_rejected,
        WorkflowState,
        "workflow_state_rejected_email_notification",
        wagtails.workflow_rejection_email_notifier,
    ),
    (
        workflow_approved,
        WorkflowState,
        "workflow_state_approved_email_notification",
        wagtails.workflow_approval_email_notifier,
    ),
)


def send_letters_beside_requests() -> None:
    """Listen in Wagtail's place, whichever of us comes first: under one name a signal knows one listener."""
    for signal, sender, name, notify in LETTERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(partial(after_the_commit, notify), sender=sender, dispatch_uid=name, weak=False)


def send_letters_of_comments_beside_requests() -> None:
    """Have the editor's form hand over its letters of what colleagues say about a draft; no signal tells of those."""
    from wagtail.admin.views.pages.edit import EditView  # Loads the whole editor, which few commands need.

    notify = EditView.send_commenting_notifications

    def notify_beside(view: EditView, changes: dict[str, Any]) -> None:
        after_the_commit(partial(notify, view, changes))

    EditView.send_commenting_notifications = notify_beside


def after_the_commit(notify: Notify, **told: Any) -> None:
    """Have a letter written and sent once what it tells of is true; `told` are a signal's arguments."""
    if settings.HIWAR_MAIL is None:
        return
    told.pop("signal", None)
    letter = partial(write_and_send, notify, **told)
    transaction.on_commit(lambda: Thread(target=letter, name="letter", daemon=True).start())


def write_and_send(notify: Notify, **told: Any) -> None:
    """Write and send a letter; whatever fails is logged, and nobody's work fails with it."""
    try:
        notify(**told)
    except Exception:
        log.exception("letter_not_sent")
    finally:
        close_old_connections()
