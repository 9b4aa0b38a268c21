"""The comments of one discussion as years of readers would have left them: numbers, roots, places, answers.

Pure: no database. How rows reach one is in `scale_newsroom`.
"""

import base64
from dataclasses import dataclass, field
from random import Random
from typing import Any

NAMES = ("ليلى", "عمر", "هالة", "سامر", "ندى", "يزن", "رشا", "مازن", "دانا", "كرم", "أبو خالد", "ابنة الميناء")
OPENINGS = ("أشكر الكاتب على هذا المقال", "لم يُذكر في الخبر", "أختلف مع ما قيل هنا", "قرأت في مكان آخر", "سؤال")
MIDDLES = (
    "أن الطريق ما زال مقطوعاً",
    "كم كلّف الترميم حتى اليوم",
    "أن البلدية وعدت بذلك من قبل",
    "من الذي سيدفع ثمن ذلك",
)
ENDINGS = ("والناس تنتظر.", "وهذا رأيي.", "ولم يجب أحد بعد.", "وأرجو أن أكون مخطئاً.", "والله أعلم.")
REPLIES = 0.35  # The share of comments that answer another.
HELD, REJECTED = 0.03, 0.05  # Of a hundred three wait, and two were never shown.


class Voices:
    """Who speaks, and with which words; the same every time."""

    def __init__(self, draw: Random, *, authors: int) -> None:
        self.draw, self._authors = draw, authors

    def public_id(self) -> str:
        """Return an id of the kind comments and threads have in addresses."""
        return base64.urlsafe_b64encode(self.draw.randbytes(12)).decode()

    def words(self, number: int) -> dict[str, Any]:
        """Return what a comment holds of its author."""
        draw = self.draw
        parts = (draw.choice(OPENINGS), f"({number})", draw.choice(MIDDLES), draw.choice(MIDDLES), draw.choice(ENDINGS))
        author = draw.randrange(self._authors)
        tags = {"author_link": f"{author:032x}", "trust_tag": f"{author + 1:032x}"}
        return {"name": draw.choice(NAMES), "text": " ".join(parts), "owner_tag": draw.randbytes(16).hex(), **tags}


@dataclass
class Conversation:
    """The rows of one thread, and what the thread knows of itself."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    last_number: int = 0
    published: int = 0


def conversation(count: int, *, thread: int, first: int, voices: Voices) -> Conversation:
    """Return `count` comments of a thread with the ids `first` and on, oldest first."""
    told = Conversation()
    public: list[dict[str, Any]] = []
    below: dict[int, int] = {}
    by_id: dict[int, dict[str, Any]] = {}
    for place in range(count):
        chance, row = voices.draw.random(), _row(first + place, thread, place, voices)
        above = voices.draw.choice(public) if public and voices.draw.random() < REPLIES else None
        row["parent_id"] = above and above["id"]
        told.rows.append(row)
        by_id[row["id"]] = row
        if chance < REJECTED:
            row["state"] = "held" if chance < HELD else "rejected"
            continue
        told.last_number += 1
        told.published += 1
        row["number"] = told.last_number
        if above is not None:
            root = above["root_id"] or above["id"]
            below[root] = below.get(root, 0) + 1
            row["root_id"], row["place"] = root, below[root]
            by_id[root]["answers"] += 1
        public.append(row)
    return told


def _row(pk: int, thread: int, place: int, voices: Voices) -> dict[str, Any]:
    stands = {"id": pk, "thread_id": thread, "public_id": voices.public_id(), "minutes": 5 + 3 * place}
    nowhere = {"number": None, "root_id": None, "place": None, "answers": 0, "state": "published"}
    return {**stands, **nowhere, **voices.words(place + 1)}
