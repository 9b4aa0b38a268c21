"""A newsroom's own words: what its comments are held for, refused for, or never held for.

Belongs here: the rows and the compiled lists made of them. Not here: what a match leads to (`hiwar.screening.rules`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.arabic.fold import fold
from hiwar.discussions.word_forms import MAX_FORMS, MAX_REASON, MAX_WORD, split_forms
from hiwar.screening.words import GAP, PRONOUN, WordEntry, WordList

_SIGNS = re.compile(f"([{GAP}{PRONOUN}])")


class ListKind(models.TextChoices):
    """What a listed word does to a comment that contains it."""

    SUSPECT = "suspect", _("Hold for review")
    BANNED = "banned", _("Reject")
    ALLOWED = "allowed", _("Never a reason to hold")


class ListedWord(models.Model):
    """One entry of a newsroom's own word lists, matched on folded text as whole words."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    kind = models.CharField(_("effect"), max_length=8, choices=ListKind.choices, default=ListKind.SUSPECT)
    text = models.CharField(_("word or phrase"), max_length=MAX_WORD)
    with_clitics = models.BooleanField(
        _("also with attached particles"), default=True, help_text=_("«و», «ف», «ب», «ل», «ك», «ال» before the word.")
    )
    by_stem = models.BooleanField(
        _("also with other endings"),
        default=False,
        help_text=_("Takes the word as a stem: feminine, sound plural, dual and attached pronouns after it count too."),
    )
    forms = models.CharField(
        _("other forms"),
        max_length=MAX_FORMS,
        blank=True,
        help_text=_("Broken plurals and dialect forms to be found as this entry, parted by «|» or «،»."),
    )
    reason = models.CharField(_("why it is listed"), max_length=MAX_REASON, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        constraints = [models.UniqueConstraint(fields=["site", "kind", "text"], name="listed_word_once_per_list")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        """Save for the only site there is, unless another is named."""
        self._settle_site()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Keep what a reader could see of the fields; refuse an entry that is there already or that nothing matches.

        The form does not show the site, so it cannot see a second entry of the same words itself.
        """
        self._settle_site()
        self._keep_visible()
        self._refuse_twin()
        if not WordList.compile([WordEntry(self.text)]):
            raise ValidationError({"text": _("There is no letter and no number in this: nothing could match it.")})

    def _refuse_twin(self) -> None:
        """Refuse words that are listed already, however they are spelled: two effects of one word help nobody."""
        others = ListedWord.objects.filter(site=self.site).exclude(pk=self.pk).values_list("kind", "text")
        stored = ListedWord.objects.filter(pk=self.pk, kind=self.kind, text=self.text).exists()
        own = _spelled(self.text)
        kind = None if stored else next((kind for kind, text in others if _spelled(text) == own), None)
        if kind == self.kind:
            raise ValidationError({"text": _("This is in the list already.")})
        if kind is not None:
            effect = ListKind(kind).label
            sentence = _("This is listed already, with another effect: “%(effect)s”. Change that entry instead.")
            raise ValidationError({"text": sentence % {"effect": effect}})

    def _keep_visible(self) -> None:
        try:
            self.text = clean_line(self.text, max_chars=MAX_WORD)
            self.reason = clean_line(self.reason, max_chars=MAX_REASON)
            self.forms = " | ".join(split_forms(clean_line(self.forms.replace("\n", "|"), max_chars=MAX_FORMS)))
        except UncleanText as error:
            raise ValidationError(_("The text contains a character that cannot be stored.")) from error

    def _settle_site(self) -> None:
        if self.site_id is None:
            self.site = Site.objects.get(is_default_site=True)


def _spelled(text: str) -> tuple[str, ...]:
    """Return the form in which two spellings of an entry are equal; what stands for other words stays as it is."""
    return tuple(part if part in {GAP, PRONOUN} else fold(part).text for part in _SIGNS.split(text))


def word_lists(site: Site) -> dict[str, WordList]:
    """Return a site's compiled lists by kind, compiled again only when an entry changed; one query."""
    rows = ListedWord.objects.filter(site=site).order_by("pk")
    entries = tuple(rows.values_list("kind", "text", "reason", "with_clitics", "by_stem", "forms"))
    return {kind: _compiled(tuple(row[1:] for row in entries if row[0] == kind)) for kind in ListKind.values}


@lru_cache(maxsize=64)
def _compiled(rows: tuple[tuple[str, str, bool, bool, str], ...]) -> WordList:
    return WordList.compile(
        WordEntry(text, reason=reason, clitics=clitics, by_stem=by_stem, forms=split_forms(forms))
        for text, reason, clitics, by_stem, forms in rows
    )
