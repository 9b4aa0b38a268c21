"""Who people are to us: staff accounts, the site's own voice, names that are taken, and how far a browser is trusted.

A reader has no row here. `ReaderTrust` counts approvals under a keyed tag that leads to nobody's comments, and
`ReservedName` keeps guests from speaking under a name that belongs to the newsroom.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Site

from hiwar.accounts.models.site_settings import SiteSettings
from hiwar.arabic.calendars import FARTHEST_SHIFT
from hiwar.arabic.dates import DateStyle
from hiwar.arabic.numbers import Digits
from hiwar.arabic.skeleton import skeleton


class User(AbstractUser):
    """A member of staff: an editor, a moderator, an owner."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; a new password ends every session that the old one began."""
        # Django keeps a new password here until it is saved; a hash that is only renewed is not one.
        is_new = self.pk is not None and self._password is not None
        super().save(*args, **kwargs)
        if is_new:
            self.sessions.all().delete()

    def get_full_name(self) -> str:
        """Return the name colleagues see, which the editor shows in its corner."""
        return self.display_name or super().get_full_name()


class Country(models.TextChoices):
    """Countries whose newspapers name the months differently (ISO 3166-1)."""

    SY = "SY", _("Syria")
    LB = "LB", _("Lebanon")
    JO = "JO", _("Jordan")
    PS = "PS", _("Palestine")
    IQ = "IQ", _("Iraq")
    EG = "EG", _("Egypt")
    SD = "SD", _("Sudan")
    LY = "LY", _("Libya")
    SA = "SA", _("Saudi Arabia")
    YE = "YE", _("Yemen")
    OM = "OM", _("Oman")
    AE = "AE", _("United Arab Emirates")
    QA = "QA", _("Qatar")
    BH = "BH", _("Bahrain")
    KW = "KW", _("Kuwait")
    TN = "TN", _("Tunisia")
    DZ = "DZ", _("Algeria")
    MA = "MA", _("Morocco")
    MR = "MR", _("Mauritania")
    # Where editions in the neighboring languages are at home.
    IR = "IR", _("Iran")
    AF = "AF", _("Afghanistan")
    PK = "PK", _("Pakistan")
    IN = "IN", _("India")
    TR = "TR", _("Turkey")


class DigitChoice(models.TextChoices):
    """The one digit system of a site's pages."""

    LATIN = Digits.LATIN.value, _("1, 2, 3")
    ARABIC = Digits.ARABIC.value, _("١، ٢، ٣")
    EXTENDED = Digits.EXTENDED.value, _("۱، ۲، ۳ (Persian, Urdu)")


class LunarDate(models.TextChoices):
    """Whether readers are told the Hijri date too."""

    NONE = "none", _("Not shown")
    BESIDE = "beside", _("Beside the date of the day and of articles")


@register_setting(icon="globe", order=100)
class SiteProfile(SiteSettings):
    """The newsroom as its readers meet it: its name, its country's way with dates, its digits."""

    name = models.CharField(_("newsroom's name"), max_length=80, default="حوار")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.SY)
    digits = models.CharField(_("digits"), max_length=8, choices=DigitChoice.choices, default=DigitChoice.LATIN)
    lunar_date = models.CharField(
        _("Hijri date"),
        max_length=8,
        choices=LunarDate.choices,
        default=LunarDate.NONE,
        db_default=LunarDate.NONE.value,
    )
    lunar_shift = models.SmallIntegerField(
        _("days from the calendar of Umm al-Qura"),
        default=0,
        db_default=0,
        validators=[MinValueValidator(-FARTHEST_SHIFT), MaxValueValidator(FARTHEST_SHIFT)],
        help_text=_("From −2 to 2. Change it where your country has sighted the moon on another day than Mecca."),
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Asia/Damascus")
    security_contact = models.CharField(
        _("contact for security findings"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^(mailto:[^\s@]+@[^\s@]+|https://[^\s]+|tel:\+[0-9-]+)\Z")],
        help_text=_("mailto:security@example.org, or the https address of a form. It is published in security.txt."),
    )
    ads_txt = models.TextField(
        _("lines of ads.txt"),
        max_length=20000,
        blank=True,
        default="",
        db_default="",
        help_text=_("As the companies that sell your advertising space sent them, one a line."),
    )

    class Meta:
        verbose_name = _("newsroom's identity")
        verbose_name_plural = _("newsrooms' identities")

    @property
    def style(self) -> DateStyle:
        """Return how this site writes dates and digits in the language of the page that is being written."""
        return DateStyle(
            country=self.country,
            digits=Digits(self.digits),
            time_zone=self.time_zone,
            language=get_language() or settings.LANGUAGE_CODE,
            lunar=self.lunar_date == LunarDate.BESIDE,
            lunar_shift=self.lunar_shift,
        )


class ReservedName(models.Model):
    """A name guests may not use: a byline, a colleague, a columnist who writes under a pen name."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120)
    skeleton = models.CharField(max_length=240, editable=False)

    class Meta:
        verbose_name = _("reserved name")
        verbose_name_plural = _("reserved names")
        constraints = [models.UniqueConstraint(fields=["site", "skeleton"], name="reserved_name_once_per_site")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with the comparison form that `skeleton` gives today, for the only site unless another is named."""
        self._settle()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a name that compares equal to one kept already, or to nothing at all."""
        self._settle()
        if not self.skeleton:
            raise ValidationError({"name": _("A name needs at least one letter or number.")})
        if ReservedName.objects.filter(site=self.site, skeleton=self.skeleton).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This is in the list already.")})

    def _settle(self) -> None:
        if self.site_id is None:
            self.site = Site.objects.get(is_default_site=True)
        self.skeleton = skeleton(self.name)


class ReaderTrust(models.Model):
    """How often a moderator approved one browser key under one name. The tag is keyed and leads to no comment."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    tag = models.CharField(max_length=32)
    approved = models.PositiveIntegerField(default=0)
    last_seen_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "tag"], name="reader_trust_once_per_tag")]
        indexes = [models.Index(fields=["last_seen_on"], name="reader_trust_by_day")]

    def __str__(self) -> str:
        return f"trust {self.pk}"
