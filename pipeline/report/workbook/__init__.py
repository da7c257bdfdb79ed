"""The workbook of a report, its CSV files, and the table that reviewers fill in.

In: the summary.
Out: sheets.
Knows nothing of: how a number came about.
"""
