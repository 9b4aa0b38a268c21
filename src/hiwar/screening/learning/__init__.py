"""Learning: a newsroom's decisions go in; a small vector and a calibration come out, or the reason why not.

Belongs here: what teaches, what counts as better, what no teaching may break. Not here: the fit itself (`model.local`),
where decisions come from, and where the result is kept; `hiwar.moderation` does both.
"""
