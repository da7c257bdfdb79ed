"""The pages of a report.

In: the summary.
Out: HTML without outside addresses.
Knows nothing of: tables and files.
"""
