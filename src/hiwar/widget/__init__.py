"""The discussion on the pages of other sites, in a frame of ours.

Here belong which sites may show it, the script that they load, the pages in the frame and the discussion's page of its
own, and how many comments there are. Not here: what readers see of a discussion and what becomes of their comments
(`discussions`), who may keep a page and the headers of every answer (`delivery`).
"""
