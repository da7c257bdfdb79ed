"""Errors that are written for the person at the keyboard, not for a developer."""


class OpinionsError(ValueError):
    """What came, what is allowed, and what to do; shown without a traceback."""
