"""Opinions on draft policies: from files as received to themes, review items and reports."""
