"""Drafts that rounds are about: cut into clauses, found again in opinions, compared by version.

In: lines of a draft; opinions.
Out: clauses with level and path; links of opinions and clauses.
Knows nothing of: files, formats, reports.
"""
