"""What programs read of the newspaper: feeds, sitemaps, structured data, cards, and the files robots ask for.

Everything here shows what readers see and nothing else: it asks the same queries, and no held or rejected comment, no
draft and no withdrawn article can be in it. Not here: readers' pages (`delivery.views`).
"""
