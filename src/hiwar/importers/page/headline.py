"""A headline for an article that has none: its first sentence, until an editor writes a better one."""

import re

LONGEST_DRAFT = 240

# A full stop ends a sentence only before a space: not in 3.5, not in "د.أحمد"; and not after one letter («د. ليلى»).
_END = re.compile(r"(?<!\s\w)(?<!^\w)[.؟!…]+[»\"”)]*(?=\s|\Z)")


def draft_headline(first_paragraph: str) -> str:
    """Return the first sentence without its full stop, cut after a whole word if it is longer than a title may be.

    >>> draft_headline("وصل القطار إلى الميناء بعد 3.5 ساعات. واستقبله الأهالي.")
    'وصل القطار إلى الميناء بعد 3.5 ساعات'
    """
    text = " ".join(first_paragraph.split())
    end = _END.search(text)
    sentence = text[: end.end()] if end else text
    sentence = sentence.rstrip(".…").rstrip() or sentence
    if len(sentence) <= LONGEST_DRAFT:
        return sentence
    return sentence[: LONGEST_DRAFT - 1].rsplit(" ", 1)[0].rstrip("،,؛ ") + "…"
