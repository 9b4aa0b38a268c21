"""How a site looks beyond its name: colors, logo, the faces of its letters. What pages make of it is *delivery*'s."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from hiwar.newsroom.colors import HEX, is_legible, nearest_legible

COLOR = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z", _("A color is written as # and six digits or letters from a to f, such as #a3123c.")
)


class Face(models.TextChoices):
    """The families that come with us; nothing is fetched from anywhere else."""

    DISPLAY = "display", _("Markazi, narrow and tall")
    TEXT = "text", _("Naskh, as books are set")
    UI = "ui", _("Sans, plain and even")


TEXT_FACES = [(face.value, face.label) for face in (Face.TEXT, Face.UI)]


def _color_widget() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "size": 9})


@register_setting(icon="view", order=110)
class SiteLook(BaseSiteSetting):
    """The look of a newsroom. Everything left alone is as Hiwar comes."""

    accent = models.CharField(
        _("accent color"),
        max_length=7,
        blank=True,
        validators=[COLOR],
        help_text=_("The newsroom's own: labels, links, what is current. #a3123c, for example. Empty: pomegranate."),
    )
    band = models.CharField(
        _("color of the readers' parts"),
        max_length=7,
        blank=True,
        validators=[COLOR],
        help_text=_("Discussions, and the bands of the front page in which readers speak. Empty: teal."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands in the masthead in place of the name. PNG or WebP with a transparent ground is best."),
    )
    logo_by_night = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo for dark screens"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the logo stands on a white plate there."),
    )
    headline_face = models.CharField(
        _("letters of headlines"), max_length=7, choices=Face.choices, default=Face.DISPLAY
    )
    text_face = models.CharField(_("letters of texts"), max_length=7, choices=TEXT_FACES, default=Face.TEXT)

    panels = [
        MultiFieldPanel(
            [FieldPanel("accent", widget=_color_widget()), FieldPanel("band", widget=_color_widget())],
            heading=_("Colors"),
        ),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("logo_by_night")], heading=_("Logo")),
        MultiFieldPanel([FieldPanel("headline_face"), FieldPanel("text_face")], heading=_("Letters")),
    ]

    class Meta:
        verbose_name = _("look of the site")
        verbose_name_plural = _("looks of the sites")

    def clean(self) -> None:
        """Clean; a color in which nobody could read is refused, with the nearest in which everybody can."""
        super().clean()
        self.accent, self.band = self.accent.lower(), self.band.lower()
        refused = {
            name: _("This color is too light: text in it could not be read. The nearest that can be read is %(color)s.")
            % {"color": nearest_legible(color)}
            for name, color in (("accent", self.accent), ("band", self.band))
            # What is no color at all is refused already.
            if HEX.fullmatch(color) and not is_legible(color)
        }
        if refused:
            raise ValidationError(refused)
