"""The demo newsroom: articles, comments and pictures to try Hiwar with.

The content lives in TOML files beside this module (README.md tells their shape). A real newsroom never reads it.
"""
