"""Screening from the shell: `hiwar screen` for many comments, `hiwar explain` for one.

Belongs here: reading lines, writing answers, drawing for a terminal. Not here: judging (`hiwar.screening`). Screening
needs no newsroom, no database and no Django; explaining borrows Django's translations and nothing else of it.
"""
