"""Feeds that are followed, and notices of what changed."""
