"""One article page, saved from a browser or left by a text extractor.

`read.py` turns the file into values and touches no database; `map.py` gives those values to the newsroom and the
discussions; `report.py` says in words what happened. Nothing here fetches anything from a network.
"""
