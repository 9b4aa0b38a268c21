"""How the tables of the starter list are written down.

Belongs here: turning a table of lines into entries. Not here: the words, and matching.
"""

from hiwar.screening.words import WordEntry

# What aims a word at someone. «حيوان» alone is an animal; «أنت حيوان» is an insult.
_AIMS = (
    "يا", "يا ايها", "ايها", "ايتها", "انت", "انتي", "انتم", "انتو", "انتوا", "انته", "انك", "انكم", "انه", "هذا ال",
    "هاد ال", "هدا ال", "هذي ال", "ابن", "ابن ال", "بن ال", "ابناء ال", "اولاد ال", "ولد ال", "بنت ال", "يا ابن",
    "طلعت", "طلع", "شويه",
)  # fmt: skip
_PRONOUNS = ("ه", "ها", "هم", "ك", "كم", "كن", "هن")


def entries(category: str, reason: str, table: str) -> tuple[WordEntry, ...]:
    """Return one entry for each line of a table; `|` parts the forms of one entry."""
    return tuple(
        WordEntry(forms[0], reason=reason, category=category, forms=forms[1:]) for forms in _rows(table) if forms
    )


def shouted(category: str, reason: str, table: str) -> tuple[WordEntry, ...]:
    """Return entries whose words are found glued to «أنت» too: nothing else that people write looks like «انتكلب»."""
    return tuple(
        WordEntry(forms[0], reason=reason, category=category, forms=(*forms[1:], *map(_glued, filter(_is_word, forms))))
        for forms in _rows(table)
    )


def aimed(category: str, reason: str, table: str) -> tuple[WordEntry, ...]:
    """Return entries for words that harm only when they are said of someone: «يا …», «أنت …», «ابن الـ…»."""
    return tuple(
        WordEntry(
            f"يا {forms[0]}",
            reason=reason,
            category=category,
            forms=tuple(form for word in forms for form in _aimed_forms(word)),
        )
        for forms in _rows(table)
    )


def of_someone(category: str, reason: str, table: str) -> tuple[WordEntry, ...]:
    """Return entries for things that belong to a person: «رقم هاتفه» is, «رقم هاتف الوزارة» is not."""
    return tuple(
        WordEntry(
            forms[0] + _PRONOUNS[0],
            reason=reason,
            category=category,
            forms=tuple(form + pronoun for form in forms for pronoun in _PRONOUNS),
        )
        for forms in _rows(table)
    )


def paired(category: str, reason: str, *, subjects: str, predicates: str) -> tuple[WordEntry, ...]:
    """Return an entry for every subject followed, within three words, by one of the predicates."""
    said = [form for forms in _rows(predicates) for form in forms]
    return tuple(
        WordEntry(
            f"{subject} … {said[0]}",
            reason=reason,
            category=category,
            forms=tuple(f"{subject} … {predicate}" for predicate in said),
        )
        for forms in _rows(subjects)
        for subject in forms
    )


def _rows(table: str) -> list[tuple[str, ...]]:
    lines = (line.strip() for line in table.splitlines())
    return [tuple(form.strip() for form in line.split("|")) for line in lines if line]


def _aimed_forms(word: str) -> list[str]:
    forms = [f"يا{word}", f"هال{word}", f"يا ال{word}", _glued(word)]
    for aim in _AIMS:
        forms.append(aim + word if aim.endswith(" ال") else f"{aim} {word}")
    return forms


def _glued(word: str) -> str:
    return f"انت{word}"


def _is_word(form: str) -> bool:
    return " " not in form and not form.startswith("ال")
