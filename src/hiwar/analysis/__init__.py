"""Scores for other people's comment systems, over the wire format of the service that ended in 2026.

Here belong the compatible addresses, their keys and limits, what clients tell us back, and Coral's moderation phase.
Not here: how a text is scored (`screening.model`), our own comments (`discussions`), which process listens (`config`).
"""
