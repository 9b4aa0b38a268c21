"""Names that belong to the newsroom: nobody else may speak under them (threats, row U1)."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from wagtail.models import Site

from hiwar.accounts.models import ReservedName, SiteProfile
from hiwar.arabic.skeleton import skeleton

# Words that claim an office in the newsroom, in the languages of our editions; none that is also a name.
OFFICES = (
    "محرر", "المحرر", "محررة", "المحررة", "هيئة التحرير", "إدارة التحرير", "التحرير", "غرفة الأخبار", "رئيس التحرير",
    "مشرف", "المشرف", "مشرفة", "المشرفة", "المشرفون", "الإدارة", "إدارة الموقع", "مدير الموقع",
    "admin", "administrator", "moderator", "editor", "webmaster", "staff", "newsroom", "hiwar",
    "سردبیر", "تحریریه", "هیئت تحریریه", "مدیر اعلیٰ", "ادارتی عملہ", "سەرنووسەر", "سەرپەرشتیار", "دەستەی نووسەران",
)  # fmt: skip
OFFICE_SKELETONS = frozenset(filter(None, map(skeleton, OFFICES)))


def reserved_names(site: Site) -> frozenset[str]:
    """Return the skeletons of every name guests may not use on this site, in three queries."""
    staff = get_user_model().objects.filter(is_active=True).values_list("display_name", flat=True)
    kept = ReservedName.objects.filter(site=site).values_list("skeleton", flat=True)
    own = {skeleton(name) for name in (SiteProfile.of(site).name, *staff)}
    return OFFICE_SKELETONS | frozenset(kept) | frozenset(filter(None, own))


def reserve_name(*, site: Site, name: str) -> None:
    """Keep a name for the newsroom; keeping it twice changes nothing."""
    if form := skeleton(name):
        ReservedName.objects.get_or_create(site=site, skeleton=form, defaults={"name": name})
