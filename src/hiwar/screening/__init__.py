"""Screening: a comment goes in, a verdict with its reasons comes out.

Belongs here: candidates, findings, verdicts, rules, the ordered policy, lists of words. Not here: Django, the database,
the clock, the network; every fact a rule needs is already in the candidate. May import `hiwar.arabic` alone.
"""
