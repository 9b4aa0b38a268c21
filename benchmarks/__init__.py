"""Hiwar beside other comment systems that anybody can install: the same articles, the same comments, the same load.

Here belong the peers, one module each, and what measures them. Not here: measuring Hiwar alone (`scripts/bench_*.py`).
"""
