"""What a site has learned so far, for the command and for the next lesson."""

from __future__ import annotations

from wagtail.models import Site

from hiwar.discussions.models import Lesson
from hiwar.screening.learning.calibration import Calibration
from hiwar.screening.learning.learn import NOTHING, Knowledge
from hiwar.screening.model.local import SiteVector


def lessons_of(site: Site) -> list[Lesson]:
    """Return the site's lessons that are still kept, newest first, without their vectors."""
    return list(Lesson.objects.filter(site=site).defer("vector").order_by("-number"))


def lesson_in_use(site: Site) -> Lesson | None:
    """Return the lesson the site screens with; it counts only beside the model it was learned for."""
    return Lesson.objects.filter(site=site, is_used=True).first()


def knowledge_of(site: Site, *, model: str) -> Knowledge:
    """Return what the site uses beside this model; a lesson learned for another model is not used."""
    lesson = lesson_in_use(site)
    if lesson is None or lesson.model != model:
        return NOTHING
    vector = SiteVector.from_bytes(bytes(lesson.vector)) if lesson.vector else None
    return Knowledge(vector, Calibration.from_record(lesson.calibration))
