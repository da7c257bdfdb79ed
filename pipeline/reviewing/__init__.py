"""Reviewers: what they are shown, what they decide, and how far it reaches."""
