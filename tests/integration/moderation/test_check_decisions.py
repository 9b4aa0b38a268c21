"""The command an operator runs from time to time: is the log what it was?"""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hiwar.moderation.services import mark_spam
from tests.factories.discussions import a_held_comment
from tests.factories.newsroom import NOON
from tests.integration.moderation.conftest import unguarded

pytestmark = pytest.mark.django_db


def test_a_whole_log_is_said_to_be_whole(thread, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    said = StringIO()

    call_command("check_decisions", stdout=said)

    assert said.getvalue().strip().endswith(": 1")


def test_a_changed_decision_ends_the_command_with_an_error(thread, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    unguarded("UPDATE moderation_decision SET note = 'x'")

    with pytest.raises(CommandError) as refused:
        call_command("check_decisions")

    assert refused.value.returncode == 1
