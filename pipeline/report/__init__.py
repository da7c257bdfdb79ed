"""Reports of a round: one summary that computes every number once, and its renderings.

In: the tables of a round and of all rounds, parameters, the classifier's card.
Out: files of the report, as bytes.
Knows nothing of: how files were read or laid out, how themes were found.
"""
