"""Why a comment waits, in sentences a moderator can read aloud: one entry for each rule of screening.

Belongs here: the words for findings. Not here: what a finding means for the comment (`hiwar.screening.policy`).
A finding about an e-mail address is said without a letter of the address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.arabic.numbers import Digits, format_number, localize_digits
from hiwar.moderation.findings import Observed
from hiwar.screening.links import find_links

LONGEST_QUOTE = 60
MOST_HOSTS = 3
FSI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Spoken:
    """A sentence; `fine` when it speaks for publishing, and so stands under a tick."""

    text: str
    fine: bool = False


@dataclass(frozen=True)
class Words:
    """What a sentence may quote: the two fields a moderator sees anyway, and the site's digits."""

    text: str
    name: str = ""
    digits: Digits = Digits.LATIN

    def quoted(self, finding: Observed) -> str:
        """Return the first words the finding points at, or those of its list; nothing of an e-mail address."""
        if finding.field == "email":
            return ""
        source = self.name if finding.field == "name" else self.text
        pointed = (source[max(start, 0) : max(end, 0)] for start, end in finding.spans)
        said = next((piece for piece in pointed if piece.strip()), finding.data.get("word", "").replace("~", ""))
        return isolated(said)

    def number(self, value: str) -> str:
        """Return a figure of a finding's data as the site writes it."""
        return localize_digits(value, self.digits)


def isolated(text: str) -> str:
    """Return a quotation that cannot disturb the order of the sentence around it, cut if it is long."""
    line = " ".join(text.split())
    short = line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()}…"
    return f"{FSI}{short}{PDI}"


def reasons(findings: tuple[Observed, ...], words: Words) -> tuple[Spoken, ...]:
    """Return why the comment waits, gravest first; a comment against which nothing was found gets a sentence too."""
    if all(finding.is_circumstance for finding in findings):
        if [finding.rule for finding in findings] == ["first_comment"]:
            return (Spoken(_("Nothing was found in it. It waits only because its author is new."), fine=True),)
        nothing = Spoken(_("Nothing was found in it."), fine=True)
        return (nothing, *(Spoken(sentence_for(finding, words), fine=True) for finding in findings))
    return tuple(Spoken(sentence_for(finding, words), fine=finding.is_circumstance) for finding in findings)


def sentence_for(finding: Observed, words: Words) -> str:
    """Return one sentence for one finding; a rule unknown here is named, so that nothing is passed over."""
    if finding.field == "email":
        return _("The e-mail address holds a listed word. The address itself is not shown.")
    say = SENTENCES.get(finding.rule)
    if say is None:
        return _("The rule “%(rule)s” held it.") % {"rule": isolated(finding.rule)}
    sentence = say(finding, words)
    if finding.field == "name" and finding.rule not in NAME_RULES:
        return _("In the name: %(sentence)s") % {"sentence": sentence}
    return sentence


def _empty(finding: Observed, words: Words) -> str:
    if finding.data.get("kind") == "signs_only":
        return _("There are only signs in it, no letter and no number.")
    return _("There is nothing in it that can be read.")


def _repeats(finding: Observed, words: Words) -> str:
    return _("Its author has sent the same words before.")


def _repeated_characters(finding: Observed, words: Words) -> str:
    return _("One letter or word is repeated dozens of times.")


def _reserved_name(finding: Observed, words: Words) -> str:
    return _("The name “%(name)s” belongs to the newsroom or looks like one that does.") % {
        "name": isolated(words.name)
    }


def _name_contact(finding: Observed, words: Words) -> str:
    return _("In the place of the name stands a link, an address or a telephone number: “%(words)s”.") % {
        "words": words.quoted(finding)
    }


def _listed(without: str, with_reason: str, finding: Observed, words: Words) -> str:
    said = {"words": words.quoted(finding), "reason": isolated(finding.data.get("reason", ""))}
    return (with_reason if finding.data.get("reason") else without) % said


def _banned(finding: Observed, words: Words) -> str:
    return _listed(
        _("“%(words)s” is on the newsroom's list of words that are refused."),
        _("“%(words)s” is on the newsroom's list of words that are refused: %(reason)s."),
        finding,
        words,
    )


def _suspect(finding: Observed, words: Words) -> str:
    return _listed(
        _("“%(words)s” is on the newsroom's list of words to look at first."),
        _("“%(words)s” is on the newsroom's list of words to look at first: %(reason)s."),
        finding,
        words,
    )


