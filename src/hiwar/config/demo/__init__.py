"""The demo newsroom: articles, comments and pictures to try Hiwar with.

The content lives in TOML files beside this module (see README.md for their shape). Nothing here is read by a real newsroom.
"""
