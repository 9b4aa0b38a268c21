"""Arabic letters, numbers and dates as plain values.

Belongs here: what is true of the script and the language for any text. Not here: Django, files, the clock, and any
opinion about what a comment may say (that is `hiwar.screening`).
"""
