"""Every number and sentence of a report, computed once.

In: tables of a round.
Out: frozen dataclasses.
Knows nothing of: HTML, workbook, figures.
"""
