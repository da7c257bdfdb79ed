"""The files that people own below corpora/ (codebook, official list), read and written.

In: files of people.
Out: checked values and tables.
Knows nothing of: stages, reports.
"""
