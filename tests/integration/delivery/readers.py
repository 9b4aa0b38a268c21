"""What tests of readers' pages look with: a page's words, and the SQL it cost."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def text_of(html: str) -> str:
    """Return the words of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class CountQueries(CaptureQueriesContext):
    """The SQL of what is done inside, as plain strings."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def queries(self) -> list[str]:
        """Return every statement in order."""
        return [query["sql"] for query in self.captured_queries]
