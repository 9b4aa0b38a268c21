"""The rows of this package: people and names, what staff may do where, and what was decided about those who write."""

from hiwar.accounts.models.assignments import Assignment, Role
from hiwar.accounts.models.measures import Measure, MeasureKind, Target
from hiwar.accounts.models.people import Country, DigitChoice, ReaderTrust, ReservedName, SiteProfile, User
from hiwar.accounts.models.sessions import StaffSession
from hiwar.accounts.models.site_settings import SiteSettings

__all__ = [
    "Assignment",
    "Country",
    "DigitChoice",
    "Measure",
    "MeasureKind",
    "ReaderTrust",
    "ReservedName",
    "Role",
    "SiteProfile",
    "SiteSettings",
    "StaffSession",
    "Target",
    "User",
]
