"""What every part of the classifier agrees on.

Belongs here: the labels and their order, the format of the file. Not here: numbers that were learned.
"""

LABELS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")
HEADS = len(LABELS)
FORMAT = 2
MIDDLE = 128  # What a byte holds for a weight of zero, so that bytes can be added without a sign.


class UnreadableModel(ValueError):
    """The file is no model that this version can read."""
