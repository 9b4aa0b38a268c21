"""Founding a newsroom: its site, its voice, its first section and its staff. Done once; repeating is safe."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Site

from hiwar.accounts.models import Assignment, Role, SiteProfile, User
from hiwar.discussions.models import DiscussionSettings, ScreeningMode
from hiwar.moderation.models import DeskSettings
from hiwar.newsroom.models import FrontPage
from hiwar.newsroom.services import create_section, ensure_staff_groups, open_newsroom
from hiwar.newsroom.services.newsroom import EDITORS, MODERATORS, REPORTERS

TIME_ZONES = {
    "SY": "Asia/Damascus", "LB": "Asia/Beirut", "JO": "Asia/Amman", "PS": "Asia/Hebron", "IQ": "Asia/Baghdad",
    "EG": "Africa/Cairo", "SD": "Africa/Khartoum", "LY": "Africa/Tripoli", "SA": "Asia/Riyadh", "YE": "Asia/Aden",
    "OM": "Asia/Muscat", "AE": "Asia/Dubai", "QA": "Asia/Qatar", "BH": "Asia/Bahrain", "KW": "Asia/Kuwait",
    "TN": "Africa/Tunis", "DZ": "Africa/Algiers", "MA": "Africa/Casablanca", "MR": "Africa/Nouakchott",
    "IR": "Asia/Tehran", "AF": "Asia/Kabul", "PK": "Asia/Karachi", "IN": "Asia/Kolkata", "TR": "Europe/Istanbul",
}  # fmt: skip


@dataclass(frozen=True)
class Founding:
    """What a newsroom must say of itself on its first day."""

    name: str
    origin: str
    country: str
    tagline: str = ""
    digits: str = "latn"
    time_zone: str = ""
    first_section: str = ""


@transaction.atomic
def found_newsroom(founding: Founding) -> Site:
    """Make the site with its identity, its groups of staff and, if named, a first section."""
    site = open_newsroom(name=founding.name, origin=founding.origin)
    give_groups_their_rights()
    profile = SiteProfile.for_site(site)
    profile.name, profile.tagline = founding.name, founding.tagline
    profile.country, profile.digits = founding.country, founding.digits
    profile.time_zone = founding.time_zone or TIME_ZONES[founding.country]
    profile.save()
    DeskSettings.for_site(site)
    _let_people_read_first(site)
    if founding.first_section:
        front = FrontPage.objects.get(pk=site.root_page_id)
        create_section(parent=front, name=founding.first_section)
    return site


def _let_people_read_first(site: Site) -> None:
    """Hold every comment, at first, where the classifier does not know the language."""
    if settings.LANGUAGE_CODE != "ar" and not DiscussionSettings.objects.filter(site=site).exists():
        DiscussionSettings.objects.create(site=site, screening_mode=ScreeningMode.HELD)


def give_groups_their_rights() -> None:
    """Let editors and moderators decide about comments; looking at an address is for neither by default."""
    ensure_staff_groups()
    moderate = Permission.objects.get(content_type__app_label="moderation", codename="moderate")
    for name in (EDITORS, MODERATORS):
        Group.objects.get(name=name).permissions.add(moderate)
    decided_by_editors = Q(content_type__app_label="discussions", codename__endswith="_listedword") | Q(
        content_type__app_label="discussions", codename="change_discussionsettings"
    )
    Group.objects.get(name=EDITORS).permissions.add(*Permission.objects.filter(decided_by_editors))


@dataclass(frozen=True)
class Colleague:
    """Someone who joins the staff."""

    username: str
    name: str
    role: str
    email: str = ""


ROLES = {"editor": EDITORS, "reporter": REPORTERS, "moderator": MODERATORS, "senior": MODERATORS}


@transaction.atomic
def hire(colleague: Colleague, *, password: str | None = None) -> tuple[User, str]:
    """Return the staff account and its password, a fresh random one unless given.

    An owner may do everything, an editor writes, publishes and moderates, a reporter writes and submits, a moderator
    moderates; a senior moderator also bans, and tunes the desk.
    """
    password = password or secrets.token_urlsafe(15)
    # The editor greets by first name; ours is one field, in the order its owner writes it.
    user = User(username=colleague.username, display_name=colleague.name, email=colleague.email)
    user.first_name = colleague.name
    user.is_superuser = user.is_staff = colleague.role == "owner"
    user.set_password(password)
    user.save()
    if colleague.role in ROLES:
        user.groups.add(Group.objects.get(name=ROLES[colleague.role]))
    if colleague.role == Role.SENIOR:
        # No group says so much: the role is given for the site, as in the desk's room of roles.
        site = Site.objects.get(is_default_site=True)
        Assignment.objects.create(site=site, user=user, role=Role.SENIOR)
    return user, password
