"""Files as they arrive: adding them to a round, checking, removing, the examples.

In: files, folders and zips that an analyst names.
Out: corpora/rounds/<round> with a drafted round.yaml.
Knows nothing of: themes, review items, reports.
"""
