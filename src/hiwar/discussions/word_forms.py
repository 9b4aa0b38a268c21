"""What an entry of a word list may be: how long its parts are, and how its forms are told apart.

Belongs here: what the row in the database and the line of a table must agree on. Not here: Django; a table is read from
the shell too, where there is none.
"""

import re

MAX_WORD, MAX_FORMS, MAX_REASON = 120, 400, 200
_between_forms = re.compile(r"\s*[|،\n]\s*")


def split_forms(forms: str) -> tuple[str, ...]:
    """Return the other forms of an entry, each once, in the order they were written.

    >>> split_forms("كلاب | كلبة، كلاب")
    ('كلاب', 'كلبة')
    """
    return tuple(dict.fromkeys(form for form in _between_forms.split(forms.strip()) if form))
