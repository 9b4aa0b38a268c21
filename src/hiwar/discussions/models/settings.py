"""What a site has decided about its discussions: limits, fields, pace. Edited in the editor, read at each post.

The defaults are WordPress' where readers know them (two links, first comment held, fifteen seconds) and the house
policy's elsewhere. Its word lists are in `words`.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from hiwar.discussions.models.threads import MAX_TEXT


class EmailField(models.TextChoices):
    """Whether the form asks for an e-mail address."""

    HIDDEN = "hidden", _("Not asked for")
    OPTIONAL = "optional", _("Optional")
    REQUIRED = "required", _("Required")


@register_setting(icon="openquote", order=110)
class DiscussionSettings(BaseSiteSetting):
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
    hold_all = models.BooleanField(_("every comment waits for review"), default=False)
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
                FieldPanel("hold_all"),
                FieldPanel("hold_first"),
                FieldPanel("use_starter_list"),
                FieldPanel("max_links"),
            ],
            heading=_("What waits for review"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("seconds_between"),
                FieldPanel("network_per_minute"),
                FieldPanel("reply_depth"),
                FieldPanel("close_after_days"),
            ],
            heading=_("Pace and shape"),
        ),
    ]

    class Meta:
        verbose_name = _("discussion settings")
        verbose_name_plural = _("discussion settings")
