"""Keeping the index: taking in what is due, walking through what was there before, mending, wiping out."""

from hiwar.search.services.indexing import AT_ONCE, index_due, rebuild, walk_on
from hiwar.search.services.mending import mend, wipe_out

__all__ = ["AT_ONCE", "index_due", "mend", "rebuild", "walk_on", "wipe_out"]
