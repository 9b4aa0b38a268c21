"""What a site has decided about its discussions: limits, fields, pace. Edited in the editor, read at each post.

The defaults are WordPress' where readers know them (two links, first comment held, fifteen seconds) and the house
policy's elsewhere. Its word lists are in `words`.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from hiwar.accounts.models import SiteSettings
from hiwar.discussions.models.threads import MAX_TEXT
from hiwar.screening.modes import Mode


class EmailField(models.TextChoices):
    """Whether the form asks for an e-mail address."""

    HIDDEN = "hidden", _("Not asked for")
    OPTIONAL = "optional", _("Optional")
    REQUIRED = "required", _("Required")


class ScreeningMode(models.TextChoices):
    """How strictly comments are screened, in the words of the editor; what it means is in `hiwar.screening.modes`."""

    OPEN = Mode.OPEN.value, _("Open: only what is almost certainly a violation waits")
    CAREFUL = Mode.CAREFUL.value, _("Careful: the usual one")
    BREAKING = Mode.BREAKING.value, _("Breaking news: more waits, while tempers are high")
    HELD = Mode.HELD.value, _("Everything held: a moderator reads each comment first")


def rate_field(name: str, default: str) -> models.DecimalField:
    """Return a field for a share of clean comments, in percent."""
    return models.DecimalField(
        name,
        max_digits=4,
        decimal_places=2,
        default=Decimal(default),
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal("25"))],
    )


@register_setting(icon="openquote", order=110)
class DiscussionSettings(SiteSettings):
    """How one site runs its discussions."""

    name_required = models.BooleanField(
        _("a name is required"), default=False, help_text=_("Without it, comments may appear with no name.")
    )
    email = models.CharField(
        _("e-mail address"),
        max_length=8,
        choices=EmailField.choices,
        default=EmailField.OPTIONAL,
        help_text=_(
            "Addresses are kept encrypted and shown to nobody. Requiring one keeps away readers with reason to fear."
        ),
    )
    consent_required = models.BooleanField(_("agreement to the privacy policy is required"), default=False)
    screening_mode = models.CharField(
        _("how strictly comments are screened"),
        max_length=8,
        choices=ScreeningMode.choices,
        default=ScreeningMode.CAREFUL,
        help_text=_("A section or an article may choose otherwise for itself."),
    )
    false_holds_open = rate_field(_("open: clean comments that may wait, in percent"), "0.5")
    false_holds_careful = rate_field(_("careful: clean comments that may wait, in percent"), "2")
    false_holds_breaking = rate_field(_("breaking news: clean comments that may wait, in percent"), "5")
    hold_first = models.BooleanField(_("the first comment of an unknown author waits"), default=True)
    use_starter_list = models.BooleanField(
        _("use Hiwar's starter word list"),
        default=True,
        help_text=_("Insults, death wishes, sectarian words and offers known to us: they wait for review."),
    )
    max_links = models.PositiveSmallIntegerField(
        _("links from which a comment waits"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    max_characters = models.PositiveIntegerField(
        _("longest comment, in characters"),
        default=3000,
        validators=[MinValueValidator(100), MaxValueValidator(MAX_TEXT)],
    )
    seconds_between = models.PositiveIntegerField(_("seconds between two comments of one reader"), default=15)
    network_per_minute = models.PositiveIntegerField(
        _("comments a minute from one network before they wait"),
        default=12,
        help_text=_("Whole towns may share one address: beyond this number comments wait, none is refused."),
    )
    reply_depth = models.PositiveSmallIntegerField(
        _("levels of replies that are indented"),
        default=1,
        validators=[MaxValueValidator(5)],
        help_text=_("Deeper replies stand in the same column and say whom they answer."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes in which authors may edit their comment"),
        default=15,
        db_default=15,
        validators=[MaxValueValidator(120)],
        help_text=_("0: never. A published comment stays as it is until a moderator has read its new words."),
    )
    close_after_days = models.PositiveIntegerField(
        _("close discussions after this many days"), default=0, help_text=_("0: they stay open.")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_required"),
                FieldPanel("email"),
                FieldPanel("consent_required"),
                FieldPanel("max_characters"),
            ],
            heading=_("The form"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("screening_mode"),
                FieldPanel("hold_first"),
                FieldPanel("use_starter_list"),
                FieldPanel("max_links"),
            ],
            heading=_("What waits for review"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("false_holds_open"),
                FieldPanel("false_holds_careful"),
                FieldPanel("false_holds_breaking"),
            ],
            heading=_("What a mode may cost"),
            help_text=_(
                "Of a hundred comments that break no rule, so many may wait for a moderator because the model misjudged"
                " them. The more may wait, the less slips through."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("seconds_between"),
                FieldPanel("network_per_minute"),
                FieldPanel("edit_minutes"),
                FieldPanel("reply_depth"),
                FieldPanel("close_after_days"),
            ],
            heading=_("Pace and shape"),
        ),
    ]

    class Meta:
        verbose_name = _("discussion settings")
        verbose_name_plural = _("discussion settings")

    def clean(self) -> None:
        """Refuse rates by which a stricter mode would hold less."""
        super().clean()
        if not self.false_holds_open <= self.false_holds_careful <= self.false_holds_breaking:
            raise ValidationError({"false_holds_careful": _("The percentages must rise from open to breaking news.")})

    def false_holds(self, mode: Mode) -> float:
        """Return the share of clean comments a mode may hold; where everything is held, findings are the careful's."""
        percent = {Mode.OPEN: self.false_holds_open, Mode.BREAKING: self.false_holds_breaking}
        return float(percent.get(mode, self.false_holds_careful)) / 100
