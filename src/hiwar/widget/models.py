"""Which sites may show discussions of a newsroom on their pages."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import register_setting

from hiwar.accounts.models import SiteSettings
from hiwar.widget.origins import MOST_ORIGINS, NotAnOrigin, origin_in


@register_setting(icon="code", order=120)
class EmbedSettings(SiteSettings):
    """The origins on whose pages discussions may stand; where there are none, nothing of it exists."""

    origins = models.TextField(
        _("sites that may show discussions on their pages"),
        max_length=5000,
        blank=True,
        default="",
        help_text=_(
            "One a line, such as https://blog.example. Whoever writes pages there can show the comment form: name only"
            " sites you trust. Empty: nowhere."
        ),
    )

    panels = [
        FieldPanel("origins", widget=forms.Textarea(attrs={"dir": "ltr", "rows": 6, "spellcheck": "false"})),
    ]

    class Meta:
        verbose_name = _("discussions on other sites")
        verbose_name_plural = _("discussions on other sites")

    @property
    def registered(self) -> tuple[str, ...]:
        """Return the origins, each once, as they were written."""
        return tuple(dict.fromkeys(self.origins.split()))

    def clean(self) -> None:
        """Refuse every line that names no origin, and say why; the others are kept in their one spelling."""
        super().clean()
        found, faults = [], []
        for line in self.registered:
            try:
                found.append(origin_in(line))
            except NotAnOrigin as error:
                faults.append(_fault(error.why) % {"line": line[:100]})
        if len(found) > MOST_ORIGINS:
            faults.append(gettext("The list has room for this many sites: %(most)s.") % {"most": MOST_ORIGINS})
        if faults:
            raise ValidationError({"origins": faults})
        self.origins = "\n".join(dict.fromkeys(found))


def _fault(why: str) -> str:
    return {
        "form": gettext(
            "“%(line)s”: write https:// and the site's name, without a path, such as https://blog.example."
        ),
        "host": gettext("“%(line)s”: this is not the name of a site. Each is named exactly, without * or spaces."),
        "insecure": gettext("“%(line)s”: only https is possible, because on the way http can be changed by anybody."),
        "too_long": gettext("“%(line)s”: this name is longer than any we can keep."),
    }[why]
