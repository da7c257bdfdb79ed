"""Figures of a report, and their data for ``dvc plots``.

In: the summary.
Out: SVG, PNG, long tables.
Knows nothing of: how a number came about.
"""
