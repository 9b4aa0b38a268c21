"""The demo newsroom's film, scene after scene: what it shows and what it sounds like.

Belongs here: the pictures of every moment and the sound. Turning them into a file is the work of `draw_film.py`; the
drawing board, the colors and the figures are those of the demo's pictures (`hiwar.config.demo`).
"""
