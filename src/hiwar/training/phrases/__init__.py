"""Sentences of our own for training: families of twins, one that must be held and one that must be published.

Belongs here: the grammar that expands templates and the families, one theme a file. Not here: twins that need no code,
which stand in tables (`training.twins`), and the functional suite in `tests/cases/policy`; a template that repeats one
of its sentences would make that suite measure memory.
"""
