"""Every table between stages as a class: columns, units, rules. One module per table.

In: frames.
Out: the same frames, checked; docs/tables.md is made from the classes.
Knows nothing of: where the root is, what computes or reads a table.
"""
