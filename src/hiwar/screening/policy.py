"""The policy: which rules run, in which order.

Belongs here: the order and the reason for it. Not here: what a rule does; each has its own file in `rules`.
"""

from collections.abc import Callable

from hiwar.screening.candidate import Candidate
from hiwar.screening.rules.crowding import is_from_watched_network, is_over_limit
from hiwar.screening.rules.emptiness import is_empty
from hiwar.screening.rules.impersonation import name_is_reserved
from hiwar.screening.rules.listed_words import (
    email_has_banned_word,
    email_has_suspect_word,
    name_has_banned_word,
    name_has_suspect_word,
    text_has_banned_word,
    text_has_suspect_word,
    text_hides_banned_word,
)
from hiwar.screening.rules.many_links import has_too_many_links
from hiwar.screening.rules.name_contacts import name_has_link_or_email
from hiwar.screening.rules.newcomer import is_first_comment, is_keyless
from hiwar.screening.rules.phone_numbers import has_phone_number
from hiwar.screening.rules.premoderation import is_premoderated
from hiwar.screening.rules.repetition import repeats_previous
from hiwar.screening.rules.scores import is_not_scored, looks_like_spam, looks_toxic, name_looks_toxic
from hiwar.screening.rules.shouting import repeats_characters
from hiwar.screening.rules.starter_words import STARTER_RULES
from hiwar.screening.verdict import Finding

Rule = Callable[[Candidate], Finding | None]

# Kept with every verdict. It moves when the rules, their order or the starter list change what is found.
POLICY_VERSION = "7"

POLICY: tuple[Rule, ...] = (
    # Cheap certainties first: there is nothing to read, or it was read before.
    is_empty,
    repeats_previous,
    repeats_characters,
    # Who it claims to be from. A false editor does harm whatever the text says.
    name_is_reserved,
    name_has_link_or_email,
    # Words the newsroom itself listed, in every field; they are its own decision, so they come before ours.
    text_has_banned_word,
    text_hides_banned_word,
    name_has_banned_word,
    email_has_banned_word,
    text_has_suspect_word,
    name_has_suspect_word,
    email_has_suspect_word,
    # Then our starter list, by kind of harm, then the model: from what can be pointed at to what can only be weighed.
    *STARTER_RULES,
    looks_toxic,
    name_looks_toxic,
    looks_like_spam,
    has_too_many_links,
    has_phone_number,
    # Last what the text cannot help: circumstances under which any comment waits. A moderator reads these after the
    # findings above, which say something about the comment itself.
    is_not_scored,
    is_over_limit,
    is_from_watched_network,
    is_keyless,
    is_first_comment,
    is_premoderated,
)
