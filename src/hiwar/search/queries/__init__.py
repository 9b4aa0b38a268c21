"""What is public and what of it is found. Nothing is written here."""

from hiwar.search.queries.finding import ArticleHit, Asked, CommentHit, Found, find
from hiwar.search.queries.suggesting import suggestion

__all__ = ["ArticleHit", "Asked", "CommentHit", "Found", "find", "suggestion"]
