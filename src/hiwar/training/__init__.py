"""Making the classifier: reading labelled comments, writing more of our own, fitting, measuring, describing.

Belongs here: everything that happens before a model ships. Not here: scoring a comment (`hiwar.screening.model`), which
must run without this package and without its extra dependencies.
"""
