"""The files of a round into its tables: opinions, ledger, respondents, originals.

In: a round's description and files.
Out: entries judged, masked and reconciled.
Knows nothing of: themes, review items, reports.
"""
