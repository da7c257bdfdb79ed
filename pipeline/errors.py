"""Errors that are written for the person at the keyboard, not for a developer."""


class OpinionsError(ValueError):
    """What came, what is allowed, and what to do; shown without a traceback."""


class UnreadableError(OpinionsError):
    """A file that cannot be read; the message (Japanese) says why and what to do."""


class ReportError(OpinionsError):
    """Tables that contradict each other; a report that does not add up is not written."""
