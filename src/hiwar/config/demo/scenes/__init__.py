"""The pictures themselves, one to a file, drawn by the function of the same name.

A scene returns a finished `Canvas`. Colors come from `palette`, people and trees from `figures`.
"""