def _starter(finding: Observed, words: Words) -> str:
    said = {"words": words.quoted(finding)}
    sentences = {
        "incitement": _("“%(words)s” may be a call for violence, or a threat."),
        "death_wish": _("“%(words)s” may be a wish for someone's death or ruin, or joy at it."),
        "sectarian": _("“%(words)s” may belittle a whole group of people, or call someone an unbeliever."),
        "insult": _("“%(words)s” may be an insult to a person."),
        "obscenity": _("“%(words)s” may be an obscene expression."),
        "privacy": _("“%(words)s” may give away someone's private details, or ask for them."),
        "spam": _("“%(words)s” looks like an advertisement or an offer."),
    }
    return sentences.get(finding.data.get("category", ""), _("“%(words)s” is on the starter list.")) % said


def _toxic(finding: Observed, words: Words) -> str:
    kinds = {
        "insult": _("The model thinks it insults a person (%(score)s of 100)%(where)s."),
        "identity": _("The model thinks it belittles a group of people (%(score)s of 100)%(where)s."),
        "sectarian": _("The model thinks it attacks a faith or a sect (%(score)s of 100)%(where)s."),
        "obscene": _("The model thinks it is obscene (%(score)s of 100)%(where)s."),
        "threat": _("The model thinks it threatens, or wishes someone ill (%(score)s of 100)%(where)s."),
    }
    unnamed = _("The model thinks it breaks a rule, without being sure which (%(score)s of 100)%(where)s.")
    return kinds.get(finding.data.get("label", ""), unnamed) % _weighed(finding, words)


def _spam(finding: Observed, words: Words) -> str:
    return _("The model thinks it advertises something (%(score)s of 100)%(where)s.") % _weighed(finding, words)


def _weighed(finding: Observed, words: Words) -> dict[str, str]:
    """Return the score as people say it, and the words that carry it most; nobody reads «0.93» aloud."""
    try:
        score = format_number(round(100 * float(finding.data.get("score", ""))), words.digits)
    except (ValueError, OverflowError):
        score = "?"
    said = words.quoted(finding) if finding.spans else ""
    return {"score": score, "where": _(", above all for “%(words)s”") % {"words": said} if said else ""}


def _not_scored(finding: Observed, words: Words) -> str:
    sentences = {
        "missing": _("The model could not be asked, so a person must read it."),
        "failed": _("The model broke down while reading it, so a person must read it."),
        "late": _("The model took too long over it, so a person must read it."),
        "long": _("It is too long for the model to read to its end, so a person must read it."),
    }
    return sentences.get(finding.data.get("why", ""), sentences["missing"])


def _links(finding: Observed, words: Words) -> str:
    found = [link for start, end in finding.spans for link in find_links(words.text[max(start, 0) : max(end, 0)])]
    hosts = list(dict.fromkeys(link.host for link in found))
    named = "، ".join(f"«{isolated(host)}»" for host in hosts[:MOST_HOSTS])
    count = finding.data.get("count", "")
    number = int(count) if count.isascii() and count.isdigit() else len(found)
    sentence = ngettext(
        "There is %(count)s link in it: %(hosts)s.", "There are %(count)s links in it: %(hosts)s.", number
    )
    return sentence % {"count": format_number(number, words.digits), "hosts": named}


def _phone(finding: Observed, words: Words) -> str:
    return _("There is a telephone number in it: somebody's own, or an offer's.")


def _over_limit(finding: Observed, words: Words) -> str:
    return _("Many comments came from the same network within one minute.")


def _watched_network(finding: Observed, words: Words) -> str:
    return _("For some hours a moderator wants to read everything that comes from this network first.")


def _keyless(finding: Observed, words: Words) -> str:
    return _("It came without a browser key, so nothing connects it to anything published before.")


def _first(finding: Observed, words: Words) -> str:
    return _("Its author is new: no comment under this name has been approved yet.")


def _pre_moderation(finding: Observed, words: Words) -> str:
    return _("Here every comment is read before it appears.")


def _rule_failed(finding: Observed, words: Words) -> str:
    return _("The rule “%(rule)s” broke down while reading it, so a person must read it.") % {
        "rule": isolated(finding.data.get("rule", ""))
    }


NAME_RULES = frozenset({"reserved_name", "name_has_link_or_email"})
SENTENCES: dict[str, Callable[[Observed, Words], str]] = {
    "empty": _empty,
    "repeats_previous": _repeats,
    "repeated_characters": _repeated_characters,
    "reserved_name": _reserved_name,
    "name_has_link_or_email": _name_contact,
    "banned_word": _banned,
    "suspect_word": _suspect,
    "starter_word": _starter,
    "looks_toxic": _toxic,
    "looks_like_spam": _spam,
    "not_scored": _not_scored,
    "too_many_links": _links,
    "phone_number": _phone,
    "over_limit": _over_limit,
    "watched_network": _watched_network,
    "keyless": _keyless,
    "first_comment": _first,
    "pre_moderation": _pre_moderation,
    "rule_failed": _rule_failed,
}
