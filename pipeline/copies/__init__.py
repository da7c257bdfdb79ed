"""Opinions that say the same: copies, near copies, campaigns."""
