"""Twins in tables: a sentence that must be held and one as like it as can be that must be published, a pair a line.

Belongs here: the tables (`*.txt`) and how they are read (`read`). Not here: families that need code (`phrases`), the
functional suite in `tests/cases/policy`: no line may repeat one of its sentences.
"""
