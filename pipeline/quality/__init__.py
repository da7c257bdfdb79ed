"""Measuring the pipeline on labelled texts: what ``opinions evaluate`` runs.

In: labelled texts, tables of the last run.
Out: figures; nothing is written.
Knows nothing of: rivals and speed, which are in benchmarks/.
"""
