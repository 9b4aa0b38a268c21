"""Hiwar (حوار): an Arabic newsroom that publishes its articles and lets readers discuss them."""

__version__ = "0.1.0"
